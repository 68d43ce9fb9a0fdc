"""Channels from arrays, and from the layouts of ray tracers: python -m unittest discover python/tests."""

import tempfile
import unittest
from pathlib import Path

import isabc
import numpy as np
from isabc import channels

Mt, Mr, L = 3, 4, 2
random = np.random.default_rng(7)


def complex_array(*shape):
    return random.normal(size=shape) + 1j * random.normal(size=shape)


scenario = {
    "transmitter": {"antennas": Mt},
    "receiver": {"antennas": Mr},
    "devices": [{"position": [1.5, -0.5]}, {"position": [1.2, -0.3], "symbol": 0.5}],
}


class Arguments(unittest.TestCase):
    def test_are_what_the_scenario_could_say(self):
        given = {
            "transmit": complex_array(L, Mt),
            "receive": complex_array(L, Mr),
            "slopes": complex_array(L, 1, Mr),
        }

        def split(vector):
            return {"re": vector.real.tolist(), "im": vector.imag.tolist()}

        inline = {
            **scenario,
            "devices": [
                {
                    **device,
                    "channel": {
                        "transmit": split(given["transmit"][l]),
                        "receive": split(given["receive"][l]),
                        "slopes": [split(given["slopes"][l, 0])],
                    },
                }
                for l, device in enumerate(scenario["devices"])
            ],
        }
        expected = isabc.tradeoff(inline, points=3)
        self.assertEqual(list(expected.status), ["optimal"] * 3)
        self.assertEqual(isabc.tradeoff(scenario, points=3, channels=given).raw, expected.raw)
        self.assertNotIn("channel", scenario["devices"][0])
        own = isabc.evaluate(scenario, expected.covariance[1], channels=given)
        np.testing.assert_allclose(own.total, expected.total[1], rtol=1e-9)
        with tempfile.TemporaryDirectory() as folder:
            np.savez(Path(folder, "channels.npz"), **given)
            loaded = np.load(Path(folder, "channels.npz"))
            self.assertEqual(isabc.tradeoff(scenario, points=3, channels=loaded).raw, expected.raw)
            loaded.close()

    def test_real_ones_and_parts(self):
        transmit = random.normal(size=(L, Mt))
        curve = isabc.tradeoff(scenario, points=1, channels={"transmit": transmit})
        for l, device in enumerate(curve.raw["scenario"]["devices"]):
            expected = {"transmit": {"re": transmit[l].tolist(), "im": [0.0] * Mt}}
            self.assertEqual(device["channel"], expected)

    def test_what_does_not_fit_is_named(self):
        for name, array, said in [
            ("transmit", np.ones((L + 1, Mt)), "channels.transmit = an array of 3×3: must be one of 2×…"),
            ("transmit", np.ones(Mt), "channels.transmit = an array of 3"),
            ("slopes", np.ones((L, Mr)), "channels.slopes = an array of 2×4: must be one of 2×…×…"),
            ("receive", [["a"] * Mr] * L, "channels.receive = <U1: must be an array of numbers"),
            ("receive", [[1, 2], [1]], "channels.receive"),
            ("receive", np.full((L, Mr), np.nan), r"channels.receive\[0\]\[0\] = nan"),
            ("transmit", np.ones((L, Mt + 1)), r"devices\[0\].channel.transmit.re = 4: must be 3 numbers"),
            ("H", np.ones((L, Mt)), "channels.H = an array: is none of transmit"),
        ]:
            with self.assertRaisesRegex(isabc.InputError, said):
                isabc.tradeoff(scenario, points=1, channels={name: array})


def steering(elements, u):
    return np.exp(2j * np.pi * (elements @ u))


class Slopes(unittest.TestCase):
    """Against differences, and against the solver's own lines of sight."""

    def test_are_derivatives(self):
        for places in ([[1.5, -0.5], [1.2, 0.4]], [[1.5, -0.5, 0.3], [1.2, 0.4, -1]]):
            places = np.array(places)
            dimensions = places.shape[1]
            elements = random.normal(size=(Mr, dimensions))
            receiver = np.array([2, -1.5, 0.2])[:dimensions]
            gains = complex_array(L)

            def direction(l, azimuth=0.0, elevation=0.0):
                x = places[l] - receiver
                azimuth += np.arctan2(x[1], x[0])
                if dimensions == 2:
                    return np.array([np.cos(azimuth), np.sin(azimuth)])
                elevation += np.arctan2(x[2], np.hypot(x[0], x[1]))
                level = np.cos(elevation)
                return np.array([level * np.cos(azimuth), level * np.sin(azimuth), np.sin(elevation)])

            def channel(l, *turned):
                return gains[l] * steering(elements, direction(l, *turned))

            receive = np.array([channel(l) for l in range(L)])
            slopes = channels.line_of_sight_slopes(receive, elements, receiver, places)
            self.assertEqual(slopes.shape, (L, dimensions - 1, Mr))
            h = 1e-6
            for l in range(L):
                expected = (channel(l, h) - channel(l, -h)) / (2 * h)
                if dimensions == 3:  # along the unit tangent, as the solver has it: per arc, not per azimuth
                    expected /= np.hypot(*direction(l)[:2])
                np.testing.assert_allclose(slopes[l, 0], expected, atol=1e-7)
                if dimensions == 3:
                    expected = (channel(l, 0, h) - channel(l, 0, -h)) / (2 * h)
                    np.testing.assert_allclose(slopes[l, 1], expected, atol=1e-7)

    def test_of_a_line_of_sight_are_the_solvers(self):
        for dimensions in (2, 3):
            places = np.array([[1.5, -0.5, 0.3], [1.2, -0.3, 1]])[:, :dimensions]
            origins = {
                "transmitter": np.array([0, 0, 0.5])[:dimensions],
                "receiver": np.array([2, -1.5, 0.2])[:dimensions],
            }
            elements = {
                "transmitter": random.normal(size=(Mt, dimensions)),
                "receiver": random.normal(size=(6, dimensions)),
            }
            scene = {
                **{side: {"elements": elements[side], "position": origins[side]} for side in origins},
                "devices": [{"position": place} for place in places],
            }
            u = {}
            for side, origin in origins.items():
                away = places - origin
                u[side] = away / np.linalg.norm(away, axis=1)[:, None]
            sight = {
                side: np.array([steering(elements[side], direction) for direction in u[side]]) for side in u
            }
            expected = isabc.tradeoff(scene, points=3)
            self.assertEqual(list(expected.status), ["optimal"] * 3)

            # path gains of 1e-3 and a phase each way, against 120 dB less noise and clutter
            gain = 1e-3 * np.exp(0.7j)
            receive = gain * sight["receiver"]
            traced = {
                "transmit": gain * sight["transmitter"],
                "receive": receive,
                "slopes": channels.line_of_sight_slopes(
                    receive, elements["receiver"], origins["receiver"], places
                ),
            }
            quiet = {**scene, "noiseDbm": -180, "clutterDbm": -180}
            curve = isabc.tradeoff(quiet, points=3, channels=traced)
            np.testing.assert_allclose(curve.rate, expected.rate, rtol=1e-7)
            np.testing.assert_allclose(curve.delay, expected.delay, rtol=1e-6)
            np.testing.assert_allclose(curve.angle, expected.angle, rtol=1e-6)
            np.testing.assert_allclose(curve.position, expected.position, rtol=1e-6)
            self.assertTrue(isabc.verify(curve)["verified"])

    def test_refuses_what_has_no_direction(self):
        with self.assertRaisesRegex(isabc.InputError, r"devices\[1\].*where the receiver is"):
            channels.line_of_sight_slopes(np.ones((2, 1)), [[0, 0]], [2, 1], [[0, 0], [2, 1]])
        with self.assertRaisesRegex(isabc.InputError, "elements = an array of 1×3: must be one of 4×2"):
            channels.line_of_sight_slopes(np.ones((2, 4)), [[0, 0, 0]], [2, 1], [[0, 0], [2, 3]])


class DeepMIMO(unittest.TestCase):
    """Arrays written as its generators do: paths, each with a power, a phase and a delay."""

    users, paths, N = 5, 3, 64
    bandwidth = 10e6

    def make(self, antennas, selected=None):
        """Channels of users with one antenna in both domains, and what they are at the carrier."""
        power = random.uniform(1e-9, 1e-8, size=(self.users, self.paths))
        phase = random.uniform(-180, 180, size=(self.users, self.paths))
        delay = random.uniform(0, 1e-6, size=(self.users, self.paths))
        response = np.exp(2j * np.pi * random.uniform(size=(self.users, antennas, self.paths)))
        coefficients = np.sqrt(power) * np.exp(1j * np.deg2rad(phase))
        in_paths = (response * coefficients[:, None])[:, None].astype(np.complex64)
        k = np.arange(4) if selected is None else np.array(selected)
        turned = np.exp(-2j * np.pi * self.bandwidth * delay[..., None] * k / self.N) / np.sqrt(self.N)
        in_frequency = np.einsum("uap,up,upk->uak", response, coefficients, turned)[:, None].astype(np.complex64)
        return in_paths, in_frequency, np.einsum("uap,up->ua", response, coefficients)

    def test_both_domains_give_the_channel_at_the_carrier(self):
        forward, backward = self.make(Mt), self.make(Mr)
        for domain, options in ((0, {}), (1, {"subcarriers": self.N})):
            made = channels.from_deepmimo(forward[domain], backward[domain], users=[4, 1], **options)
            self.assertEqual(made["transmit"].dtype, np.complex128)
            np.testing.assert_allclose(made["transmit"], forward[2][[4, 1]], rtol=1e-4, atol=1e-9)
            np.testing.assert_allclose(made["receive"], backward[2][[4, 1]], rtol=1e-4, atol=1e-9)
        self.assertEqual(list(channels.from_deepmimo(forward[0])), ["transmit"])
        self.assertEqual(channels.from_deepmimo(forward[0])["transmit"].shape, (self.users, Mt))

    def test_another_subcarrier(self):
        _, swept, at_carrier = self.make(Mt, [32, 0])
        made = channels.from_deepmimo(swept, subcarriers=self.N, subcarrier=1)
        np.testing.assert_allclose(made["transmit"], at_carrier, rtol=1e-4, atol=1e-9)

    def test_other_layouts_are_refused(self):
        forward, _, _ = self.make(Mt)
        lost = forward.copy()
        lost[2, 0, 1, 0] = np.nan
        for arguments, options, said in [
            ((forward[0],), {}, "forward = an array of 1×3×3: must be users × 1"),
            ((forward.repeat(2, axis=1),), {}, "forward = an array of 5×2×3×3"),
            ((forward[..., None],), {}, "one time"),
            ((forward, forward[:3]), {}, "backward = channels of 3 devices: must have as many .* 5"),
            ((forward,), {"users": [0, 5]}, "users = .*: must be a list of integers from 0 to 4"),
            ((forward,), {"users": [0.5]}, "users"),
            ((forward,), {"subcarriers": 0}, "subcarriers = 0"),
            ((forward,), {"subcarriers": 64, "subcarrier": 3}, "subcarrier = 3: must be from 0 to 2"),
            ((lost,), {}, "forward = a channel of device 2: must be finite"),
            ((np.array([["a"]]),), {}, "must be an array of numbers"),
        ]:
            with self.assertRaisesRegex(isabc.InputError, said):
                channels.from_deepmimo(*arguments, **options)
        # users that nobody asks for may have no channel
        channels.from_deepmimo(lost, users=[0, 1])


class Sionna(unittest.TestCase):
    """Arrays in the layout of paths.cir(out_type="numpy")."""

    paths, times = 5, 2

    def test_both_ways_and_by_reciprocity(self):
        out = complex_array(L, 1, 1, Mt, self.paths, self.times)
        back = complex_array(1, Mr, L, 1, self.paths, self.times)
        reciprocal = np.transpose(back, (2, 3, 0, 1, 4, 5))
        for time in range(self.times):
            transmit = [[sum(out[l, 0, 0, m, :, time]) for m in range(Mt)] for l in range(L)]
            receive = [[sum(back[0, m, l, 0, :, time]) for m in range(Mr)] for l in range(L)]
            for forward, backward in ((out, back), (out[None], back[None]), (out, reciprocal)):
                made = channels.from_sionna(forward, backward, time=time)
                np.testing.assert_allclose(made["transmit"], transmit, rtol=1e-12)
                np.testing.assert_allclose(made["receive"], receive, rtol=1e-12)

    def test_one_device_and_one_antenna(self):
        for devices, antennas in ((1, Mr), (L, 1), (1, 1)):
            out = complex_array(devices, 1, 1, Mt, self.paths, 1)
            back = complex_array(1, antennas, devices, 1, self.paths, 1)
            expected = back[0, :, :, 0, :, 0].sum(axis=-1).T
            for backward in (back, np.transpose(back, (2, 3, 0, 1, 4, 5))):
                np.testing.assert_allclose(channels.from_sionna(out, backward)["receive"], expected)

    def test_a_curve(self):
        made = channels.from_sionna(
            complex_array(L, 1, 1, Mt, self.paths, 1), complex_array(1, Mr, L, 1, self.paths, 1)
        )
        elements = 0.5 * np.arange(Mr)[:, None] * [0, 1]
        places = [device["position"] for device in scenario["devices"]]
        made["slopes"] = channels.line_of_sight_slopes(made["receive"], elements, [2, -1.5], places)
        curve = isabc.tradeoff(scenario, points=3, channels=made)
        self.assertEqual(list(curve.status), ["optimal"] * 3)
        self.assertTrue(isabc.verify(curve)["verified"])

    def test_other_layouts_are_refused(self):
        out = complex_array(L, 1, 1, Mt, self.paths, 1)
        back = complex_array(1, Mr, L, 1, self.paths, 1)
        for arguments, options, said in [
            ((out[..., 0],), {}, "forward = an array of 2×1×1×3×5: must be num_rx"),
            ((np.stack([out, out]),), {}, "forward = an array of 2×2×1"),
            ((back,), {}, "forward = .*: must have devices with one antenna as receivers"),
            ((out, back[:, :, :1]), {}, "backward = channels of 1 devices"),
            ((out, complex_array(2, Mr, L, 1, 5, 1)), {}, "backward = .*one receiver"),
            ((out,), {"time": 1}, "time = 1: must be from 0 to 0"),
            ((out * np.inf,), {}, r"forward\[0\]\[0\]\[0\]\[0\]\[0\]\[0\]"),
        ]:
            with self.assertRaisesRegex(isabc.InputError, said), np.errstate(invalid="ignore"):
                channels.from_sionna(*arguments, **options)


if __name__ == "__main__":
    unittest.main()

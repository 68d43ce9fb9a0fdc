"""The installed package: python -m unittest discover python/tests."""

import json
import os
import signal
import tempfile
import threading
import time
import unittest
import warnings
from pathlib import Path

import isabc
import numpy as np
from isabc._process import process

scenario = {
    "transmitter": {"antennas": 4},
    "receiver": {"antennas": np.int64(5), "position": np.array([2.0, -1.5])},
    "devices": [
        {"position": [1.5, -0.5]},
        {"position": np.array([1.2, -0.5]), "symbol": np.float32(0.5)},
    ],
}


class Tradeoff(unittest.TestCase):
    def test_arrays(self):
        curve = isabc.tradeoff(scenario, points=5, objective="position")
        self.assertEqual(len(curve), 5)
        self.assertEqual(list(curve.status), ["optimal"] * 5)
        self.assertTrue((curve.gap < 1e-8).all())
        self.assertTrue((np.diff(curve.position) > 0).all())
        self.assertEqual(curve.covariance.shape, (5, 4, 4))
        np.testing.assert_allclose(np.trace(curve.covariance, axis1=1, axis2=2).real, 1, rtol=1e-9)
        np.testing.assert_allclose(curve.device_position.sum(axis=1), curve.position, rtol=1e-9)
        self.assertEqual(curve.raw["objective"], "position")
        np.testing.assert_allclose(curve.rmse_position, np.sqrt(curve.position / 2), rtol=1e-12)
        np.testing.assert_allclose(curve.rmse_angle, np.degrees(np.sqrt(curve.angle / 2)), rtol=1e-12)

    def test_what_is_not_there_is_nan(self):
        curve = isabc.tradeoff(scenario, rates=np.array([0.01, 1e3]))
        self.assertEqual(curve.status[1], "infeasible")
        self.assertTrue(np.isnan(curve.total[1]) and np.isnan(curve.covariance[1]).all())
        self.assertIsNone(isabc.tradeoff(scenario, points=1, covariance=False).covariance)

    def test_limits_and_their_prices(self):
        limited = {**scenario, "limits": {"antennaDbm": 24, "quiet": [{"direction": 10, "limitDbm": 5}]}}
        curve = isabc.tradeoff(limited, points=3, over="worst")
        self.assertEqual({kind: price.shape for kind, price in curve.limit_price.items()},
                         {"antenna": (3, 4), "sensitivity": (3, 0), "quiet": (3, 1)})  # fmt: skip
        self.assertTrue((curve.limit_price["antenna"].max(axis=1) > 0).all())
        self.assertTrue((curve.limit_power["antenna"] <= 10 ** (2.4 - 3) * (1 + 1e-9)).all())
        self.assertTrue((curve.value < curve.total).all())
        self.assertFalse(curve.excluded)
        none = isabc.tradeoff({**limited, "limits": {"sensitivityDbm": 20}}, points=2)
        self.assertTrue(none.excluded)
        self.assertEqual((none.max_rate, none.limit_price), (None, {}))
        self.assertEqual(isabc.tradeoff(scenario, points=1).limit_price, {})

    def test_verify_and_files(self):
        curve = isabc.tradeoff(scenario, points=2)
        self.assertTrue(isabc.verify(curve)["verified"])
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "scenario.json")
            path.write_text(json.dumps(curve.raw["scenario"]))
            np.testing.assert_array_equal(isabc.tradeoff(path, points=2).total, curve.total)
            curve.save(Path(folder, "result.json"))
            self.assertEqual(json.loads(Path(folder, "result.json").read_text()), curve.raw)

    def test_a_call_costs_milliseconds(self):
        isabc.version()
        times = []
        for _ in range(9):
            start = time.perf_counter()
            isabc.version()
            times.append(time.perf_counter() - start)
        print(f"a call: {1e3 * sorted(times)[4]:.2f} ms in the median")
        self.assertLess(min(times), 0.05)


class Evaluate(unittest.TestCase):
    def test_an_optimum_is_one(self):
        curve = isabc.tradeoff(scenario, points=3)
        evaluation = isabc.evaluate(scenario, curve.covariance[1])
        np.testing.assert_allclose(evaluation.total, curve.total[1], rtol=1e-9)
        self.assertLess(abs(evaluation.excess), 1e-6)
        worse = isabc.evaluate(scenario, np.eye(4) / 4, rate=0)
        self.assertGreater(worse.total, worse.lower_bound)

    def test_waveforms(self):
        R = isabc.tradeoff(scenario, points=1).covariance[0]
        made = isabc.beamform(scenario, R, seed=7)
        X = made["excitation"]
        np.testing.assert_allclose(X @ X.conj().T / X.shape[1], R, atol=1e-12)


class Errors(unittest.TestCase):
    def test_every_bad_field_is_an_issue(self):
        bad = {"devices": [{"position": [1, "north"], "symbol": 2}], "power": 3}
        with self.assertRaises(isabc.InputError) as caught:
            isabc.tradeoff(bad)
        paths = {issue.path for issue in caught.exception.issues}
        self.assertEqual(paths, {"devices[0].position[1]", "devices[0].symbol", "power"})
        self.assertIn("devices[0].symbol = 2", str(caught.exception))

    def test_what_json_cannot_say(self):
        for value in (np.nan, float("inf"), np.array([1, np.nan]), {1, 2}):
            with self.assertRaises(isabc.InputError) as caught:
                isabc.tradeoff({"devices": [{"position": value}]})
            self.assertEqual(caught.exception.issues[0].path, "devices[0].position")
        with self.assertRaises(isabc.InputError):
            isabc.evaluate(scenario, np.full((4, 4), np.nan))
        with self.assertRaisesRegex(isabc.InputError, "4 rows of 4"):
            isabc.evaluate(scenario, np.eye(3))

    def test_a_file_that_is_not_json(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "scene.json")
            for content in (b'{"devices": [', b"\xff\xfe"):
                path.write_bytes(content)
                with self.assertRaisesRegex(isabc.InputError, "is not JSON") as caught:
                    isabc.tradeoff(path)
                self.assertEqual(caught.exception.issues[0][:2], ("scenario", str(path)))

    def test_a_process_that_ends_is_started_anew(self):
        isabc.version()
        process._child.kill()
        process._child.wait()
        isabc.version()

        running = process._running
        process._running = lambda: process._child  # it ends between the look and the question
        process._child.kill()
        process._child.wait()
        with self.assertRaises(isabc.IsabcError):
            isabc.version()
        process._running = running
        isabc.version()

    @unittest.skipUnless(hasattr(os, "fork"), "there is no fork")
    def test_a_fork_has_a_process_of_its_own(self):
        isabc.version()
        before = process._child.pid
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            isabc.version()
            os.write(write, str(process._child.pid).encode())
            process._end()
            os._exit(0)
        os.waitpid(child, 0)
        self.assertNotEqual(int(os.read(read, 100)), before)
        isabc.version()
        self.assertEqual(process._child.pid, before)

    @unittest.skipUnless(hasattr(os, "fork"), "there is no fork")
    def test_a_fork_while_another_thread_waits_for_an_answer(self):
        done = threading.Event()

        def ask():
            while not done.is_set():
                isabc.version()

        thread = threading.Thread(target=ask)
        thread.start()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # forks beside threads are what this is about
                children = [self._forked_child() for _ in range(10)]
        finally:
            done.set()
            thread.join()
        self.assertEqual(children, [0] * 10)

    @staticmethod
    def _forked_child():
        """How a child ends that does nothing, -1 where it had to be ended."""
        child = os.fork()
        if child == 0:
            os._exit(0)
        for _ in range(1000):
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                return status
            time.sleep(0.01)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return -1


class Slips(unittest.TestCase):
    def test_are_warnings_of_the_line_that_asks(self):
        slip = {**scenario, "noiseDbm": 3}
        experiment = {**MonteCarlo.experiment, "scenario": {}, "sweep": {"noiseDbm": [-60, 3]}}
        with tempfile.TemporaryDirectory() as folder:
            calls = [
                lambda: isabc.tradeoff(slip, points=1),
                lambda: isabc.evaluate(slip, np.eye(4) / 4),
                lambda: isabc.monte_carlo(experiment, Path(folder, "run"), draws=2, workers=1),
            ]
            for call in calls:
                with self.assertWarnsRegex(isabc.ScenarioWarning, "noiseDbm 3 is more") as caught:
                    call()
                self.assertEqual(caught.filename, __file__)

    def test_are_not_seen_where_there_are_none(self):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            isabc.tradeoff(scenario, points=1)
            isabc.evaluate(scenario, np.eye(4) / 4)


class MonteCarlo(unittest.TestCase):
    experiment = {
        "scenario": {"transmitter": {"antennas": 3}, "receiver": {"antennas": 3}},
        "placement": {"shape": "disc", "center": np.array([1.5, -0.5]), "radius": 0.5, "count": 2},
        "draws": 20,
    }

    def test_a_run(self):
        with tempfile.TemporaryDirectory() as folder:
            run = isabc.monte_carlo(self.experiment, Path(folder, "run"), workers=1)
            self.assertEqual(run.summary["draws"], 20)
            self.assertTrue(run.draws.exists() and run.placements.exists())
            with self.assertRaisesRegex(isabc.IsabcError, "run"):
                isabc.monte_carlo(self.experiment, Path(folder, "run"))
            more = isabc.monte_carlo(self.experiment, Path(folder, "run"), draws=30, resume=True)
            self.assertEqual(more.summary["draws"], 30)
            try:
                import pandas
                import pyarrow  # noqa: F401
            except ImportError:
                return
            self.assertEqual(len(pandas.read_parquet(more.draws)), 30 * 3)


if __name__ == "__main__":
    unittest.main()

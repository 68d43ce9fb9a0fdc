"""Channels of measurements and ray tracers as a scenario's (docs/channels.md of the repository).

Device l hears the transmitter by ``transmit[l]`` (c_l, L × M_t) and is heard by the receiver by ``receive[l]`` (h_l,
L × M_r); ``slopes[l]`` (L × directions × M_r) has the derivatives of h_l by the direction of arrival, rad⁻¹. Path
loss, where it is in the channels, must not be in the scenario too: ``{"pathLoss": {"referenceDb": 0, "exponent": 0}}``.

A dictionary with any of these goes into ``isabc.tradeoff(…, channels=…)``, or by ``numpy.savez`` into a file for the
command line's ``--channels``.
"""

from typing import Any, Mapping, Optional

import numpy as np

from ._values import matrix, refusal

names = {"transmit": 2, "receive": 2, "slopes": 3}


def put_in(scenario: "dict[str, Any]", channels: Mapping[str, Any]) -> "dict[str, Any]":
    """A copy of a scenario whose devices have these channels; what is not among them stays as it is.

    :param channels: any of ``transmit``, ``receive``, ``slopes``, real or complex
    :raises InputError: for other names, for arrays of other dimensions or of another number of devices, and for
        entries that are not finite; numbers of antennas are checked with the rest of the scenario
    """
    arrays = {}
    for name in channels.keys():
        if name not in names:
            raise refusal(f"channels.{name}", "an array", f"is none of {', '.join(names)}")
        arrays[name] = _numbers(channels[name], f"channels.{name}")
    devices = scenario.get("devices")
    if not isinstance(devices, (list, tuple)):
        return scenario
    for name, array in arrays.items():
        if array.ndim != names[name] or len(array) != len(devices):
            wanted = "×".join([str(len(devices)), *["…"] * (names[name] - 1)])
            raise refusal(f"channels.{name}", f"an array of {_shape(array)}", f"must be one of {wanted}")

    def changed(device: Any, index: int) -> Any:
        if not isinstance(device, dict):
            return device
        own = {
            name: [matrix(slope) for slope in array[index]] if name == "slopes" else matrix(array[index])
            for name, array in arrays.items()
        }
        before = device.get("channel")
        return {**device, "channel": {**(before if isinstance(before, dict) else {}), **own}}

    return {**scenario, "devices": [changed(device, index) for index, device in enumerate(devices)]}


def from_deepmimo(
    forward: Any,
    backward: Any = None,
    *,
    users: Any = None,
    subcarriers: Optional[int] = None,
    subcarrier: int = 0,
) -> "dict[str, np.ndarray]":
    """``transmit``, and ``receive`` where ``backward`` is given, from channels of DeepMIMO (versions 3 and 4).

    :param forward: users × 1 × M_t × paths or subcarriers, from the base station to users with one antenna, which are
        the devices: ``dataset[0]["user"]["channel"]`` of version 3, ``dataset.channel`` of version 4
    :param backward: users × 1 × M_r × paths or subcarriers of the base station in the receiver's place, for the same
        users: a channel is the same both ways
    :param users: indices of the users that are devices, in their order; all where not given
    :param subcarriers: the number N of subcarriers (``OFDM["subcarriers"]``, not of the selected ones), where the
        channels are in the frequency domain; not given, the last dimension is that of paths, which are added up
    :param subcarrier: which entry of the last dimension is taken; entry 0 is the carrier itself as long as
        subcarrier 0 is among the selected. DeepMIMO's are √N times smaller than the channel, which is undone
    :raises InputError: for arrays of another layout, and entries that are not finite
    """
    if subcarriers is not None and not (isinstance(subcarriers, (int, np.integer)) and subcarriers >= 1):
        raise refusal("subcarriers", repr(subcarriers), "must be an integer ≥ 1, or None for paths")

    def narrowband(value: Any, path: str) -> np.ndarray:
        array = _numbers(value, path, finite=False)
        if array.ndim != 4 or array.shape[1] != 1:
            message = "must be users × 1 × antennas × paths or subcarriers: users with one antenna, one time"
            raise refusal(path, f"an array of {_shape(array)}", message)
        array = array[:, 0] if users is None else array[_indices(users, len(array)), 0]
        if subcarriers is None:
            array = array.sum(axis=-1)
        elif not 0 <= subcarrier < array.shape[-1]:
            raise refusal("subcarrier", subcarrier, f"must be from 0 to {array.shape[-1] - 1}")
        else:
            array = array[..., subcarrier] * np.sqrt(subcarriers)
        for device, row in enumerate(array):
            if not np.isfinite(row).all():
                raise refusal(path, f"a channel of device {device}", "must be finite numbers")
        return array

    return _both(narrowband(forward, "forward"), None if backward is None else narrowband(backward, "backward"))


def from_sionna(forward: Any, backward: Any = None, *, time: int = 0) -> "dict[str, np.ndarray]":
    """``transmit``, and ``receive`` where ``backward`` is given, from the path coefficients of Sionna RT.

    The coefficients are those of ``a, tau = paths.cir(out_type="numpy")``, num_rx × num_rx_ant × num_tx × num_tx_ant ×
    num_paths × num_time_steps, before them a batch of one in versions before 1. They hold the phases of their delays at
    the carrier, so that the sum over the paths is the channel there; ``tau`` is not needed.

    :param forward: from the transmitter, num_tx = 1, to the devices, which are receivers with one antenna
    :param backward: from the devices, transmitters with one antenna, to the receiver, num_rx = 1; or from a transmitter
        in the receiver's place to the devices: a channel is the same both ways
    :param time: the time step that is taken
    :raises InputError: for arrays of another layout, and entries that are not finite
    """

    def narrowband(value: Any, path: str) -> np.ndarray:
        array = _numbers(value, path)
        if array.ndim == 7 and len(array) == 1:
            array = array[0]
        if array.ndim != 6:
            message = "must be num_rx × num_rx_ant × num_tx × num_tx_ant × num_paths × num_time_steps"
            raise refusal(path, f"an array of {_shape(array)}", message)
        if not 0 <= time < array.shape[5]:
            raise refusal("time", time, f"must be from 0 to {array.shape[5] - 1}")
        return array[..., time].sum(axis=4)

    def to_devices(array: np.ndarray) -> "Optional[np.ndarray]":
        """Devices × antennas, where the devices are the receivers."""
        return array[:, 0, 0, :] if array.shape[1:3] == (1, 1) else None

    first = narrowband(forward, "forward")
    transmit = to_devices(first)
    if transmit is None:
        message = "must have devices with one antenna as receivers and one transmitter: num_rx_ant = num_tx = 1"
        raise refusal("forward", f"an array of {_shape(np.asarray(forward))}", message)
    if backward is None:
        return _both(transmit, None)
    second = narrowband(backward, "backward")
    receive = to_devices(second)
    if receive is None and second.shape[0] == second.shape[3] == 1:
        receive = second[0, :, :, 0].T
    if receive is None:
        message = (
            "must have devices with one antenna as transmitters and one receiver (num_tx_ant = num_rx = 1), "
            "or as receivers and one transmitter (num_rx_ant = num_tx = 1)"
        )
        raise refusal("backward", f"an array of {_shape(np.asarray(backward))}", message)
    return _both(transmit, receive)


def line_of_sight_slopes(receive: Any, elements: Any, receiver: Any, devices: Any) -> np.ndarray:
    """``slopes`` of channels whose lines of sight alone turn with the direction of arrival, L × directions × M_r.

    Of h_l the part along the steering vector a is taken for the line of sight, g a with g = a^H h_l/M_r, and g ∂a for
    the slope. What comes by other ways is taken not to turn at all. Where it matters, trace the rays once more to
    places beside the devices, and take differences.

    :param receive: L × M_r
    :param elements: positions of the receiver's antennas in wavelengths about its position, in the axes of the scene,
        M_r × 2 or, in space, M_r × 3: the scenario's ``receiver.elements``
    :param receiver: its position, m
    :param devices: positions of the devices, m, L × 2 or L × 3
    :raises InputError: where the shapes do not fit each other, and where a device is at the receiver's position
    """
    h = _numbers(receive, "receive")
    p, origin, places = (
        _numbers(value, path).real.astype(float)
        for value, path in ((elements, "elements"), (receiver, "receiver"), (devices, "devices"))
    )
    if h.ndim != 2:
        raise refusal("receive", f"an array of {_shape(h)}", "must be one of L×M_r")
    dimensions = origin.size
    wanted = {"elements": (p, (h.shape[1], dimensions)), "devices": (places, (len(h), dimensions))}
    if origin.shape not in ((2,), (3,)):
        raise refusal("receiver", f"an array of {_shape(origin)}", "must be a position of two or three numbers")
    for path, (array, shape) in wanted.items():
        if array.shape != shape:
            raise refusal(path, f"an array of {_shape(array)}", f"must be one of {'×'.join(map(str, shape))}")
    away = places - origin
    distance = np.linalg.norm(away, axis=1)
    if not (distance > 0).all():
        raise refusal(f"devices[{int(np.argmin(distance))}]", "a place", "is where the receiver is")
    u = away / distance[:, None]
    level = np.hypot(u[:, 0], u[:, 1])
    upright = level == 0
    cosine = np.where(upright, 1, u[:, 0] / np.where(upright, 1, level))
    sine = np.where(upright, 0, u[:, 1] / np.where(upright, 1, level))
    if dimensions == 2:
        tangents = np.stack([-sine, cosine], axis=-1)[:, None]
    else:
        azimuth = np.stack([-sine, cosine, np.zeros(len(u))], axis=-1)
        elevation = np.stack([-u[:, 2] * cosine, -u[:, 2] * sine, level], axis=-1)
        tangents = np.stack([azimuth, elevation], axis=1)
    steering = np.exp(2j * np.pi * u @ p.T)
    gain = (steering.conj() * h).mean(axis=1)
    return 2j * np.pi * (tangents @ p.T) * (gain[:, None] * steering)[:, None]


def _both(transmit: np.ndarray, receive: Optional[np.ndarray]) -> "dict[str, np.ndarray]":
    if receive is None:
        return {"transmit": transmit}
    if len(transmit) != len(receive):
        message = f"must have as many devices as forward, {len(transmit)}"
        raise refusal("backward", f"channels of {len(receive)} devices", message)
    return {"transmit": transmit, "receive": receive}


def _numbers(value: Any, path: str, finite: bool = True) -> np.ndarray:
    """An array of numbers, in double precision."""
    try:
        array = np.asarray(value)
    except ValueError:
        raise refusal(path, "lists", "must be nested lists of the same lengths") from None
    if array.dtype.kind not in "iufc":
        raise refusal(path, str(array.dtype), "must be an array of numbers")
    array = array.astype(complex if array.dtype.kind == "c" else float)
    return _finite(array, path) if finite else array


def _finite(array: np.ndarray, path: str) -> np.ndarray:
    bad = np.argwhere(~np.isfinite(array))
    if len(bad) > 0:
        index = "".join(f"[{place}]" for place in bad[0])
        raise refusal(f"{path}{index}", str(array[tuple(bad[0])]), "must be a finite number")
    return array


def _indices(users: Any, count: int) -> np.ndarray:
    array = np.asarray(users)
    if array.ndim != 1 or array.dtype.kind not in "iu" or not ((array >= 0) & (array < count)).all():
        raise refusal("users", repr(users)[:80], f"must be a list of integers from 0 to {count - 1}")
    return array


def _shape(array: np.ndarray) -> str:
    return "×".join(map(str, array.shape)) or "one number"

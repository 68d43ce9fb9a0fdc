"""The functions: each is one request of `isabc serve`."""

import json
import os
import warnings
from pathlib import Path
from typing import Any, Mapping, Optional, Sequence, Union

import numpy as np

from . import channels as _channels
from ._errors import ScenarioWarning
from ._process import process
from ._values import array, column, matrix, plain, refusal

Scenario = Union["dict[str, Any]", str, "os.PathLike[str]"]
Channels = Mapping[str, Any]


class Curve:
    """A certified trade-off curve. Arrays have one entry a point, NaN where the program has null.

    ============================== =====================================================================
    ``rate_floor``, ``rate``       asked for and attained, bps/Hz
    ``status``                     "optimal", "boundary", "infeasible", …
    ``total``                      delay + angle as plain numbers, s² + rad²
    ``delay, angle, position``     the bounds, s², rad², m²
    ``rmse_delay`` (and so on)     the same as errors of a device: s, degrees, m
    ``value``                      the objective's value, which weights and ``over`` count in
    ``slope``                      what one bps/Hz more costs
    ``lower_bound``, ``gap``       certified bound of the objective, and how far the point is above it
    ``lmi, iterations, rank``      see docs/results.md
    ``device_delay`` (and so on)   of each device, points × devices
    ``limit_power, limit_price``   within limits: "antenna", "sensitivity", "quiet" to points × limits, W and
                                   objective per W: what a limit that is one watt looser is worth
    ``excluded``                   whether limits exclude each other, which ``raw`` proves
    ``covariance``                 points × M_t × M_t, W; None unless asked for
    ``max_rate``, ``free_rate``    the ends, bps/Hz; None where not computed
    ============================== =====================================================================

    ``raw`` is the whole result as the command line writes it (docs/results.md).
    """

    def __init__(self, raw: "dict[str, Any]"):
        self.raw = raw
        points = raw["points"]
        devices = len(raw["scenario"]["devices"])
        bounds = [point["crb"] or {} for point in points]
        self.status = np.array([point["status"] for point in points])
        self.rate_floor = column([point["rateFloor"] for point in points])
        self.rate = column([point["rate"] for point in points])
        self.total = column([bound.get("total") for bound in bounds])
        self.delay = column([bound.get("delay") for bound in bounds])
        self.angle = column([bound.get("angle") for bound in bounds])
        self.position = column([bound.get("position") for bound in bounds])
        self.rmse_delay, self.rmse_angle, self.rmse_position = (
            column([(point["rmse"] or {}).get(key) for point in points])
            for key in ("delay", "angle", "position")
        )
        self.value = column([point["value"] for point in points])
        self.slope = column([point["slope"] for point in points])
        self.lower_bound = column([point["lowerBound"] for point in points])
        self.gap = column([point["gap"] for point in points])
        self.lmi = column([point["lmi"] for point in points])
        self.iterations = column([point["iterations"] for point in points])
        self.rank = column([point["rank"] for point in points])
        self.device_delay, self.device_angle, self.device_position = (
            np.array([_of_devices(point, key, devices) for point in points])
            for key in ("delay", "angle", "position")
        )
        self.limit_power, self.limit_price = (_of_limits(points, key) for key in ("power", "price"))
        self.excluded: bool = "limitsCertificate" in raw
        self.covariance = self._stacked(points, lambda pair: pair)
        self.max_rate: Optional[float] = raw["maxRate"]
        self.free_rate: Optional[float] = raw["freeRate"]

    @staticmethod
    def _stacked(points: "list[dict[str, Any]]", part: Any) -> Optional[np.ndarray]:
        given = [part(point["covariance"]) if "covariance" in point else None for point in points]
        matrices = [None if one is None or "re" not in one else array(one) for one in given]
        size = next((one.shape for one in matrices if one is not None), None)
        if size is None:
            return None
        return np.stack([np.full(size, np.nan + 0j) if one is None else one for one in matrices])

    def __len__(self) -> int:
        return len(self.status)

    def __repr__(self) -> str:
        return f"<isabc.Curve of {len(self)} points, {self.raw['objective']}, {self.raw['fidelity']}>"

    def save(self, path: "Union[str, os.PathLike[str]]") -> None:
        """Writes the result as JSON, as ``isabc verify`` reads it."""
        Path(path).write_text(json.dumps(self.raw) + "\n", encoding="utf-8")


class Evaluation:
    """A covariance beside the certified optimum: ``rate`` (bps/Hz), ``power`` (W), ``total``, ``delay``, ``angle``,
    ``position``, ``lower_bound`` of the objective, ``status`` of the optimum, ``excess`` (crb/lower bound − 1, or
    None), and all of it in ``raw``."""

    def __init__(self, raw: "dict[str, Any]"):
        self.raw = raw
        self.rate: float = raw["rate"]
        self.power: float = raw["power"]
        self.total: Optional[float] = raw["crb"]["total"]
        self.delay: Optional[float] = raw["crb"]["delay"]
        self.angle: Optional[float] = raw["crb"]["angle"]
        self.position: Optional[float] = raw["crb"]["position"]
        self.lower_bound: Optional[float] = raw["optimum"]["lowerBound"]
        self.status: str = raw["optimum"]["status"]
        self.excess: Optional[float] = raw["excess"]

    def __repr__(self) -> str:
        return f"<isabc.Evaluation, rate {self.rate:.6g} bps/Hz, excess {self.excess}>"


class Run:
    """A finished Monte Carlo run: ``folder``, ``draws`` and ``placements`` (files for ``pandas.read_parquet``),
    ``summary``; ``unsolved`` says whether some row is."""

    def __init__(self, folder: Path, answer: "dict[str, Any]", suffix: str, placements: bool):
        self.folder = folder
        self.draws = folder / f"draws.{suffix}"
        self.placements = folder / f"placements.{suffix}" if placements else None
        self.summary: "dict[str, Any]" = answer["summary"]
        self.unsolved: bool = answer["status"] == 2

    def __repr__(self) -> str:
        return f"<isabc.Run in {str(self.folder)!r}>"


def tradeoff(
    scenario: Scenario,
    *,
    points: Optional[int] = None,
    rates: Optional[Sequence[float]] = None,
    bounds: Optional[Sequence[float]] = None,
    covariance: bool = True,
    channels: Optional[Channels] = None,
    **options: Any,
) -> Curve:
    """The certified trade-off curve of a scenario: the smallest bound at each rate floor.

    :param scenario: a dictionary as in a scenario file, arrays of NumPy wherever lists may stand, or a file's path
    :param points: number of evenly spaced floors, 1 to 100000; 21 where rates and bounds are not given either
    :param rates: rate floors, bps/Hz
    :param bounds: bounds in the objective's unit: the largest rate within each
    :param covariance: whether the points carry covariances, factors and certificates, which ``verify`` needs
    :param channels: the devices' own, arrays by name: ``transmit`` (L × M_t), ``receive`` (L × M_r), ``slopes`` (L ×
        directions × M_r), any of them; what is left out stays as the scenario has it
    :param options: ``fidelity``, ``objective``, ``extremes`` and whatever else ``TradeoffOptions`` has
    :raises InputError: for bad input, naming every refused field
    """
    asked = {"points": points, "rates": rates, "bounds": bounds}
    given = {key: value for key, value in asked.items() if value is not None}
    every = plain({**given, "covariance": covariance, **options})
    return Curve(_warned(process.call("tradeoff", {"scenario": _scenario(scenario, channels), "options": every})))


def evaluate(
    scenario: Scenario, covariance: Any, *, channels: Optional[Channels] = None, **options: Any
) -> Evaluation:
    """A covariance of your own beside the certified optimum.

    :param covariance: M_t × M_t, W, Hermitian and positive semidefinite
    :param channels: as of ``tradeoff``
    :param options: ``fidelity``, ``objective``, and ``rate``, the floor of the optimum, bps/Hz (default: the
        covariance's own rate)
    """
    params = {"scenario": _scenario(scenario, channels), "covariance": _matrix(covariance), "options": plain(options)}
    return Evaluation(_warned(process.call("evaluate", params)))


def beamform(
    scenario: Scenario, covariance: Any, *, channels: Optional[Channels] = None, **options: Any
) -> "dict[str, Any]":
    """Waveforms that have a covariance: ``beamformer`` (M_t × rank, √W), ``excitation`` (M_t × N, √W) and ``symbols``
    (rank × N) as complex arrays, beside ``rank``, ``streamPowers`` and ``error``.

    :param channels: as of ``tradeoff``
    :param options: ``seed``, ``symbols`` (rank × N, complex), ``excitation`` (False: beamformers only)
    """
    params = {"scenario": _scenario(scenario, channels), "covariance": _matrix(covariance), "options": plain(options)}
    made = process.call("beamform", params)
    for key in ("beamformer", "excitation", "symbols"):
        if made[key] is not None:
            made[key] = array(made[key])
    return made


def verify(curve: "Union[Curve, dict[str, Any]]") -> "dict[str, Any]":
    """The verdict of an independent second implementation on each point; ``verified`` says it in a word."""
    raw = curve.raw if isinstance(curve, Curve) else plain(curve)
    return process.call("verify", {"result": raw})


def monte_carlo(experiment: Scenario, out: "Union[str, os.PathLike[str]]", **options: Any) -> Run:
    """Solves the random placements of an experiment into a folder, on all processors.

    :param experiment: a dictionary as in an experiment file, or the path of one
    :param out: a folder that is absent or empty, or with ``resume=True`` one to go on with
    :param options: ``draws``, ``seed``, ``workers``, ``format`` ("parquet" or "csv"), ``placements``, ``resume``
    """
    folder = Path(out).absolute()
    params = {"experiment": _document(experiment, "experiment"), "out": str(folder), "options": plain(options)}
    answer = _warned(process.call("monteCarlo", params))
    return Run(folder, answer, options.get("format", "parquet"), options.get("placements", True))


def version() -> "dict[str, str]":
    """``version`` of the package, and ``core``, the hash of the solver that results name."""
    return process.call("version", {})


def _scenario(scenario: Scenario, channels: Optional[Channels] = None) -> Any:
    scenario = _document(scenario, "scenario")
    if channels is not None and isinstance(scenario, dict):
        scenario = _channels.put_in(scenario, channels)
    return scenario


def _document(given: Scenario, what: str) -> Any:
    """A dictionary, or what a file says, as JSON has it."""
    if isinstance(given, (str, os.PathLike)):
        with open(given, encoding="utf-8-sig") as file:
            try:
                return plain(json.load(file))
            except (json.JSONDecodeError, UnicodeDecodeError) as error:
                raise refusal(what, os.fspath(given), f"is not JSON: {error}") from error
    return plain(given)


def _warned(raw: "dict[str, Any]") -> "dict[str, Any]":
    """A result, after what it says about slips has become warnings of the line that asked for it."""
    for slip in raw.get("warnings", []):
        text = f"{slip['path']} {json.dumps(slip['value'])} {slip['message']}"
        warnings.warn(text, ScenarioWarning, stacklevel=3)
    return raw


def _matrix(covariance: Any) -> Any:
    if isinstance(covariance, dict):
        return plain(covariance, "covariance")
    values = np.asarray(covariance)
    if values.dtype.kind not in "biufc":
        raise refusal("covariance", str(values.dtype), "must be an array of numbers")
    if not np.isfinite(values).all():
        raise refusal("covariance", "an entry", "must be finite numbers")
    return matrix(values)


def _of_devices(point: "dict[str, Any]", key: str, count: int) -> np.ndarray:
    devices = point["devices"] or [None] * count
    return column([None if device is None else device[key] for device in devices])


def _of_limits(points: "list[dict[str, Any]]", key: str) -> "dict[str, np.ndarray]":
    """Points × limits by kind; none of a scenario without limits, or where they exclude each other."""
    given = [point.get("limits") for point in points]
    first = next((limits for limits in given if limits is not None), {})
    nothing = {kind: [{key: None}] * len(entries) for kind, entries in first.items()}
    return {
        kind: np.array([column([one[key] for one in (limits or nothing)[kind]]) for limits in given])
        for kind in first
    }

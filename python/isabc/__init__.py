"""Certified trade-offs between communication rate and localization bounds of backscatter systems.

>>> import isabc
>>> curve = isabc.tradeoff({"devices": [{"position": [2, 1]}]}, points=5)
>>> curve.rate, curve.total, curve.gap  # arrays over the points

Scenarios, options and results are those of the command line (docs/ of the repository); arrays are NumPy's. All calls
go to one process of Node.js that runs as long as Python does, so that a call costs milliseconds.
"""

from . import channels
from ._api import (
    Curve,
    Evaluation,
    Run,
    beamform,
    evaluate,
    monte_carlo,
    tradeoff,
    verify,
    version,
)
from ._errors import InputError, Issue, IsabcError, ScenarioWarning

__all__ = [
    "Curve",
    "Evaluation",
    "InputError",
    "Issue",
    "IsabcError",
    "Run",
    "ScenarioWarning",
    "beamform",
    "channels",
    "evaluate",
    "monte_carlo",
    "tradeoff",
    "verify",
    "version",
]

"""What is raised."""

from typing import Any, NamedTuple


class Issue(NamedTuple):
    """One refused field."""

    #: Where it is, as one would write it in code: ``devices[3].position[1]``.
    path: str
    #: What stands there; None where it is missing or large.
    value: Any
    #: What is wrong, or what is allowed.
    message: str


class ScenarioWarning(UserWarning):
    """What in a scenario is surely a slip, though every field is in its range: degrees that look like radians, …"""


class IsabcError(RuntimeError):
    """The program could not do what was asked: a folder in the way, a process that ended."""


class InputError(ValueError):
    """Input that is not accepted; ``issues`` has every refused field, and the message names them all."""

    def __init__(self, message: str, issues: "list[Issue]"):
        super().__init__(message)
        self.issues = issues

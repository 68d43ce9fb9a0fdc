"""NumPy values as the program's JSON, and back."""

import math
import numbers
import os
from typing import Any

import numpy as np

from ._errors import InputError, Issue


def plain(value: Any, path: str = "") -> Any:
    """Dictionaries, sequences, numbers and arrays of NumPy as JSON has them; complex arrays as {"re", "im"}.

    :raises InputError: for what JSON has no word for
    """
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, np.bool_):
        return bool(value)
    if isinstance(value, (np.ndarray, np.generic)) and value.dtype.kind in "fc" and not np.isfinite(value).all():
        raise refusal(path, str(value), "must be finite numbers")
    if isinstance(value, np.ndarray):
        if value.dtype.kind == "c":
            return matrix(value)
        if value.dtype.kind not in "biuf":
            return plain(value.tolist(), path)
        return value.tolist()
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, numbers.Real):
        number = float(value)
        if not math.isfinite(number):
            raise refusal(path, str(number), "must be a finite number")
        return number
    if isinstance(value, dict):
        return {str(key): plain(item, f"{path}.{key}" if path else str(key)) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        if any(isinstance(item, numbers.Complex) and not isinstance(item, numbers.Real) for item in value):
            return plain(np.asarray(value), path)
        return [plain(item, f"{path}[{index}]") for index, item in enumerate(value)]
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    raise refusal(path, repr(value)[:80], "is of a type that has no place in a scenario")


def refusal(path: str, value: Any, message: str) -> InputError:
    return InputError(f"invalid input:\n  {path} = {value}: {message}", [Issue(path, value, message)])


def matrix(value: Any) -> Any:
    """An array as {"re", "im"}."""
    array = np.asarray(value)
    return {"re": array.real.tolist(), "im": array.imag.tolist()}


def array(value: "dict[str, Any]") -> np.ndarray:
    """{"re", "im"} as a complex array."""
    return np.asarray(value["re"], float) + 1j * np.asarray(value["im"], float)


def column(values: "list[Any]") -> np.ndarray:
    """Numbers, None as NaN."""
    return np.array([math.nan if value is None else value for value in values], float)

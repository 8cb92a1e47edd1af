"""formcheck counts repetitions and checks form, from a video or a webcam, on your own machine.

The public surface is what `__all__` names; it is loaded on first use, so that importing the
package costs next to nothing.

>>> import formcheck
>>> formcheck.load_exercise("plank").kind
'hold'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from formcheck.analysis import Progress, analyze
    from formcheck.checking import Session
    from formcheck.errors import FormcheckError
    from formcheck.exercises import Exercise, list_exercises, load_exercise
    from formcheck.pose import Landmark, Pose
    from formcheck.result import Result

__version__ = "0.1.0"

_HOME = {
    "Exercise": "exercises",
    "FormcheckError": "errors",
    "Landmark": "pose",
    "Pose": "pose",
    "Progress": "analysis",
    "Result": "result",
    "Session": "checking",
    "analyze": "analysis",
    "list_exercises": "exercises",
    "load_exercise": "exercises",
}

__all__ = [
    "Exercise",
    "FormcheckError",
    "Landmark",
    "Pose",
    "Progress",
    "Result",
    "Session",
    "__version__",
    "analyze",
    "list_exercises",
    "load_exercise",
]


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(f"formcheck.{_HOME[name]}"), name)
    raise AttributeError(f"module 'formcheck' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)

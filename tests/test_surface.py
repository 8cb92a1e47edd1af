"""The public surface is explicit, and pinned."""

from __future__ import annotations

import subprocess
import sys

import formcheck


def test_what_is_public() -> None:
    assert formcheck.__all__ == [
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
    for name in formcheck.__all__:
        assert getattr(formcheck, name) is not None
    assert dir(formcheck) == sorted(formcheck.__all__)


def test_importing_it_costs_next_to_nothing() -> None:
    code = (
        "import sys, formcheck; print(sorted({'numpy','cv2','mediapipe','av'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

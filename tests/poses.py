"""The poses of a clip, found by the real model once a run, whichever process asks first."""

from __future__ import annotations

import fcntl
import hashlib
import os
import pickle
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # `tests/conftest.py` is loaded before the libraries, and so is this
    from formcheck.analysis import ModelName
    from formcheck.pose import Pose

FOLDER = "FORMCHECK_TEST_POSES"
"""The variable that names the folder of this run; `tests/conftest.py` makes and removes it."""


@cache
def poses_of(clip: Path, model: ModelName = "full") -> list[Pose]:
    """All poses of a clip, to the last bit as the estimator gives them.

    Args:
        clip: The video.
        model: What finds them.
    """
    with clip.open("rb") as file:
        content = hashlib.file_digest(file, "sha256").hexdigest()
    kept = Path(os.environ[FOLDER]) / f"{content}-{model}.pickle"
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # who comes second waits for what the first one finds
        if not kept.exists():
            _keep(kept, _find(clip, model))
    found: list[Pose] = pickle.loads(kept.read_bytes())
    return found


def _find(clip: Path, model: ModelName) -> list[Pose]:
    from formcheck.vision.estimator import PoseEstimator
    from formcheck.vision.source import open_video

    with open_video(clip) as source, PoseEstimator(model) as estimator:
        return [estimator.estimate(frame) for frame in source]


def _keep(kept: Path, poses: list[Pose]) -> None:
    """Write all or nothing: a process that is ended in the middle leaves no half of it."""
    with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as part:
        part.write(pickle.dumps(poses))
    Path(part.name).replace(kept)

"""The poses of a clip, found by the real model once, whichever process asks first.

They are kept from run to run until something that finds them is another: a module of ours, a
library, a model, or the processor, which rounds in its own way.  The same frames through the same
code are the same poses to the last bit, which `tests/vision/test_estimator.py` holds.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import pickle
import shutil
import sys
import tempfile
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # `tests/conftest.py` is loaded before the libraries, and so is this
    from formcheck.analysis import ModelName
    from formcheck.pose import Pose

FOLDER = "FORMCHECK_TEST_POSES"
"""The variable that names the folder of this run; `tests/conftest.py` makes and removes it."""

KEPT = "FORMCHECK_KEPT_POSES"
"""The variable that names the folder where poses are kept from run to run."""

FINDERS = ("formcheck.vision.source", "formcheck.vision.estimator")
"""The modules that read a clip and find poses in it."""

LIBRARIES = ("av", "mediapipe", "numpy", "opencv-python")
"""What they call."""


@cache
def poses_of(clip: Path, model: ModelName = "full", *, end_s: float | None = None) -> list[Pose]:
    """The poses of a clip, to the last bit as the estimator gives them.

    Args:
        clip: The video.
        model: What finds them.
        end_s: None: all of them; else those before this time.
    """
    with clip.open("rb") as file:
        content = hashlib.file_digest(file, "sha256").hexdigest()
    kept = _folder(Path(os.environ[KEPT]), made_by()) / f"{content}-{model}-{end_s}.pickle"
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # who comes second waits for what the first one finds
        if not kept.exists():
            _keep(kept, _find(clip, model, end_s))
    found: list[Pose] = pickle.loads(kept.read_bytes())
    return found


@cache
def made_by() -> str:
    """A sum of all that decides which poses are found."""
    import grimp

    from formcheck.evaluation.machine import processor

    graph = grimp.build_graph("formcheck", cache_dir=None)
    ours = set(FINDERS).union(*(graph.find_upstream_modules(name) for name in FINDERS))
    found = hashlib.sha256(f"{sys.version} {processor()}".encode())
    for library in LIBRARIES:
        found.update(metadata.version(library).encode())
    for module in sorted(ours):  # one of them has the models' sums
        found.update(_source(module).read_bytes())
    return found.hexdigest()


def _source(module: str) -> Path:
    """The file of one of our modules."""
    spec = importlib.util.find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin)


def _folder(kept: Path, made: str) -> Path:
    """The folder of the poses that are found as they are now; those found otherwise go."""
    wanted = kept / made
    if not wanted.is_dir():
        wanted.mkdir(exist_ok=True)
        for folder in kept.iterdir():
            if folder != wanted:
                shutil.rmtree(folder, ignore_errors=True)
    return wanted


def _find(clip: Path, model: ModelName, end_s: float | None) -> list[Pose]:
    from formcheck.vision.estimator import PoseEstimator
    from formcheck.vision.source import open_video

    with open_video(clip, end=end_s) as source, PoseEstimator(model) as estimator:
        return [estimator.estimate(frame) for frame in source]


def _keep(kept: Path, poses: list[Pose]) -> None:
    """Write all or nothing: a process that is ended in the middle leaves no half of it."""
    with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as part:
        part.write(pickle.dumps(poses))
    Path(part.name).replace(kept)

"""A model that is not the one that was published: exit status 2, and nothing is written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from formcheck.vision import models

from .whole_runs import ROOT, analyze, invoke

pytestmark = pytest.mark.real


@pytest.mark.parametrize("wrong", ["lite", "full"])
@pytest.mark.parametrize("trouble", ["missing", "altered"])
def test_a_model_that_is_not_the_published_one(
    tmp_path: Path, upright: Path, monkeypatch: pytest.MonkeyPatch, wrong: str, trouble: str
) -> None:
    folder = tmp_path / "site" / "models"
    folder.mkdir(parents=True)
    for name in ("lite", "full"):
        file = f"pose_landmarker_{name}.task"
        shutil.copy(ROOT / "models" / file, folder / file)
    path = folder / f"pose_landmarker_{wrong}.task"
    if trouble == "missing":
        path.unlink()
    else:
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    monkeypatch.setattr(models, "_PACKAGE", tmp_path / "site" / "formcheck")
    monkeypatch.setenv("FORMCHECK_MODELS", str(folder))
    # The lite model is needed for the full one, too: it looks for other people.
    done = invoke("analyze", upright, "-e", "plank", "--model", "full", "--out", tmp_path / "out")
    assert done.status == 2
    (line,) = done.stderr.splitlines()
    assert ("is missing" if trouble == "missing" else "its sha256 is another") in line
    assert wrong in line
    assert done.stdout == ""
    assert not (tmp_path / "out").exists()


def test_an_altered_model_in_the_named_folder(
    tmp_path: Path, upright: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORMCHECK_MODELS", str(tmp_path))
    (tmp_path / "pose_landmarker_lite.task").write_bytes(b"not a model")
    done = analyze(upright)
    assert done.status == 2
    (line,) = done.stderr.splitlines()
    assert "is not the lite model that was published" in line

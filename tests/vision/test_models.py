from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from formcheck.errors import ModelError
from formcheck.vision import models
from formcheck.vision.models import MODELS, find_model

FOLDER = Path(__file__).parents[2] / "models"


@pytest.mark.parametrize("name", ["lite", "full"])
def test_the_models_that_come_with_formcheck(name: str) -> None:
    path = find_model(name)
    assert path.name == f"pose_landmarker_{name}.task"
    assert hashlib.sha256(path.read_bytes()).hexdigest() == MODELS[name].sha256


@pytest.mark.parametrize("name", list(MODELS))
def test_each_model_has_a_card_with_its_sum(name: str) -> None:
    card = (FOLDER / f"pose_landmarker_{name}.md").read_text()
    assert MODELS[name].sha256 in card
    assert "Apache-2.0" in card
    size = re.search(r"Size \| ([\d,]+) bytes", card)
    assert size
    bundle = FOLDER / MODELS[name].file
    if bundle.is_file():
        assert int(size[1].replace(",", "")) == bundle.stat().st_size


def test_absent_ones_say_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "_PACKAGE", tmp_path / "formcheck")
    with pytest.raises(ModelError, match="the full model is missing: install formcheck again"):
        find_model("full")
    with pytest.raises(ModelError, match="does not come with formcheck: download") as caught:
        find_model("heavy")
    assert "FORMCHECK_MODELS" in str(caught.value)
    assert "\n" not in str(caught.value)
    with pytest.raises(ModelError, match="there are lite, full, heavy"):
        find_model("huge")


def test_where_models_are_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, named = tmp_path / "site" / "formcheck" / "models", tmp_path / "named"
    content = find_model("lite").read_bytes()
    monkeypatch.setattr(models, "_PACKAGE", own.parent)
    for folder in (own, named):
        folder.mkdir(parents=True)
        (folder / "pose_landmarker_lite.task").write_bytes(content)
    assert find_model("lite").parent == own  # as in a wheel
    monkeypatch.setenv("FORMCHECK_MODELS", str(named))
    assert find_model("lite").parent == named


def test_an_altered_one_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORMCHECK_MODELS", str(tmp_path))
    (tmp_path / "pose_landmarker_full.task").write_bytes(b"not a model")
    with pytest.raises(ModelError, match="is not the full model that was published"):
        find_model("full")


@pytest.mark.slow
def test_finding_a_model_imports_no_mediapipe() -> None:
    code = (
        "import sys, formcheck.vision, formcheck.vision.models, formcheck.recording\n"
        "print(*sorted({'mediapipe', 'cv2', 'av'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=FOLDER.parent, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""

"""Which counts flip within a pixel: what is counted of it, and the document."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import stability
from benchmarks.stability import Stability, document
from tests.evaluation.clips import ROOT, sample_folder

COMMAND = "python -m benchmarks.stability x --seeds 4 --markdown y.md"
FOUND = [
    Stability("firm", 3, Counter({3: 4})),
    Stability("loose", 2, Counter({1: 3, 2: 1})),
    Stability("nearly", 5, Counter({5: 3, 6: 1})),
]


def test_the_document_names_what_flips_and_only_that() -> None:
    text = document(FOUND, 4, COMMAND)
    assert "2 of 3 clips with reps flip within 1 px, 4 tries each" in text
    assert "Of all 12 tries 4 gave another count" in text
    assert "| `loose` | 2 | 3 | 1 x3, 2 x1 |\n| `nearly` | 5 | 1 | 5 x3, 6 x1 |" in text
    assert "firm" not in text
    assert text.endswith(f"From `{COMMAND}`\n")
    assert "|" not in document(FOUND[:1], 4, COMMAND)


@pytest.mark.real
def test_the_command_writes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sample_folder(tmp_path, ["row-flat"], labels={})
    monkeypatch.chdir(tmp_path)
    given = ["stability", ".", "--seeds", "2", "--markdown", "stability.md"]
    monkeypatch.setattr(sys, "argv", given)
    stability.main()
    said = capsys.readouterr().out.strip()
    assert said.endswith("of 1 clips with reps flip within 1 px, 2 tries each")
    text = (tmp_path / "stability.md").read_text("utf-8")
    assert said in text
    command = "python -m benchmarks.stability . --seeds 2 --markdown stability.md"
    assert text.endswith(f"From `{command}`\n")


def test_the_committed_document_is_of_the_clips_that_are_there() -> None:
    text = (ROOT / "docs" / "stability.md").read_text("utf-8")
    assert "From `python -m benchmarks.stability accuracy/test --seeds 20" in text
    named = re.findall(r"^\| `(.+?)` \|", text, re.MULTILINE)
    assert named
    assert [name for name in named if not (ROOT / "accuracy" / "test" / name).is_file()] == []

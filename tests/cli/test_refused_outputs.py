"""Files that cannot or must not be written: exit status 2, before the work."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vision.clips import write_clip

from .whole_runs import FPS, analyze, rows

pytestmark = pytest.mark.real


def test_an_output_folder_that_cannot_be(
    tmp_path: Path, upright: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("the work has started")

    monkeypatch.setattr("formcheck.vision.source.open_video", never)
    (tmp_path / "taken").write_text("a file")
    for options in (
        ("--out", tmp_path / "taken"),
        ("--out", tmp_path / "taken" / "deeper"),
        ("--record", tmp_path / "taken" / "poses.jsonl"),
    ):
        done = analyze(upright, *options)
        assert done.status == 2
        (line,) = done.stderr.splitlines()
        assert "cannot be written" in line


def test_the_annotated_video_is_not_drawn_over_itself(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "annotated.mp4", rows()[:12], fps=FPS)
    before = clip.read_bytes()
    done = analyze(clip, "--out", tmp_path, "--annotate")
    assert done.status == 2
    assert "is the input itself" in done.stderr
    assert clip.read_bytes() == before

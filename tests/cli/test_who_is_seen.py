"""Nobody in the picture, or more than one: what cannot be told apart is not counted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest

from formcheck.vision.frames import Image
from formcheck.vision.source import open_video
from tests.vision.clips import write_clip

from .whole_runs import FAST, FIRST_S, FPS, LAST_S, SAMPLES, analyze, room, rows, said

pytestmark = pytest.mark.real


@pytest.mark.parametrize("what", ["black", "room"])
def test_nobody_is_seen(tmp_path: Path, what: str) -> None:
    image = np.zeros((240, 320, 3), np.uint8) if what == "black" else room()
    poses = tmp_path / "poses.jsonl"
    clip = write_clip(tmp_path / "a.mp4", [image] * 20)
    done = analyze(clip, "--out", tmp_path / "out", "--record", poses)
    assert done.status == 4
    document = done.valid()
    assert document["source"]["frames"] == 20
    assert document["source"]["frames_with_person"] == 0
    assert document["reps"] == document["attempts"] == document["holds"] == []
    dark = "100% of the frames are too dark to see anybody"
    assert document["warnings"] == ([dark] if what == "black" else [])
    why = "The picture is too dark to see you" if what == "black" else "Nobody was in the picture"
    assert document["summary"]["nothing_because"] == why
    assert why in (tmp_path / "out" / "report.html").read_text()
    again = analyze(poses, "--out", tmp_path / "again").valid()  # a recording knows it, too
    assert again["summary"] == document["summary"]
    assert "nobody was found, there is nothing to judge" in said(done, "error")[0]
    assert (tmp_path / "out" / "report.html").exists()


def beside(left: Sequence[Image], right: Sequence[Image]) -> list[Image]:
    return [np.ascontiguousarray(np.hstack(pair)) for pair in zip(left, right, strict=True)]


@cache
def standing() -> list[Image]:
    """Somebody else, who does not exercise, as high as the rows are."""
    with open_video(SAMPLES / "idle.mp4", start=4.0, end=4.0 + LAST_S - FIRST_S) as source:
        images = [cv2.resize(frame.image, (848, 480))[:, 330:530] for frame in source]
    return [np.asarray(image, np.uint8) for image in images][: len(rows())]


def test_somebody_walks_in(tmp_path: Path) -> None:
    count = min(len(rows()), len(standing()))
    came = count // 3
    others = [room(200)] * came + standing()[came:count]
    clip = write_clip(tmp_path / "a.mp4", beside(rows()[:count], others), fps=FPS, options=FAST)
    document = analyze(clip).valid()
    unsure = [each for each in document["not_judged"] if each["reason"] == "more-than-one-person"]
    assert document["summary"]["reps"] == 2 or unsure
    assert document["summary"]["reps"] <= 2
    assert document["attempts"] == []


def test_two_who_row_are_not_counted_together(tmp_path: Path) -> None:
    late = 20  # frames: they are out of step
    left, right = [*rows(), *rows()[-1:] * late], [*rows()[:1] * late, *rows()]
    clip = write_clip(tmp_path / "a.mp4", beside(left, right), fps=FPS, options=FAST)
    document = analyze(clip).valid()
    unsure = [each for each in document["not_judged"] if each["reason"] == "more-than-one-person"]
    assert document["summary"]["reps"] == 2 or unsure
    assert document["summary"]["reps"] <= 2

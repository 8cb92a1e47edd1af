"""What can be read and is odd: cut off, too short, too slow, large, turned, of uneven times."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from formcheck.vision.source import open_video
from tests.vision.clips import picture, write_clip

from .whole_runs import FAST, FIRST_S, FPS, SAMPLES, analyze, rows, times_of

pytestmark = pytest.mark.real


def test_cut_off_in_the_middle(tmp_path: Path, upright: Path) -> None:
    clip = tmp_path / "cut.mp4"
    with av.open(str(upright)) as container:
        middle = [p.pos + p.size for p in container.demux(video=0) if p.pos][70]
    clip.write_bytes(upright.read_bytes()[:middle])
    done = analyze(clip, "--out", tmp_path / "out")
    document = done.valid()
    assert done.status == 0
    assert 65 <= document["source"]["frames"] <= 71
    assert document["summary"]["reps"] == 1
    (warning,) = document["warnings"]
    assert "damaged or cut off" in warning
    assert f"warning: {clip}: {warning}" in done.stderr.splitlines()
    assert json.loads((tmp_path / "out" / "result.json").read_text()) == document


def test_one_frame(tmp_path: Path) -> None:
    done = analyze(write_clip(tmp_path / "a.mp4", rows()[:1]), "--out", tmp_path / "out")
    assert done.status == 0
    document = done.valid()
    assert document["source"]["frames"] == document["source"]["frames_with_person"] == 1
    assert document["warnings"] == ["only 1 frame: too few to judge a movement"]
    assert document["summary"]["reps"] == document["summary"]["attempts"] == 0
    assert "NaN" not in (tmp_path / "out" / "report.html").read_text()


@pytest.mark.parametrize("fps", [5, 10])
def test_few_frames_a_second(tmp_path: Path, fps: int) -> None:
    clip = write_clip(tmp_path / "a.mp4", rows()[:: FPS // fps], fps=fps)
    done = analyze(clip)
    document = done.valid()
    assert done.status == 0
    assert f"{fps}.0 frames a second: too few to judge tempo" in document["warnings"]
    assert document["summary"]["reps"] == 2
    for rep in document["reps"]:
        assert set(rep["tempo"].values()) == {None}


def test_4k(tmp_path: Path) -> None:
    with open_video(SAMPLES / "row-flat.mp4", end=0.08) as source:
        large = [np.asarray(cv2.resize(f.image, (3840, 2160)), np.uint8) for f in source]
    clip = write_clip(tmp_path / "a.mp4", large, fps=FPS, options=FAST)
    done = analyze(clip, "--out", tmp_path / "out", "--annotate")
    assert done.status == 0
    source_ = done.valid()["source"]
    assert (source_["width"], source_["height"]) == (3840, 2160)
    assert source_["frames_with_person"] == len(large)
    with open_video(tmp_path / "out" / "annotated.mp4") as drawn:
        assert (drawn.info.width, drawn.info.height) == (1920, 1080)
        assert len(list(drawn)) == len(large)


def test_portrait_as_a_phone_writes_it(tmp_path: Path, upright: Path) -> None:
    lying = [np.ascontiguousarray(np.rot90(image)) for image in rows()]
    clip = write_clip(tmp_path / "a.mp4", lying, fps=FPS, rotation=-90, options=FAST)
    with av.open(str(clip)) as container:
        assert container.streams.video[0].width > container.streams.video[0].height
    straight, turned = analyze(upright).valid(), analyze(clip).valid()
    assert turned["source"]["width"] == straight["source"]["width"] == rows()[0].shape[1]
    assert turned["source"]["height"] == straight["source"]["height"] == rows()[0].shape[0]
    assert turned["summary"] == straight["summary"]
    assert turned["summary"]["reps"] == 2
    for one, other in zip(turned["reps"], straight["reps"], strict=True):
        assert one["turn_s"] == pytest.approx(other["turn_s"], abs=0.2)


def test_variable_frame_rate(tmp_path: Path) -> None:
    chosen = [i for i in range(len(rows())) if i % 7 not in {2, 4, 5}]
    times = [i / FPS for i in chosen]
    clip = write_clip(
        tmp_path / "a.mp4", [rows()[i] for i in chosen], times=times, fps=FPS, options=FAST
    )
    done = analyze(clip, "--out", tmp_path / "out", "--annotate")
    document = done.valid()
    assert document["warnings"] == []
    assert document["source"]["frames"] == len(chosen)
    assert document["source"]["fps"] == pytest.approx((len(chosen) - 1) / times[-1], abs=0.05)
    turns = [rep["turn_s"] + FIRST_S for rep in document["reps"]]
    assert turns == pytest.approx([3.92, 5.97], abs=0.25)
    source, drawn = times_of(clip), times_of(tmp_path / "out" / "annotated.mp4")
    assert drawn == pytest.approx(source, abs=0.001)


def test_the_times_are_those_of_the_clip(upright: Path) -> None:
    """What the tests here compare with is what they think it is."""
    times = times_of(upright)
    assert len(times) == len(rows())
    assert {round(b - a, 3) for a, b in pairwise(times)} == {0.033}
    assert picture(0).shape == (240, 320, 3)

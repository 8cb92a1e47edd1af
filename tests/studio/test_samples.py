"""A video of each exercise: small, what its table says, and counted right."""

from __future__ import annotations

import av
import pytest

import formcheck
from formcheck.exercises import list_exercises, load_exercise
from formcheck.recording import read
from studio.samples import FOLDER, MOST_BYTES, PAGE, page, samples

SAMPLES = samples()
OF_GUIDES = {name: each.poses for name, each in SAMPLES.items() if each.poses}
LATE_S = 0.7


def test_each_exercise_has_one_and_no_other_video_is_there() -> None:
    assert sorted(SAMPLES) == sorted(each.id for each in list_exercises())
    there = {file.stem for file in (FOLDER / "exercises").glob("*.mp4")}
    assert there == set(OF_GUIDES)


@pytest.mark.parametrize("exercise", SAMPLES)
def test_it_is_small(exercise: str) -> None:
    assert 0 < SAMPLES[exercise].video.stat().st_size < MOST_BYTES


def test_its_table_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m studio.samples"


@pytest.mark.parametrize("exercise", OF_GUIDES)
def test_it_is_the_clip_whose_poses_are_kept(exercise: str) -> None:
    first, *_, last = read(OF_GUIDES[exercise])
    with av.open(str(SAMPLES[exercise].video)) as container:
        (stream,) = container.streams.video
        assert not container.streams.audio
        times = sorted(
            float(p.pts * p.time_base) for p in container.demux(stream) if p.pts is not None
        )
        assert (stream.width, stream.height) == (first.width, first.height)
    assert len(times) == last.index + 1
    assert times[-1] == pytest.approx(last.time_s, abs=2e-3)


@pytest.mark.real
@pytest.mark.parametrize("exercise", OF_GUIDES)
def test_what_is_truly_done_is_what_is_counted(exercise: str) -> None:
    """By the kept poses; `tests/test_sample_videos.py` finds those of the other four anew."""
    sample = SAMPLES[exercise]
    found = formcheck.analyze(OF_GUIDES[exercise], load_exercise(exercise))
    assert found.summary.reps == sample.reps
    if not sample.reps:
        assert found.summary.hold_s == pytest.approx(sample.held_s, abs=LATE_S)

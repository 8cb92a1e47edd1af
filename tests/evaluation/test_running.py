"""Clips from end to end: recorded sample videos against their truth, alone and side by side."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import formcheck
from formcheck.errors import ModelError
from formcheck.evaluation import running
from formcheck.evaluation.running import run_clips, write_reports
from formcheck.evaluation.scoring.transcript import observe, transcribe
from formcheck.evaluation.statistics.summary import score
from formcheck.evaluation.truth.studio_clips import read_truths
from formcheck.finding.pose_cache import PoseCache
from formcheck.recording import read

from .clips import NAMES, RECORDINGS, SAMPLES, keep_first, sample_folder, write_truth

pytestmark = pytest.mark.real

SHOWN = {truth.clip.removesuffix(".mp4"): truth.exercise for truth in read_truths(SAMPLES)}


@pytest.mark.parametrize("name", NAMES)
def test_what_is_scored_is_what_analyze_says(name: str) -> None:
    exercise = formcheck.load_exercise(SHOWN[name] or "bent-over-row")
    recording = RECORDINGS / f"{name}.jsonl.gz"
    result = formcheck.analyze(recording, exercise)
    [what] = transcribe(observe(tuple(read(recording))), [exercise])
    turns = [rep.turn_s for rep in result.reps]  # to the millisecond
    assert [rep.turn_s for rep in what.reps] == pytest.approx(turns, abs=0.001)
    holds = [hold.start_s for hold in result.holds]
    assert [start_s for start_s, _ in what.holds] == pytest.approx(holds, abs=0.001)
    assert [f.id for f in what.faults] == [f.id for f in result.faults]
    begun = [fault.from_s for fault in result.faults]
    assert [f.from_s for f in what.faults] == pytest.approx(begun, abs=0.001)
    assert len(what.times) == len(what.lasting) == len(what.verdicts) == result.source.frames


@pytest.mark.usefixtures("scored_once")
def test_the_sample_videos_are_right(tmp_path: Path) -> None:
    truths = read_truths(sample_folder(tmp_path))
    seen: list[tuple[int, int]] = []
    cache = PoseCache(tmp_path / "cache")
    alone = run_clips(truths, cache, jobs=1, progress=lambda *done: seen.append(done))
    assert alone.failures == ()
    assert seen == [(n, len(NAMES)) for n in range(1, len(NAMES) + 1)]
    scores = score(alone.runs, "samples")
    assert scores.overall.clips == len(NAMES)
    assert scores.overall.reps.exact.value == 1.0
    assert scores.overall.reps.placed.value == 1.0
    # Idling is given to every checker: a bottle that is taken from a box is lifted, for one.
    assert scores.overall.reps.false_per_minute.value is not None
    assert scores.overall.reps.false_per_minute.value < 1.0
    assert scores.overall.hold_error_s.p95.value is not None
    assert scores.overall.hold_error_s.p95.value < 0.5
    for check in ("rounded_back", "hips_sagging"):
        faults = scores.overall.faults[check]
        assert (faults.by_clip.true_positives, faults.by_clip.false_positives) == (1, 0)
        assert faults.delay_p95.value is not None
        assert faults.delay_p95.value < 1.0
    errors = scores.overall.angle_error_deg
    assert set(errors) == {
        "elbow_angle",
        "knee_angle",
        "hip_angle",
        "torso_inclination",
        "body_line",
    }
    assert all(
        error.median.value is not None and error.median.value < 8 for error in errors.values()
    )
    idle = [clip for clip in scores.clips if clip.doing is None]
    assert {clip.exercise for clip in idle} == {e.id for e in formcheck.list_exercises()}
    shown = {clip.doing for clip in scores.clips if clip.doing}
    assert all(clip.error_score == 0 for clip in idle if clip.exercise in shown)


def test_side_by_side_all_is_as_alone(tmp_path: Path) -> None:
    truths = read_truths(sample_folder(tmp_path, ["plank-sag", "row-flat", "row-partial"]))
    for truth in truths:
        keep_first(truth.path, 200)  # a rep, and the beginning of a sag: all is scored four times
    cache = PoseCache(tmp_path / "cache")
    alone = score(run_clips(truths, cache, jobs=1).runs, "samples")
    for jobs in (2, 8):
        assert score(run_clips(truths, cache, jobs=jobs).runs, "samples") == alone
    with ThreadPoolExecutor(2) as threads:  # any executor
        threaded = run_clips(truths, cache, jobs=2, executor=threads)
    assert score(threaded.runs, "samples") == alone


def test_a_clip_that_fails_does_not_keep_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample_folder(tmp_path, ["row-flat", "row-partial"])
    (tmp_path / "row-flat.jsonl.gz").write_bytes(b"nothing")
    write_truth(tmp_path, "idle", clip="gone.mp4")
    truths = read_truths(tmp_path)
    done = run_clips(truths, PoseCache(tmp_path / "cache"), jobs=1)
    assert [run.score.clip for run in done.runs] == ["row-partial.jsonl.gz"]
    gone, flat = done.failures
    assert "no such clip" in gone.why
    assert "row-flat.jsonl.gz is not a recording" in flat.why

    def broken(*_: object) -> None:
        raise KeyError("oops")

    monkeypatch.setattr(running, "score_recording", broken)
    done = run_clips(truths, PoseCache(tmp_path / "cache"), jobs=1)
    failure = done.failures[-1]
    assert failure.why == "row-partial.jsonl.gz: internal error: KeyError: 'oops'"
    assert "in broken" in failure.trace


def test_what_is_the_same_for_all_clips_is_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_model(*_: object) -> None:
        raise ModelError("the model heavy is not there")

    monkeypatch.setattr(running, "score_recording", no_model)
    truths = read_truths(sample_folder(tmp_path, ["idle"]))
    with pytest.raises(ModelError, match="heavy"):
        run_clips(truths, PoseCache(tmp_path / "cache"), jobs=1)


@pytest.mark.usefixtures("scored_once")
def test_a_fault_that_no_check_looks_at_is_noted(tmp_path: Path) -> None:
    sample_folder(tmp_path, ["row-flat"])
    fault = {"id": "neck_bent", "from_s": 1.0, "to_s": 9.0}
    write_truth(tmp_path, "row-flat", clip="row-flat.jsonl.gz", faults=[fault])
    (run,) = run_clips(read_truths(tmp_path), PoseCache(tmp_path / "cache"), jobs=1).runs
    assert "neck_bent, which bent-over-row has no check for" in " ".join(run.score.why)
    assert "neck_bent" not in run.score.faults


@pytest.mark.usefixtures("scored_once")
def test_the_worst_clips_get_a_report(tmp_path: Path) -> None:
    truths = read_truths(sample_folder(tmp_path, ["idle", "row-flat"]))
    runs = run_clips(truths, PoseCache(tmp_path / "cache"), jobs=1).runs
    scores = score(runs, "samples")
    bad = {"row-flat.jsonl.gz": 2.0, "idle.jsonl.gz": 1.0}
    clips = tuple(
        clip.model_copy(update={"error_score": bad[clip.clip] * (clip.exercise == "bent-over-row")})
        for clip in scores.clips
    )
    page = tmp_path / "out" / "page.html"
    linked = write_reports(
        scores.model_copy(update={"clips": clips}),
        truths,
        PoseCache(tmp_path / "cache"),
        page,
        most=2,
    )

    found = {(clip.clip, clip.exercise): clip.report for clip in linked.clips}
    assert found["row-flat.jsonl.gz", "bent-over-row"] == (
        "page-clips/row-flat.jsonl.gz/report.html"
    )
    assert found["idle.jsonl.gz", "bent-over-row"] == (
        "page-clips/idle.jsonl.gz-as-bent-over-row/report.html"
    )
    assert sum(each is not None for each in found.values()) == 2
    for place in filter(None, found.values()):
        assert (page.parent / place).is_file()

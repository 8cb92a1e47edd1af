"""The guard: the test part of the matrix is evaluated anew and held against what was reached.

After a change for the better, or one that costs what it is worth, `make accuracy` writes what is
reached now.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from formcheck.cli.evaluating import EvaluationRequest
from formcheck.evaluation.publish.markdown import write_markdown
from formcheck.evaluation.running import run_clips
from formcheck.evaluation.statistics.regressions import (
    find_regressions,
    read_scores,
    write_baseline,
)
from formcheck.evaluation.statistics.scores import Scores
from formcheck.evaluation.statistics.summary import score
from formcheck.evaluation.truth.studio_clips import read_truths
from formcheck.finding.pose_cache import PoseCache

ROOT = Path(__file__).parents[2]
REQUEST = EvaluationRequest(
    truth=("accuracy/test", "accuracy/fresh", "accuracy/guide"),
    also=Path("accuracy/footage.json"),
    markdown=Path("docs/accuracy.md"),
)
BASELINE = ROOT / "accuracy" / "baseline.json"
FOOTAGE = ROOT / "accuracy" / "footage.json"
DOCUMENT = ROOT / "docs" / "accuracy.md"
WRITES_ANEW = "`make accuracy` writes it anew"

pytestmark = pytest.mark.timeout(3600)  # all clips are judged before the first test


@pytest.fixture(scope="module")
def baseline() -> Scores:
    if not BASELINE.exists():
        pytest.skip("accuracy/baseline.json is not there yet: `make accuracy` writes it")
    return read_scores(BASELINE)


@pytest.fixture(scope="module")
def now(baseline: Scores, tmp_path_factory: pytest.TempPathFactory) -> Scores:
    del baseline  # without it there is nothing to hold this against
    truths = [each for folder in REQUEST.truth for each in read_truths(ROOT / folder)]
    jobs = 1 if "PYTEST_XDIST_WORKER" in os.environ else None  # all cores are busy by then
    evaluated = run_clips(truths, PoseCache(tmp_path_factory.mktemp("poses")), jobs=jobs)
    assert [f"{failure.clip}: {failure.why}" for failure in evaluated.failures] == []
    return score(evaluated.runs, ", ".join(REQUEST.truth))


@pytest.mark.real
def test_what_was_reached_is_reached(baseline: Scores, now: Scores) -> None:
    lines = find_regressions(baseline, now)
    if lines:
        pytest.fail("\n".join(["worse than accuracy/baseline.json:", *lines]), pytrace=False)


@pytest.mark.real
def test_what_was_reached_was_reached_on_these_clips(baseline: Scores, now: Scores) -> None:
    assert baseline.truth == now.truth
    assert {clip.clip for clip in baseline.clips} == {clip.clip for clip in now.clips}


@pytest.mark.real
def test_the_baseline_says_what_is_so(baseline: Scores, now: Scores, tmp_path: Path) -> None:
    assert baseline.clips == now.baseline().clips, WRITES_ANEW
    write_baseline(tmp_path / "anew.json", baseline)
    assert BASELINE.read_bytes() == (tmp_path / "anew.json").read_bytes(), WRITES_ANEW


@pytest.mark.real
def test_the_document_says_what_is_so(now: Scores, tmp_path: Path) -> None:
    copy = tmp_path / DOCUMENT.name
    copy.write_bytes(DOCUMENT.read_bytes())  # the notes are people's own
    files = write_markdown(
        copy,
        now,
        command=REQUEST.command,
        also=read_scores(FOOTAGE) if FOOTAGE.exists() else None,
    )
    assert len(files) == 3
    stale = [f.name for f in files if f.read_bytes() != (DOCUMENT.parent / f.name).read_bytes()]
    assert stale == [], WRITES_ANEW


def test_make_runs_the_command_that_the_document_names() -> None:
    assert REQUEST.command in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_of_real_footage_there_are_figures_alone() -> None:
    if not FOOTAGE.exists():
        pytest.skip("accuracy/footage.json is not there yet: `make footage` writes it")
    scores = read_scores(FOOTAGE)
    assert scores == scores.summary()
    assert ".mp4" not in FOOTAGE.read_text(encoding="utf-8")

"""The summary on the terminal."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from formcheck.evaluation.publish.terminal import print_scores
from formcheck.evaluation.publish.wording import humanize
from formcheck.evaluation.statistics.scores import Scores
from tests.evaluation.factories import CHECKS, MEASURES, nothing, scores


def printed(made: Scores, width: int = 80) -> str:
    console = Console(file=io.StringIO(), width=width, markup=False, emoji=False, highlight=False)
    print_scores(console, made)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [30, 44, 77, 78, 80, 120])
@pytest.mark.parametrize("made", [scores(), scores(f1=0.9999), nothing()])
def test_it_fits_and_nothing_is_cut_off(made: Scores, width: int) -> None:
    text = printed(made, width)
    assert max(map(len, text.splitlines())) <= width
    assert "\N{HORIZONTAL ELLIPSIS}" not in text


@pytest.mark.parametrize("width", [44, 80])
def test_every_figure_is_there(width: int) -> None:
    made = scores()
    text = printed(made, width)
    flat = " ".join(text.split())
    reps = made.supported.reps
    for figure in (reps.exact, reps.off_by_one, reps.mean_error, reps.placed):
        assert f"{figure.value:.2f} [" in text
    for check in CHECKS:
        if width < 78:
            assert humanize(check) in text
        faults = made.supported.faults[check]
        clips = faults.by_clip
        for figure in (clips.precision, clips.recall, clips.f1, clips.judged):
            assert f"{figure.value:.2f}" in text
            assert f"n {figure.n}" in text
        for figure in (faults.delay_median, faults.delay_p95):
            assert f"{figure.value:.2f}" in text
        for figure in (faults.size_error_median, faults.size_error_p95):
            assert f"{figure.value:.1f}" in text
    for measure in MEASURES:
        assert f"{humanize(measure)}, deg" in text
    for line in ("hold, s", "tempo, s", "0.42 [0.32, 0.52]", "1.23 [1.03, 1.43]"):
        assert line in text
    assert "support: 0.9" in flat
    assert "Not judged in all:" in text


def test_the_worst_clips_come_with_their_reasons() -> None:
    text = printed(scores())
    assert text.index("row-dark.mp4") < text.index("row-far.mp4")
    assert "4 reps are there, 6 counted; rounded back missed" in text
    assert "row-000.mp4" not in text


def test_nothing_measured_is_a_dash() -> None:
    text = printed(nothing())
    assert "\N{EN DASH}" in text
    assert "0.00" not in text
    assert "Worst clips" not in text

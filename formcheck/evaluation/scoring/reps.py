"""Scoring what was counted and timed: reps, their tempo, holds."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from formcheck.evaluation.scoring.spans import Span, inside, seconds
from formcheck.evaluation.scoring.tally import Findings
from formcheck.evaluation.scoring.transcript import Transcript
from formcheck.evaluation.truth.clip_truth import ClipTruth, TrueRep
from formcheck.events import RepCounted
from formcheck.result.phrases import reps_words

AT_THE_EDGE_S = 0.25
"""A rep that turns this little before or after somebody exercises is no false one, seconds."""

REST_S = 0.75
"""How long after a rep a moment of rest may have been noted by eye that belongs to it, seconds."""

HOLD_OK_S = 0.5
"""A hold that is timed this closely is right, seconds."""


@dataclass(frozen=True, slots=True)
class Matched:
    """A counted rep and the one true rep whose turn it holds."""

    counted: RepCounted
    true: TrueRep


def score_reps(truth: ClipTruth, seen: Transcript, found: Findings, *, shown: bool) -> None:
    """Score the counting of an exercise of reps.

    Args:
        truth: The clip's.
        seen: What was said.
        found: Takes what comes of it.
        shown: Whether the clip shows the exercise as which it was analysed.
    """
    if shown and truth.counts:
        _score_count(truth.counts, len(seen.reps), found)
        _score_places(truth, seen, found)
        for pair in matched(truth, seen):
            _score_tempo(pair, found)
    _score_false_reps(truth, seen, found, shown=shown)


def score_holds(
    truth: ClipTruth, seen: Transcript, found: Findings, *, shown: bool
) -> float | None:
    """Score the timing of an exercise of holds.

    Args:
        truth: The clip's.
        seen: What was said.
        found: Takes what comes of it.
        shown: Whether the clip shows the exercise as which it was analysed.

    Returns:
        By how many seconds it is wrong; None where nobody holds anything and nothing was said.
    """
    held, true = seconds(seen.holds), seconds(truth.holds)
    error = abs(held - true)
    if shown:
        found.tally.measure("holds", error)
        if error > HOLD_OK_S:
            found.add_error(min(3.0, error), f"held {true:.1f} s, timed as {held:.1f} s")
        return error
    if not held:
        return None
    found.add_error(2.0 + 0.5 * held, f"a hold of {held:.1f} s where there is none")
    return held


def matched(truth: ClipTruth, seen: Transcript) -> list[Matched]:
    """The counted reps that hold exactly one true rep's turn."""
    pairs: list[Matched] = []
    for counted in seen.reps:
        within = [rep for rep in truth.reps if counted.start_s <= rep.turn_s <= counted.end_s]
        if len(within) == 1:
            pairs.append(Matched(counted, within[0]))
    return pairs


def nearest(counts: tuple[int, ...], counted: int) -> int:
    """The reading of the truth that is kindest to a count.

    >>> nearest((12, 13), 14)
    13
    """
    return min(counts, key=lambda count: (abs(counted - count), -count))


def _score_count(counts: tuple[int, ...], counted: int, found: Findings) -> None:
    true = nearest(counts, counted)
    off = abs(counted - true)
    found.tally.count("reps/clips")
    found.tally.count("reps/exact", off == 0)
    found.tally.count("reps/off-by-one", off <= 1)
    if true:
        found.tally.count("reps/with-reps")
        found.tally.count("reps/error", off / true)
    if off:
        found.add_error(2.0 + off, f"{reps_words(counted)} counted, {true} done")


def _score_places(truth: ClipTruth, seen: Transcript, found: Findings) -> None:
    if truth.turns is None:
        return
    turns = np.array(truth.turns)
    spans = spans_of(truth, seen)
    holding = [int(inside(turns, [span]).sum()) for span in spans]
    right = holding.count(1)
    found.tally.count("reps/counted", len(holding))
    found.tally.count("reps/placed", right)
    if right < len(holding):
        wrong = len(holding) - right
        found.add_error(
            float(wrong), f"{reps_words(wrong)} counted where there is not one true turn"
        )


def spans_of(truth: ClipTruth, seen: Transcript) -> list[Span]:
    """From when to when a true turn belongs to each counted rep.

    Args:
        truth: The clip's.
        seen: What was said.
    """
    if truth.turns_exact:
        return [(rep.start_s, rep.end_s) for rep in seen.reps]
    return _spans_with_rest(seen)


def _spans_with_rest(seen: Transcript) -> list[Span]:
    """Each rep, with the moment of rest that follows it; nothing where nothing was counted."""
    if not seen.reps:
        return []
    after = [*(rep.start_s for rep in seen.reps[1:]), math.inf]
    return [
        (rep.start_s, min(rep.end_s + REST_S, start_s))
        for rep, start_s in zip(seen.reps, after, strict=True)
    ]


def _score_false_reps(truth: ClipTruth, seen: Transcript, found: Findings, *, shown: bool) -> None:
    """Reps counted while nobody does the exercise."""
    spans: tuple[Span, ...] | None = truth.exercising if shown else ()
    if spans is None:
        return
    idle_s = max(0.0, truth.duration_s - seconds(spans))
    turns = np.array([rep.turn_s for rep in seen.reps])
    wrong = int((~inside(turns, spans, AT_THE_EDGE_S)).sum())
    found.tally.count("reps/idle-s", idle_s)
    found.tally.count("reps/false", wrong)
    if wrong:
        found.add_error(3.0 * wrong, f"{reps_words(wrong)} counted while nobody does it")


def _score_tempo(pair: Matched, found: Findings) -> None:
    said = pair.counted.tempo
    for measured, true in (
        (said.out_s, pair.true.out_s),
        (said.turn_pause_s, pair.true.turn_pause_s),
        (said.back_s, pair.true.back_s),
    ):
        if math.isfinite(measured) and math.isfinite(true):
            found.tally.measure("tempo", abs(measured - true))

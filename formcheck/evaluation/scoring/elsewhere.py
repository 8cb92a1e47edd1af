"""Scoring what checkers say of another exercise than theirs: the false reps of a wrong choice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from formcheck.evaluation.scoring.tally import Findings
from formcheck.evaluation.scoring.transcript import Transcript, transcribe
from formcheck.exercises import Exercise
from formcheck.tracking import Subject


def score_elsewhere(
    seen: Sequence[Subject], others: Iterable[Exercise], found: Findings
) -> dict[str, int]:
    """Analyse a clip as exercises that it does not show, and score the reps counted there.

    Args:
        seen: The person in all frames.
        others: The exercises; those without reps are left out.
        found: Takes what comes of it.

    Returns:
        How many reps were counted, by the id of each exercise that counted any.
    """
    counted: dict[str, int] = {}
    for exercise in others:
        if exercise.kind == "reps":
            said = transcribe(seen, exercise)
            score_pair(said, found)
            if said.reps:
                counted[exercise.id] = len(said.reps)
    return counted


def score_pair(said: Transcript, found: Findings) -> None:
    """Score one clip under one checker whose exercise it does not show.

    Args:
        said: What was said.
        found: Takes what comes of it.
    """
    found.tally.count("pairs/all")
    found.tally.count("pairs/reps", len(said.reps))
    found.tally.count("pairs/counted", bool(said.reps))
    found.tally.count("pairs/silent", bool(said.reps) and not said.doubts)

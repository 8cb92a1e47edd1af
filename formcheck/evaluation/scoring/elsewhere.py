"""Scoring what checkers say of another exercise than theirs: the false reps of a wrong choice."""

from __future__ import annotations

from collections.abc import Mapping

from formcheck.evaluation.scoring.tally import Findings
from formcheck.evaluation.scoring.transcript import Transcript


def score_elsewhere(said: Mapping[str, Transcript], found: Findings) -> dict[str, int]:
    """Score the reps that the checkers of exercises count which a clip does not show.

    Args:
        said: What was said, by the exercise's id.
        found: Takes what comes of it.

    Returns:
        How many reps were counted, by the id of each exercise that counted any.
    """
    for each in said.values():
        score_pair(each, found)
    return {id_: len(each.reps) for id_, each in said.items() if each.reps}


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

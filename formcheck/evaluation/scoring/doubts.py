"""Scoring what a count says of itself: whether it knew that it is wrong, and by how much."""

from __future__ import annotations

from formcheck.evaluation.scoring.reps import AT_THE_EDGE_S, nearest, spans_of
from formcheck.evaluation.scoring.tally import Findings
from formcheck.evaluation.scoring.transcript import Transcript
from formcheck.evaluation.truth.clip_truth import ClipTruth
from formcheck.result.document import range_of

NEAR_S = 1.5
"""A doubt so close to a mistake tells of it, seconds: what a person sees who looks there."""


def score_doubts(truth: ClipTruth, seen: Transcript, found: Findings) -> None:
    """Score the doubts of a clip that shows the exercise as which it was analysed.

    Where the truth itself leaves two counts open, a doubt that holds both is no needless one.

    Args:
        truth: The clip's.
        seen: What was said.
        found: Takes what comes of it.
    """
    if not truth.counts:
        return
    tally, counted = found.tally, len(seen.reps)
    right, doubted = counted in truth.counts, bool(seen.doubts)
    low, high = range_of(counted, [(doubt.fewer, doubt.more) for doubt in seen.doubts])
    held = [count for count in truth.counts if low <= count <= high]
    tally.count("doubts/clips")
    tally.count("doubts/silent", not right and not doubted)
    tally.count("doubts/right", right)
    tally.count("doubts/right-doubted", doubted and held == [counted])
    if not right and not doubted:
        found.add_error(1.0, "nothing was doubted")
    if not doubted:
        return
    tally.count("doubts/doubted")
    tally.count("doubts/holding", bool(held))
    tally.measure("doubts/width", high - low)
    if not right:
        mistakes = mistakes_s(truth, seen)
        near = [any(abs(at - doubt.at_s) <= NEAR_S for doubt in seen.doubts) for at in mistakes]
        tally.count("doubts/mistakes", len(near))
        tally.count("doubts/mistakes-near", sum(near))


def mistakes_s(truth: ClipTruth, seen: Transcript) -> list[float]:
    """When true reps turn that were missed, and counted ones that are none; seconds.

    Each counted rep takes the first true turn in its span that no other took.  Nothing is known
    where the turns are not, or where they are those of another reading than the nearest count.

    Args:
        truth: The clip's.
        seen: What was said.
    """
    if truth.turns is None or len(truth.turns) != nearest(truth.counts, len(seen.reps)):
        return []
    left, extra = sorted(truth.turns), []
    for rep, (start_s, end_s) in zip(seen.reps, spans_of(truth, seen), strict=True):
        within = (t for t in left if start_s - AT_THE_EDGE_S <= t <= end_s + AT_THE_EDGE_S)
        taken = next(within, None)
        if taken is None:
            extra.append(rep.turn_s)
        else:
            left.remove(taken)
    return sorted([*left, *extra])

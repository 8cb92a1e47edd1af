"""What a proposed movement truly was: a rep, one that went too short a way, or something else."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.checking.reps.proposals import Proposal
from studio.landmarks.sampling import TrueRep

SAME = 0.5
"""From this share of common time on (intersection over union) a movement and a rep are one."""

OTHER = 0.45
"""Up to this share they are not: half a rep is something else, or both halves of one would count.
Between both nobody can say, and nothing is learnt from it."""

TURN_SHARE, TURN_S = 0.2, 0.1
"""The turn lies within this share of the rep, and so many seconds, of the true one's."""

NEARLY_FULL = (0.6, 0.78)
"""Nobody can say whether a rep of so large a share of the way counts."""

UNCLEAR = -1


def label_of(proposal: Proposal, reps: Sequence[TrueRep], full: int, short: int) -> int:
    """The class of a movement.

    Args:
        proposal: The movement.
        reps: All that truly was done.
        full: Class of the exercise's reps.
        short: Class of those that do not go all the way.

    Returns:
        `full`, `short`, 0 for something else, `UNCLEAR` if nobody can say.
    """
    within = [rep for rep in reps if proposal.start_s < rep.turn_s < proposal.end_s]
    shares = [_common(proposal, rep) for rep in reps]
    best = max(range(len(reps)), key=shares.__getitem__, default=None)
    if best is None or shares[best] < OTHER or len(within) > 1:
        return 0
    rep = reps[best]
    off = abs(proposal.turn_s - rep.turn_s)
    if NEARLY_FULL[0] < rep.size < NEARLY_FULL[1]:
        return UNCLEAR
    if shares[best] < SAME or off > TURN_SHARE * (rep.end_s - rep.start_s) + TURN_S:
        return UNCLEAR
    return full if rep.full else short


def _common(proposal: Proposal, rep: TrueRep) -> float:
    shared = min(rep.end_s, proposal.end_s) - max(rep.start_s, proposal.start_s)
    whole = max(rep.end_s, proposal.end_s) - min(rep.start_s, proposal.start_s)
    return float(max(0.0, shared) / whole)

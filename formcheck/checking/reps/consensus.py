"""One rep out of the movements that several signals propose: how sure is it that it is one?"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from formcheck.checking.reps.proposals import Proposal, family_of
from formcheck.geometry import NAN

WAIT_S = 0.2
"""How long after a movement other signals may still say what they saw of it, seconds."""

CLEAR = 0.6
"""A movement of at least this confidence is counted at once, 0 to 1."""

CLEARER_S = 1.0
"""One that is less clear waits so long for signals that see more of it, seconds: a part of a rep
can look a little like one."""

LEAST = 0.1
"""A proposal that looks less like the exercise than this says nothing, 0 to 1."""

COUNTED = 0.45
"""From this confidence on a movement is counted, 0 to 1: of drawn sets that were not trained on two
movements in three were reps just above it."""

PERHAPS = 0.2
"""From this confidence on a movement that is not counted is told, as a doubt, 0 to 1."""

ENOUGH_SHARE = 0.625
"""If this share of the signals is sure of a movement the others need not have seen it."""

OVERLAP_SHARE = 0.35
"""Movements of two signals are one if they share so much of the shorter one."""

TURN_SHARE = 0.25
"""They are one, too, if their turns lie within this share of the longer one."""

SURE_SHARE = 0.7
"""The signals that are this sure of a movement, as a share of the surest, say when it began and
ended."""

ATTEMPT_WAIT_S = 1.3
"""How long after a rep that did not go all the way it is told: a longer one may contain it."""

DOUBT_WAIT_S = 4.5
"""A movement that may be no rep at all is told so long after it, seconds: of a slow rep a part is
often seen first, and looks a little like a rep."""

REMEMBERED_S = 30.0
"""What was decided is remembered for so long, seconds."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What is thought of a proposed movement.

    Attributes:
        proposal: The movement.
        full: How much it looks like a rep of the exercise, 0 to 1.
        short: How much it looks like one that does not go all the way, 0 to 1.
    """

    proposal: Proposal
    full: float
    short: float


@dataclass(frozen=True, slots=True)
class Decided:
    """A movement on which the signals agree.

    Attributes:
        start_s: When it left.
        turn_s: When it turned.
        end_s: When it was back.
        signal: The signal that saw it best.
        confidence: That it is a rep, 0 to 1.
        short: That it is one that does not go all the way, 0 to 1.
        range: How far it went in the exercise's own signal, in its unit; NaN where that is not
            known.
    """

    start_s: float
    turn_s: float
    end_s: float
    signal: str
    confidence: float
    short: float
    range: float = NAN

    @property
    def counts(self) -> bool:
        """Whether it is counted."""
        return self.confidence > COUNTED

    @property
    def is_attempt(self) -> bool:
        """Whether it is a rep that did not go all the way."""
        return (
            not self.counts
            and self.short >= self.confidence
            and self.confidence + self.short > COUNTED
        )


_STAGES: tuple[tuple[float, Callable[[Decided], bool]], ...] = (
    (WAIT_S, lambda movement: movement.confidence >= CLEAR),
    (CLEARER_S, lambda movement: movement.counts),
    (ATTEMPT_WAIT_S, lambda movement: movement.is_attempt),
    (DOUBT_WAIT_S, lambda movement: movement.confidence + movement.short > PERHAPS),
)
"""When a movement is decided on, seconds after it was known, and how sure that must be by then."""


class Consensus:
    """Makes one decision of what several signals propose.

    What is clear is decided `WAIT_S` after it was known, what is less clear `CLEARER_S`, an attempt
    `ATTEMPT_WAIT_S`, and what may be no rep `DOUBT_WAIT_S` after it.  What was not counted does not
    stand in the way of a rep that contains it and is seen later.

    Args:
        families: How many signals there are; those of the left and the right arm are one.
    """

    def __init__(self, families: int) -> None:
        self._families = families
        self._waiting: tuple[deque[Opinion], ...] = tuple(deque() for _ in _STAGES)
        self._known: list[Opinion] = []
        self._done: list[Decided] = []

    def update(self, time_s: float, opinions: Sequence[Opinion]) -> list[Decided]:
        """Take in what was proposed with this frame.

        Args:
            time_s: The frame's time.
            opinions: Of the movements that this frame completes.

        Returns:
            The movements that are decided now: those that count, attempts, and what is not sure.
        """
        if opinions:
            heard = [each for each in opinions if each.full + each.short > LEAST]
            self._waiting[0].extend(heard)
            self._known.extend(heard)
        out: list[Decided] = []
        for stage, (wait_s, is_sure) in enumerate(_STAGES):
            if self._waiting[stage]:
                out += self._due(stage, time_s, wait_s, is_sure)
        self._forget(time_s)
        return out

    def decides(self, time_s: float, known_s: float) -> bool:
        """Whether a frame decides on anything, and so must know all opinions.

        Args:
            time_s: Its time.
            known_s: When the first movement was known of which no opinion was given yet.
        """
        if time_s - known_s >= WAIT_S:
            return True
        return any(
            waiting and time_s - waiting[0].proposal.known_s >= wait_s
            for waiting, (wait_s, _) in zip(self._waiting, _STAGES, strict=True)
        )

    def finish(self, opinions: Sequence[Opinion]) -> list[Decided]:
        """The session ends: everything is decided."""
        return self.update(math.inf, opinions)

    def _due(
        self, stage: int, time_s: float, wait_s: float, is_sure: Callable[[Decided], bool]
    ) -> list[Decided]:
        """Decide what has waited for long enough; what is not sure goes to the next stage."""
        queue, later = self._waiting[stage], self._waiting[stage + 1 : stage + 2]
        out: list[Decided] = []
        while queue and time_s - queue[0].proposal.known_s >= wait_s:
            opinion = queue.popleft()
            decided = self._new(opinion)
            if decided is not None and is_sure(decided):
                self._done.append(decided)
                out.append(decided)
            elif decided is not None and later:
                later[0].append(opinion)
        return out

    def _new(self, opinion: Opinion) -> Decided | None:
        """What is to be said of a movement; None if it was decided on already."""
        if any(done.counts and _same(opinion.proposal, done) for done in self._done):
            return None
        decided = self._of(opinion)
        before = [done for done in self._done if done.counts or not decided.counts]
        return None if any(_same(decided, done) for done in before) else decided

    def _of(self, opinion: Opinion) -> Decided:
        """What all signals say together of the movement that one of them proposed."""
        about = []
        for each in reversed(self._known):
            if each.proposal.known_s < opinion.proposal.start_s:
                break
            if _same(each.proposal, opinion.proposal):
                about.append(each)
        full = self._together([(each.proposal.signal, each.full) for each in about])
        either = self._together([(each.proposal.signal, each.full + each.short) for each in about])
        counts = full > COUNTED
        said = [(each.full if counts else each.full + each.short, each.proposal) for each in about]
        most, best = max(said, key=lambda pair: pair[0])
        sure = [proposal for value, proposal in said if value >= SURE_SHARE * most]
        return Decided(
            median(each.start_s for each in sure),
            median(each.turn_s for each in sure),
            median(each.end_s for each in sure),
            best.signal,
            full,
            max(0.0, either - full),
        )

    def _together(self, said: Sequence[tuple[str, float]]) -> float:
        """Half of what the surest signal says, half of what they say on the average."""
        best: dict[str, float] = {}
        for signal, value in said:
            family = family_of(signal)
            best[family] = max(best.get(family, 0.0), value)
        mean = sum(best.values()) / (ENOUGH_SHARE * self._families)
        return 0.5 * max(best.values()) + 0.5 * min(1.0, mean)

    def _forget(self, time_s: float) -> None:
        if self._known and self._known[0].proposal.known_s < time_s - REMEMBERED_S:
            since_s = time_s - REMEMBERED_S / 2
            self._known = [each for each in self._known if each.proposal.known_s >= since_s]
            self._done = [each for each in self._done if each.end_s >= since_s]


def _same(a: Proposal | Decided, b: Proposal | Decided) -> bool:
    """Whether two movements are the same one, seen by two signals."""
    longer = max(a.end_s - a.start_s, b.end_s - b.start_s)
    if a.start_s < b.turn_s < a.end_s or b.start_s < a.turn_s < b.end_s:
        shared = min(a.end_s, b.end_s) - max(a.start_s, b.start_s)
        return shared > OVERLAP_SHARE * min(a.end_s - a.start_s, b.end_s - b.start_s)
    return abs(a.turn_s - b.turn_s) < TURN_SHARE * longer

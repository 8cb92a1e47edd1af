"""Where a count may be wrong, and by how much: a number that does not know its doubt is a guess."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from formcheck.checking.reps.consensus import Decided
from formcheck.events import DoubtKind, DoubtRaised, Reason

SURE = 0.62
"""A rep of at least this confidence is not doubted by itself, 0 to 1: when it was set three wrong
counts of 272 rendered clips were silent at this and 22 right ones doubted, at .56 as many and
20."""

LESS_SEEN_SURE = 0.72
"""Or of at least this one, where less is seen of the movement: none of its exercise's own signals
shows it, but only those of other exercises, or it began before the first frame did.  The share is
ours, between that and what is sure in a crowd."""

FIRST_S = 0.1
"""What began within this time of the first frame began before it, perhaps, seconds: ours, two or
three frames."""

NEARLY = 0.22
"""A movement that is not counted is doubted from this confidence on, 0 to 1: of drawn sets that
were not trained on, half of the movements between .2 and .26 are reps."""

LIKE_RANGE, LIKE_TIME = (0.75, 1.33), (0.6, 1.6)
"""A rep that goes so far and takes so long, as shares of what the person's sure ones do, is like
them: a set is one movement over and over.  The shares are ours: of 82 reps of drawn and real clips
that are not sure by themselves 9 are like the sure ones before them, and none of these is one too
many; of the other 73 it is 8."""

LIKE_REPS = 2
"""With this many sure reps a rep is compared."""

WAITING_REPS, WAITING_S, WAITING_OUT_S = 3, 5.0, 1.5
"""The first reps of a set wait for those: for so many further reps at most, and for so many seconds
without one, in the position and out of it.  Whoever does reps is at work for longer than that, so
that the doubt belongs to their set."""

CROWDED_SHARE = 0.5
"""Reps closer than this share of the person's own rhythm are doubted."""

SURE_IN_CROWD = 0.85
"""But not those of at least this confidence, 0 to 1."""

HURRIED_SHARE = 0.45
"""Two reps closer than this share of the set's rhythm are doubted however sure each is: of drawn
and real sets of three reps and more that were counted right none has such, and six of the twelve
that were counted too high."""

HURRIED_STEPS = 3
"""From so many steps from rep to rep on they are compared: of two, one may be a rest."""

GAP_SHARE = 1.6
"""In a gap of so many times the person's own rhythm a weaker sign is a doubt, too."""

LONGEST_GAP_SHARE = 4.0
"""A longer pause is a rest."""

NEARLY_IN_GAP = 0.2
"""In a gap a movement is doubted from this confidence on, 0 to 1."""

RHYTHM_REPS = 6
"""The person's own rhythm is that of so many last reps."""

SMALL_SHARE = 0.56
"""A rep that goes less than this share of the person's other ones is doubted: of drawn sets half
reps lie below it, and one whole rep in a hundred."""

COMPARED_REPS = 3
"""From so many reps on they are compared with each other."""

UNSEEN_SHARE = 0.6
"""Who was out of sight for this share of a rep may have done one, unseen."""

USUAL_REP_S = 2.0
"""How long a rep takes while nobody knows, seconds."""

AT_WORK_REPS = 2.5
"""A person who did a rep within the time of this many reps is at work."""

STARTED_S = 5.0
"""A set has been started when the position was held for so long, seconds."""


@dataclass(frozen=True, slots=True)
class _Unseen:
    """A time in which nobody could be followed, why, and whether the position was taken before."""

    from_s: float
    to_s: float
    why: DoubtKind
    ready: bool


@dataclass(slots=True)
class _Range:
    """A rep whose range is known, and whether it was compared with the others or need not be."""

    of: Decided
    is_compared: bool


class DoubtFinder:
    """Watches what is counted, what is not, and what could not be seen."""

    def __init__(self) -> None:
        self._turns: deque[float] = deque(maxlen=RHYTHM_REPS)
        self._ranges: list[_Range] = []
        self._sure: deque[Decided] = deque(maxlen=RHYTHM_REPS)
        self._unlike: list[Decided] = []
        self._set_turns: deque[float] = deque(maxlen=RHYTHM_REPS + 1)
        self._doubted: deque[float] = deque(maxlen=2 * RHYTHM_REPS)
        self._weak: list[Decided] = []
        self._strongest: Decided | None = None
        self._unseen_from = math.nan
        self._unseen_why = DoubtKind.UNSEEN
        self._lost: deque[_Unseen] = deque(maxlen=2 * RHYTHM_REPS)
        self._was_ready = False
        self._in_position_s = 0.0
        self._seen_s = self._all_s = 0.0
        self._first_s = math.nan

    @property
    def rhythm_s(self) -> float:
        """The time from rep to rep of this person; NaN while it is not known."""
        steps = [b - a for a, b in pairwise(self._turns)]
        return median(steps) if len(steps) >= 2 else math.nan

    def watch(
        self, time_s: float, step_s: float, unseen: Reason | None, *, ready: bool
    ) -> list[DoubtRaised]:
        """Take in a frame; returns the doubts that can wait no longer.

        Args:
            time_s: Its time.
            step_s: Time since the frame before.
            unseen: Why the person cannot be followed in it; None where they are.
            ready: Whether the exercise's position is taken.
        """
        if math.isnan(self._first_s):
            self._first_s = time_s
        self._all_s += step_s
        self._in_position_s += step_s if ready else 0.0
        if unseen is None:
            self._seen_s += step_s
            if not math.isnan(self._unseen_from):
                lost = _Unseen(self._unseen_from, time_s, self._unseen_why, self._was_ready)
                self._lost.append(lost)
                self._unseen_from = math.nan
            self._was_ready = ready
        elif math.isnan(self._unseen_from):
            self._unseen_from = time_s
            crowd = unseen is Reason.MORE_THAN_ONE
            self._unseen_why = DoubtKind.SOMEBODY_ELSE if crowd else DoubtKind.UNSEEN
        if not self._unlike:
            return []
        waited_s = time_s - self._turns[-1]
        over = waited_s > (WAITING_S if ready else WAITING_OUT_S)
        return self._compared(time_s, last=True) if over else []

    def decided(self, time_s: float, movement: Decided) -> list[DoubtRaised]:
        """A movement was decided on, counted or not."""
        if not movement.counts:
            return self._not_counted(time_s, movement)
        found: list[DoubtRaised] = []
        rhythm_s = self.rhythm_s
        found += self._unseen_until(time_s, movement.turn_s)
        crowded = False
        if self._turns:
            last_s = self._turns[-1]
            near = abs(movement.turn_s - last_s) < CROWDED_SHARE * rhythm_s
            crowded = near and movement.confidence < SURE_IN_CROWD
            found += [
                missed(time_s, weak)
                for weak in self._weak
                if last_s < weak.turn_s < movement.turn_s and self._gapes(last_s, movement.turn_s)
            ]
        is_shown = not math.isnan(movement.range)
        less_seen = not is_shown or movement.start_s <= self._first_s + FIRST_S
        unsure = movement.confidence < (LESS_SEEN_SURE if less_seen else SURE)
        if crowded:
            found.append(self._fewer(time_s, movement.turn_s, DoubtKind.CROWDED))
        elif unsure:
            self._unlike.append(movement)
        elif is_shown:
            self._sure.append(movement)
        found += self._compared(time_s)
        found += self._small(time_s, movement, doubtful=crowded or unsure)
        found += self._hurried(time_s, movement)
        self._weak = []
        # What was less clear is decided later, and may have been done before what was counted.
        turns = sorted([*self._turns, movement.turn_s])
        self._turns = deque(turns, maxlen=RHYTHM_REPS)
        return found

    def forget_range(self) -> None:
        """A new set begins: the person's own range may be another."""
        self._ranges = []
        self._sure.clear()
        self._set_turns.clear()

    def _hurried(self, time_s: float, movement: Decided) -> list[DoubtRaised]:
        """Doubts of reps that follow the one before too soon for the rhythm of the set.

        A slow rep that is misread at its turn looks like two quick ones.  The first ones wait until
        there are enough; from then on the last one is compared.
        """
        if self._set_turns and movement.turn_s <= self._set_turns[-1]:
            return []
        self._set_turns.append(movement.turn_s)
        steps = list(pairwise(self._set_turns))
        if len(steps) < HURRIED_STEPS:
            return []
        least_s = HURRIED_SHARE * median(to_s - from_s for from_s, to_s in steps)
        return [
            self._fewer(time_s, to_s, DoubtKind.CROWDED)
            for from_s, to_s in (steps if len(steps) == HURRIED_STEPS else steps[-1:])
            if to_s - from_s < least_s and not {from_s, to_s}.intersection(self._doubted)
        ]

    def _fewer(self, time_s: float, at_s: float, kind: DoubtKind) -> DoubtRaised:
        """A rep that was counted is none, perhaps."""
        self._doubted.append(at_s)
        return _doubt(time_s, at_s, kind, fewer=1)

    def _compared(self, time_s: float, *, last: bool = False) -> list[DoubtRaised]:
        """Doubts of reps that are not sure by themselves, and not like the sure ones either.

        Args:
            time_s: When they are compared.
            last: Whether no more reps follow.
        """
        known = len(self._sure) >= LIKE_REPS
        found = []
        while self._unlike and (known or last or len(self._unlike) > WAITING_REPS):
            each = self._unlike.pop(0)
            if each.turn_s not in self._doubted and not self._is_like_the_sure(each):
                found.append(self._fewer(time_s, each.turn_s, DoubtKind.UNCERTAIN))
        return found

    def _is_like_the_sure(self, movement: Decided) -> bool:
        """Whether a rep goes as far and takes as long as the sure ones of its set.

        What is done once, on the way into the set or out of it, is seldom like its reps.
        """
        if len(self._sure) < LIKE_REPS:
            return False
        far = movement.range / median(each.range for each in self._sure)
        long = (movement.end_s - movement.start_s) / median(
            each.end_s - each.start_s for each in self._sure
        )
        return LIKE_RANGE[0] <= far <= LIKE_RANGE[1] and LIKE_TIME[0] <= long <= LIKE_TIME[1]

    def _small(self, time_s: float, movement: Decided, *, doubtful: bool) -> list[DoubtRaised]:
        """Doubts of reps that went far less than the others; the first ones wait for those.

        One movement is one rep too many at most: what is in doubt already is not doubted again.
        """
        if math.isnan(movement.range):
            return []
        self._ranges = [*self._ranges[-RHYTHM_REPS:], _Range(movement, doubtful)]
        if len(self._ranges) < COMPARED_REPS:
            return []
        found = []
        for i, each in enumerate(self._ranges):
            others = [other.of.range for j, other in enumerate(self._ranges) if j != i]
            known = each.is_compared or each.of.turn_s in self._doubted
            if not known and each.of.range < SMALL_SHARE * median(others):
                found.append(self._fewer(time_s, each.of.turn_s, DoubtKind.SMALL))
            each.is_compared = True
        return found

    def _not_counted(self, time_s: float, movement: Decided) -> list[DoubtRaised]:
        if self._strongest is None or movement.confidence > self._strongest.confidence:
            self._strongest = movement
        if movement.confidence >= NEARLY:
            kind = DoubtKind.SHORT if movement.is_attempt else DoubtKind.MISSED
            return [_doubt(time_s, movement.turn_s, kind, more=1)]
        if movement.confidence < NEARLY_IN_GAP:
            return []
        before_s = max((t for t in self._turns if t < movement.turn_s), default=math.nan)
        after_s = min((t for t in self._turns if t > movement.turn_s), default=math.nan)
        if math.isnan(after_s):
            self._weak.append(movement)
        elif self._gapes(before_s, after_s):  # the rep after it was clear, and so known before
            return [missed(time_s, movement)]
        return []

    def _gapes(self, from_s: float, to_s: float) -> bool:
        """Whether there is a gap in the person's rhythm between two reps that is no rest."""
        rhythm_s = self.rhythm_s
        return GAP_SHARE * rhythm_s < to_s - from_s < LONGEST_GAP_SHARE * rhythm_s

    def _unseen_until(self, time_s: float, until_s: float) -> list[DoubtRaised]:
        """Doubts of the times since the last rep in which somebody at work was not followed."""
        rep_s = self.rhythm_s if self.rhythm_s > 0 else USUAL_REP_S
        last_s = self._turns[-1] if self._turns else math.nan
        found = []
        until_now = [lost for lost in self._lost if lost.to_s <= until_s]
        self._lost = deque((lost for lost in self._lost if lost.to_s > until_s), self._lost.maxlen)
        for lost in until_now:
            lasts_s = lost.to_s - lost.from_s
            # Who was in the position long ago, as everybody is who stands, was not at work then.
            ready = lost.ready and until_s - lost.to_s <= LONGEST_GAP_SHARE * rep_s
            at_work = ready or lost.from_s - last_s <= AT_WORK_REPS * rep_s
            if not at_work or lasts_s < UNSEEN_SHARE * rep_s:
                continue
            if lasts_s > LONGEST_GAP_SHARE * rep_s:
                continue
            more = max(1, round(lasts_s / rep_s))
            found.append(_doubt(time_s, (lost.from_s + lost.to_s) / 2, lost.why, more=more))
        return found

    def finish(self, time_s: float, more: int = 1) -> list[DoubtRaised]:
        """The session ends: was a set begun of which nothing was counted?

        Args:
            time_s: When it ends.
            more: How many movements were seen that are not in doubt yet: so many it may have been,
                if nothing was counted, and one at least.
        """
        if self._turns:
            return self._compared(time_s, last=True) + self._unseen_until(time_s, time_s)
        nearly = self._strongest is not None and self._strongest.confidence >= NEARLY_IN_GAP
        blind = self._all_s >= STARTED_S and self._seen_s < 0.5 * self._all_s
        if not (nearly or blind or self._in_position_s >= STARTED_S):
            return []
        at_s = self._strongest.turn_s if self._strongest else (self._first_s + time_s) / 2
        return [_doubt(time_s, at_s, DoubtKind.NOTHING_COUNTED, more=max(1, more))]


def missed(time_s: float, movement: Decided) -> DoubtRaised:
    """A movement that is not counted is a rep, perhaps."""
    return _doubt(time_s, movement.turn_s, DoubtKind.MISSED, more=1)


def _doubt(
    time_s: float, at_s: float, kind: DoubtKind, *, fewer: int = 0, more: int = 0
) -> DoubtRaised:
    return DoubtRaised(time_s=time_s, at_s=at_s, kind=kind, fewer=fewer, more=more)

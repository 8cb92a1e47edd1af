"""Counting on the side that works: the near one, or either where an arm may work alone."""

from __future__ import annotations

import math
from collections import deque
from statistics import median

from formcheck.checking.reps.counter import Counter
from formcheck.checking.reps.cycle import Cycle
from formcheck.exercises import Rep
from formcheck.measures import MEASURES, SIDES, Figure
from formcheck.pose import Side

MIN_VISIBILITY = 0.3
"""A far arm is believed to work alone only if it is at least this visible on the average."""

STILL_SHARE = 0.5
"""The near arm is still while it moves by less than this share of the far one."""

WINDOW_S = 3.0
"""How much of both signals is kept to tell whether a side works alone, seconds."""

BEFORE_S = 0.25
"""So long before a movement begins what must keep still is looked at, too, seconds: who squats is
on the way down when the hands are first seen to move."""

KNOWN_SHARE = 0.9
"""What must keep still is compared if it is known in this share of the frames: feet that leave the
picture are guessed, elsewhere each time, before they are lost and when they are found again."""

REACHED_FRAMES = 3600
"""How many frames are kept in which something else was reached: a bent arm may rest for hours."""


class SideCounters:
    """A counter for each side, and the choice between them.

    Args:
        rep: What a repetition is.
    """

    def __init__(self, rep: Rep) -> None:
        self._measure = MEASURES[rep.measure]
        self._each = rep.sides == "each"
        self._counters: dict[Side, Counter] = {side: Counter(rep) for side in SIDES}
        self._seen: dict[Side, deque[tuple[float, float, float]]] = {
            side: deque() for side in SIDES
        }
        self._also = tuple((MEASURES[name], limits) for name, limits in rep.also.items())
        self._reached: dict[Side, deque[tuple[float, tuple[bool, ...]]]] = {
            side: deque(maxlen=REACHED_FRAMES) for side in SIDES
        }
        self._at_turn = tuple((MEASURES[name], limits) for name, limits in rep.at_turn.items())
        self._still = tuple((MEASURES[name], most) for name, most in rep.still.items())
        self._passed: deque[tuple[float, tuple[float, ...]]] = deque(maxlen=REACHED_FRAMES)
        self._near: Side = "left"
        self._worker: Side | None = None
        self._last_end_s = -1.0

    @property
    def lead(self) -> Counter:
        """The counter of the side that worked last, of the near one at first."""
        return self._counters[self._worker or self._near]

    def reset(self) -> None:
        """Forget movements under way."""
        for side in SIDES:
            self._counters[side].reset()
            self._seen[side].clear()

    def forget_range(self) -> None:
        """A new set begins: the person's own range may be another."""
        for counter in self._counters.values():
            counter.forget_range()

    def lose_sight(self, time_s: float) -> None:
        """Nobody was found in this frame."""
        for counter in self._counters.values():
            counter.update(time_s, math.nan)

    def finish(self, time_s: float) -> tuple[Cycle, str | None] | None:
        """The session ends in position: what was nearly complete is."""
        return self._choose(
            {
                side: cycle
                for side, counter in self._counters.items()
                if (side == self._near or self._each)
                and (cycle := counter.finish(time_s)) is not None
                and self._meets_conditions(side, cycle)
            }
        )

    def give_up(self, time_s: float) -> tuple[Cycle, str | None] | None:
        """The person is gone."""
        cycle = self.lead.give_up(time_s)
        self.reset()
        return (cycle, None) if cycle else None

    def update(self, figure: Figure, time_s: float) -> tuple[Cycle, str | None] | None:
        """Take in one frame.

        Returns:
            The movement that it completes, and the arm or leg that made it alone, if one did.
        """
        if figure.side != self._near and not self._counters[self._near].in_movement:
            self._near = figure.side
        if self._at_turn or self._still:
            self._note_passed(figure, time_s)
        found: dict[Side, Cycle] = {}
        for side in SIDES:  # the far one too, so that it is not stale when it becomes the near one
            on = figure.on(side)
            value = self._measure.of(on)
            seen = self._seen[side]
            seen.append((time_s, value, on.visibility(self._measure.joints[-1])))
            while seen[0][0] < time_s - WINDOW_S:
                seen.popleft()
            if self._also:
                self._note_also(on, time_s)
            cycle = self._counters[side].update(time_s, value)
            counts = self._each or side == self._near
            if cycle is not None and counts and self._meets_conditions(side, cycle):
                found[side] = cycle
        return self._choose(found)

    def _note_also(self, figure: Figure, time_s: float) -> None:
        """Remember what else is reached now, while a movement is under way."""
        reached = self._reached[figure.side]
        if not self._counters[figure.side].in_movement:
            while reached and reached[0][0] < time_s - WINDOW_S:
                reached.popleft()
        now = tuple(limits.holds(m.of(figure), inside=False) for m, limits in self._also)
        if any(now):
            reached.append((time_s, now))

    def _note_passed(self, figure: Figure, time_s: float) -> None:
        """Remember what may matter once it is known where the movement turned."""
        busy = any(counter.in_movement for counter in self._counters.values())
        while not busy and self._passed and self._passed[0][0] < time_s - WINDOW_S:
            self._passed.popleft()
        measures = (measure for measure, _ in (*self._at_turn, *self._still))
        self._passed.append((time_s, tuple(measure.of(figure) for measure in measures)))

    def _turned_well(self, cycle: Cycle) -> bool:
        """Whether what must hold round the turn mostly did: half-way there to half-way back.

        Who waits with hanging arms, or creeps, is not near the turn for longer than the other way
        takes.  What was out of sight for more than half of that time does not count: on the way an
        arm that comes to point at the camera is seen for a moment still, and badly.
        """
        out_s, back_s = cycle.turn_s - cycle.start_s, cycle.end_s - cycle.turn_s
        since_s = cycle.turn_s - min(out_s / 2, back_s)
        until_s = cycle.turn_s + min(back_s / 2, out_s)
        during = [values for t, values in self._passed if since_s <= t <= until_s]
        for i, (_, limits) in enumerate(self._at_turn):
            seen = [values[i] for values in during if not math.isnan(values[i])]
            if 2 * len(seen) <= len(during):
                continue
            if not limits.holds(median(seen), inside=False):
                return False
        return True

    def _kept_still(self, cycle: Cycle) -> bool:
        """Whether what must not move meanwhile did not; a few wrong frames are no movement."""
        since_s = cycle.start_s - BEFORE_S
        during = [values for t, values in self._passed if since_s <= t <= cycle.end_s]
        for i, (_, most) in enumerate(self._still, len(self._at_turn)):
            seen = sorted(values[i] for values in during if not math.isnan(values[i]))
            edge = len(seen) // 10
            if len(seen) < KNOWN_SHARE * len(during):
                continue
            if seen and seen[-1 - edge] - seen[edge] > most * abs(seen[-1 - edge]):
                return False
        return True

    def _meets_conditions(self, side: Side, cycle: Cycle) -> bool:
        """Whether a movement reached all that a rep asks for, turned as it must, and was it."""
        if not self._turned_well(cycle) or not self._kept_still(cycle):
            return False
        during = [now for t, now in self._reached[side] if cycle.start_s <= t <= cycle.end_s]
        return all(sum(now[i] for now in during) >= 2 for i in range(len(self._also)))

    def _choose(self, found: dict[Side, Cycle]) -> tuple[Cycle, str | None] | None:
        near: Side = self._near
        far: Side = "right" if near == "left" else "left"
        for side in (near, far):
            cycle = found.get(side)
            if cycle is None:
                continue
            alone = self._works_alone(side, cycle)
            if side == far and not alone:
                continue
            if side == far and cycle.reason is not None and self._counters[near].in_movement:
                continue  # a hidden arm jumps while the near one works
            if cycle.turn_s <= self._last_end_s:
                continue
            self._worker = side if self._each else None
            self._last_end_s = cycle.end_s
            return cycle, side if alone and self._each else None
        return None

    def _works_alone(self, side: Side, cycle: Cycle) -> bool:
        if not self._each:
            return False
        other: Side = "right" if side == "left" else "left"
        moved = self._moved(other, cycle.start_s)
        if moved >= STILL_SHARE * cycle.range:
            return False
        during = [v for t, _, v in self._seen[side] if t >= cycle.start_s]
        return sum(during) / max(1, len(during)) >= MIN_VISIBILITY

    def _moved(self, side: Side, since_s: float) -> float:
        values = sorted(v for t, v, _ in self._seen[side] if t >= since_s and not math.isnan(v))
        if len(values) < 5:
            return 0.0
        edge = len(values) // 10
        return values[-1 - edge] - values[edge]

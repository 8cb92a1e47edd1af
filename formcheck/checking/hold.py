"""Timing a hold, which starts and stops with the position, and what is done within it."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable

from formcheck.checking.position import LEAVE_HOLD_S
from formcheck.checking.reps.consensus import Decided
from formcheck.checking.reps.cycle import Cycle
from formcheck.events import Event, HoldForm, HoldProgress, Verdict
from formcheck.exercises import Rep
from formcheck.geometry import NAN
from formcheck.measures import MEASURES

PROGRESS_S = 1.0
"""How often the progress of a hold is reported, seconds."""

GETTING_IN_S = 1.0
"""A person who has not come to rest for so long is still getting into the position, seconds."""

EVENT_S = 10.0
"""How long what is done within a hold may take, seconds: an arm is lifted for some seconds."""

SURELY = 0.66
"""A movement of at least this confidence counts though the hold was not timed then, 0 to 1: more
than makes a rep sure elsewhere, because push-ups in a plank's posture look like lifts at .65."""

REMEMBERED_HOLDS = 20
"""How many holds are remembered, for events within them that are decided on later."""

_Seconds = dict[HoldForm, float]


def form_of_frame(verdicts: Iterable[Verdict | None], *, blind: bool) -> HoldForm:
    """The form in one frame of a hold: good only if something was judged, and all of it is right.

    A fault comes first, then what is too close to a limit to call, then what could not be seen.

    Args:
        verdicts: What each check says; None where it is not looked at.
        blind: Whether a check that this view allows could not be judged.

    >>> form_of_frame([Verdict.OK, Verdict.UNKNOWN], blind=False).value
    'good'
    >>> form_of_frame([Verdict.OK, Verdict.UNSURE], blind=False).value
    'unsure'
    >>> form_of_frame([Verdict.UNKNOWN, None], blind=False).value
    'not judged'
    """
    seen = set(verdicts)
    if Verdict.FAULT in seen:
        return HoldForm.FAULT
    if Verdict.UNSURE in seen:
        return HoldForm.UNSURE
    return HoldForm.GOOD if Verdict.OK in seen and not blind else HoldForm.NOT_JUDGED


_LIMBS = (
    frozenset({"elbow", "wrist"}),
    frozenset({"knee", "ankle", "heel", "toe"}),
)


def limbs_of(rep: Rep) -> frozenset[str]:
    """The joints of the limbs that move in a rep, by its measure.

    >>> from formcheck.exercises import load_exercise
    >>> sorted(limbs_of(load_exercise("bent-over-row").rep))
    ['elbow', 'wrist']
    """
    joints = set(MEASURES[rep.measure].joints)
    return frozenset().union(*(limb for limb in _LIMBS if limb & joints))


class _Posture:
    """When the posture of a hold was taken, whether the person kept still in it or not.

    Who is restless holds nothing that could be timed, and still lifts an arm or taps.

    >>> posture = _Posture()
    >>> for time_s in (1.0, 1.5, 2.0, 2.5, 9.0):
    ...     posture.update(time_s)
    >>> [posture.covers(time_s) for time_s in (1.8, 3.0, 6.0, 9.0)]
    [True, True, False, False]
    """

    def __init__(self) -> None:
        self._spans: deque[tuple[float, float]] = deque(maxlen=REMEMBERED_HOLDS)

    def update(self, time_s: float) -> None:
        """It is taken in this frame."""
        from_s, to_s = self._spans[-1] if self._spans else (NAN, NAN)
        if time_s - to_s <= LEAVE_HOLD_S:
            self._spans[-1] = from_s, time_s
        else:
            self._spans.append((time_s, time_s))

    def covers(self, time_s: float) -> bool:
        """Whether it was taken at a time, for longer than somebody takes who gets through it."""
        return any(
            a - LEAVE_HOLD_S <= time_s <= b + LEAVE_HOLD_S
            for a, b in self._spans
            if b - a >= GETTING_IN_S
        )


class HoldEvents:
    """What is done within a hold, which does not end it: an arm is lifted for some seconds.

    Args:
        rep: What is counted in the hold.
    """

    def __init__(self, rep: Rep) -> None:
        self._joints = limbs_of(rep)
        self._began_s = NAN
        self._posture = _Posture()

    def moving(self, time_s: float, *, in_movement: bool) -> frozenset[str]:
        """The joints that may leave their place in this frame.

        Args:
            time_s: The frame's time.
            in_movement: Whether a movement is under way that may be counted.
        """
        if not in_movement:
            self._began_s = NAN
            return frozenset()
        if math.isnan(self._began_s):
            self._began_s = time_s
        return self._joints if time_s - self._began_s <= EVENT_S else frozenset()

    def note_posture(self, time_s: float) -> None:
        """The posture is taken in this frame, whether the person keeps still in it or not."""
        self._posture.update(time_s)

    def surely(self, movement: Cycle | Decided) -> bool:
        """Whether a movement counts though the hold was not timed then.

        Who is restless in its posture does not hold it, and neither does who does something else
        there, push-ups in a plank's: then what looks like a rep without being sure is none.
        """
        return movement.confidence >= SURELY and self._posture.covers(movement.turn_s)

    def perhaps(self, movement: Decided) -> bool:
        """Whether one that does not count is a rep perhaps: surely, or done in the posture."""
        sure = movement.confidence >= SURELY
        return movement.counts and (sure or self._posture.covers(movement.turn_s))


class HoldTimer:
    """Seconds in position, and how many of them were judged good, unsure or not judged.

    Args:
        min_s: Shorter holds are not reported at all.
    """

    def __init__(self, min_s: float) -> None:
        self._min_s = min_s
        self._taken_s = self._rested_s = NAN
        self._start_s = self._last_s = self._told_s = NAN
        self._form_s, self._form_at_rest_s = _none(), _none()
        self._ahead_s = self._before_s = 0.0
        self._over: deque[tuple[float, float]] = deque(maxlen=REMEMBERED_HOLDS)
        self._form_before_s = _none()

    @property
    def total_s(self) -> float:
        """Seconds in position, of this hold and those before."""
        return self._before_s + self._this_s()

    def total_of(self, form: HoldForm) -> float:
        """Seconds in this form, of this hold and those before."""
        return self._form_before_s[form] + (self._form_s[form] if self._this_s() else 0.0)

    def _this_s(self) -> float:
        """This hold's seconds: who never came to rest for long enough holds nothing."""
        rested = self._rested_s - self._start_s >= self._min_s
        return self._last_s - self._start_s if rested else 0.0

    def covers(self, time_s: float) -> bool:
        """Whether the position was held at a time, in this hold or one of the last."""
        return self._start_s <= time_s or any(a <= time_s <= b for a, b in self._over)

    def start(self, time_s: float, *, seen_s: float = 0.0) -> None:
        """The position was reached.

        Args:
            time_s: When that was.
            seen_s: For how long it has been seen since then: what was so first is known only later.
        """
        self._taken_s = time_s
        self._begin(time_s)
        self._ahead_s = seen_s

    def _begin(self, time_s: float) -> None:
        self._start_s = self._last_s = self._told_s = self._rested_s = time_s
        self._form_s, self._form_at_rest_s = _none(), _none()
        self._ahead_s = 0.0

    def update(
        self, time_s: float, step_s: float, *, form: HoldForm, settled: bool = True
    ) -> list[Event]:
        """The position is held in this frame.

        Args:
            time_s: Its time.
            step_s: Time since the frame before.  No more than this was seen: since the last frame
                in position there may have been others, and of those nothing is known.
            form: The form in it.
            settled: Whether the person keeps still.
        """
        if not settled and time_s - self._taken_s <= GETTING_IN_S:
            self._begin(time_s)
            return []
        seen_s = self._ahead_s + (step_s if step_s <= LEAVE_HOLD_S else 0.0)
        lasted_s, self._ahead_s = time_s - self._last_s, 0.0
        self._form_s[form] += min(seen_s, lasted_s)
        self._form_s[HoldForm.NOT_JUDGED] += max(0.0, lasted_s - seen_s)
        self._last_s = time_s
        if settled:
            self._rested_s, self._form_at_rest_s = time_s, dict(self._form_s)
        if self._this_s() and time_s - self._told_s >= PROGRESS_S:
            self._told_s = time_s
            return [self._progress(time_s, ended=False)]
        return []

    def stop(self, time_s: float, *, left: bool = False) -> list[Event]:
        """It is over; the last frame in position was the last update.

        If the position was left, the time without rest before it already belongs to the way out.
        """
        if left:
            self._last_s, self._form_s = self._rested_s, self._form_at_rest_s
        held = self._this_s()
        events: list[Event] = []
        if held:
            events = [self._progress(time_s, ended=True)]
            self._before_s += held
            self._over.append((self._start_s, self._last_s))
            for form, seconds in self._form_s.items():
                self._form_before_s[form] += seconds
        self._start_s = self._last_s = NAN
        self._form_s = _none()
        return events

    def _progress(self, time_s: float, *, ended: bool) -> HoldProgress:
        return HoldProgress(
            time_s=time_s,
            start_s=self._start_s,
            end_s=self._last_s,
            good_s=self._form_s[HoldForm.GOOD],
            ended=ended,
            unsure_s=self._form_s[HoldForm.UNSURE],
            unjudged_s=self._form_s[HoldForm.NOT_JUDGED],
        )


def _none() -> _Seconds:
    return dict.fromkeys(HoldForm, 0.0)

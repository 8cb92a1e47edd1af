"""One exercise bound to one session: the person who is followed in, events out."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Set
from datetime import date

from formcheck.checking.breaks import BreakClock
from formcheck.checking.context import FrameContext
from formcheck.checking.counting import Count, Counting
from formcheck.checking.detector import not_judged
from formcheck.checking.form import Form
from formcheck.checking.hold import HoldEvents, HoldTimer
from formcheck.checking.own_posture import (
    NOTHING_OWN,
    OwnPosture,
    OwnValue,
    Stance,
    keepable,
)
from formcheck.checking.position import LEAVE_HOLD_S, LEAVE_S, Position
from formcheck.checking.rep_events import RepEvents
from formcheck.checking.reps.proposals import Movements
from formcheck.checking.setup import Setup
from formcheck.checking.upright import Upright
from formcheck.events import (
    BreakDue,
    Event,
    HoldForm,
    Missing,
    MissingKind,
    Reason,
    State,
    StateChanged,
    Status,
    Verdict,
    ViewChanged,
)
from formcheck.exercises import Exercise
from formcheck.geometry import NAN
from formcheck.measures import Figure
from formcheck.tracking.build import Build
from formcheck.tracking.observer import BLIND_S
from formcheck.tracking.subject import Subject

GONE_S = 0.5
"""How long nobody may be found before the person counts as gone, seconds."""

NEW_SET_S = 8.0
"""After this long out of position the next set begins, with a range of its own, seconds."""

NOBODY = Missing(MissingKind.NOBODY)
"""What is missing while there is nobody."""

_TROUBLES = {
    Reason.MORE_THAN_ONE: Missing(MissingKind.MORE_THAN_ONE),
    Reason.IMPLAUSIBLE: Missing(MissingKind.IMPLAUSIBLE),
}
"""What is missing while a skeleton is not to be believed."""

GETTING_IN_S = 0.6
"""What begins so soon after the position was taken may belong to the way into it, seconds: a bar is
picked up with arms that look like the first pull."""

AT_WORK_S = 2.5
"""After a rep a person is at work for this long, even if the position cannot be seen, seconds."""


class Session:
    """Checks one exercise.

    `update` is causal: it knows only the frames so far.

    Args:
        exercise: What to count and to check.
        movements: Those of the person, where several sessions look at one; its own if None.
        own: The person's own posture of another day.

    >>> from formcheck.exercises import load_exercise
    >>> from formcheck.pose import Pose
    >>> from formcheck.tracking import SubjectObserver
    >>> observer, session = SubjectObserver(), Session(load_exercise("bent-over-row"))
    >>> session.update(observer.update(Pose(0, 0.0, 640, 360)))
    []
    >>> session.status.state
    <State.NO_PERSON: 'no-person'>
    """

    def __init__(
        self,
        exercise: Exercise,
        movements: Movements | None = None,
        own: OwnPosture = NOTHING_OWN,
    ) -> None:
        self.exercise = exercise
        self._setup = Setup(exercise)
        self._build = Build()
        self._subject: Subject | None = None
        self._form = Form(exercise, own)
        self._upright = Upright() if self._form.judges_outlines else None
        self._counting = Counting(exercise, movements) if exercise.rep else None
        self._count = self._counting.count if self._counting else Count()
        self._timer = HoldTimer(exercise.hold.min_s) if exercise.hold else None
        self._hold_events = HoldEvents(exercise.rep) if exercise.hold and exercise.rep else None
        self._reps = (
            RepEvents(
                self._counting, self._form, self._timer, self._hold_events, self._at_work_again
            )
            if self._counting
            else None
        )
        every_s = exercise.hold.break_every_s if exercise.hold else None
        self._breaks = BreakClock(every_s) if every_s else None
        self._position = Position(LEAVE_HOLD_S if exercise.hold else LEAVE_S)
        self._state = State.NO_PERSON
        self._view = ""
        self._time_s = NAN
        self._is_over = False
        self._seen_s = NAN
        self._before: list[tuple[Figure, FrameContext]] = []
        self._unjudged: defaultdict[Reason, float] = defaultdict(float)
        self._judging = False
        self._missing: Missing | None = NOBODY
        self._status: Status | None = None

    @property
    def state(self) -> State:
        """Whether somebody is there, and at work."""
        return self._state

    @property
    def verdicts(self) -> tuple[Verdict | None, ...]:
        """What each check says of the last frame; None where it was not looked at."""
        verdicts = self._form.verdicts
        return verdicts if self._judging else (None,) * len(verdicts)

    def own_posture(self, day: date) -> dict[tuple[str, Stance], OwnValue]:
        """What of the person's own posture was shown so far and may be kept.

        Args:
            day: The day on which it was shown.
        """
        upright_bend = self._upright.bend if self._upright else NAN
        return keepable(self.exercise, self._form.shown, upright_bend, day)

    @property
    def status(self) -> Status:
        """Where the session stands after the last frame; it is put together once somebody asks."""
        if self._status is None:
            self._status = self._put_together()
        return self._status

    def update(self, subject: Subject) -> list[Event]:
        """Take in one frame.

        Args:
            subject: The person who is followed; times must not go backwards.

        Returns:
            What became known with this frame, in order.
        """
        step = 0.0 if math.isnan(self._time_s) else max(0.0, subject.time_s - self._time_s)
        self._time_s = subject.time_s
        self._judging = False
        self._status = None
        self._subject = subject
        events: list[Event] = []
        if step >= BLIND_S:
            events += self._nobody(step)
            step = 0.0
        figure = subject.figure
        if figure is not None:
            figure = self._build.of(figure)
        events += self._nobody(step) if figure is None else self._seen(subject, figure, step)
        if self._reps:
            events += self._reps.update(subject, figure, step, ready=self._position.is_taken)
        if self._breaks and self._breaks.update(self._time_s, held=self._position.is_taken):
            events.append(BreakDue(time_s=self._time_s, held_s=self._breaks.due_s))
        return events

    def finish(self) -> list[Event]:
        """End the session: close what lasts, and say what could not be judged.

        A session that is over has nothing more to say: a second call returns no events.
        """
        if self._is_over:
            return []
        self._is_over = True
        time_s = 0.0 if math.isnan(self._time_s) else self._time_s
        events: list[Event] = []
        if self._reps:
            events += self._reps.finish(time_s)
        if self._timer:
            events += self._timer.stop(time_s)
        events += self._form.finish(time_s)
        events += not_judged("*", self._unjudged, time_s)
        self._status = None
        return events

    def _nobody(self, step: float) -> list[Event]:
        self._missing = NOBODY
        if self._state is State.NO_PERSON:
            return []
        if self._time_s - self._seen_s < GONE_S:
            if self._position.is_taken:
                self._judging = True
                self._form.unknown(Reason.NOT_VISIBLE, self._time_s, step)
            return []
        events: list[Event] = []
        if self._state is State.ACTIVE:
            events += self._leave(None)
        self._position.lose()
        return [*events, self._enter(State.NO_PERSON)]

    def _seen(self, subject: Subject, figure: Figure, step: float) -> list[Event]:
        self._seen_s = subject.time_s
        events: list[Event] = []
        if subject.view and subject.view != self._view:
            self._view = subject.view
            events.append(
                ViewChanged(time_s=subject.time_s, view=self._view, yaw_deg=subject.yaw_deg)
            )
        if self._state is State.NO_PERSON:
            events.append(self._enter(State.POSITIONING))
        if subject.trouble is not None:
            self._missing = _TROUBLES[subject.trouble]
            return events + self._in_trouble(subject.trouble, step)
        if self._upright:
            self._upright.update(figure, self._view, step)
        self._setup.update(figure, taken=self._position.is_taken, moving=self._moving())
        self._missing = missing = self._setup.unmet
        if self._hold_events and self._setup.fits:
            self._hold_events.note_posture(self._time_s)
        if self._setup.unseen:
            self._unjudged[Reason.NOT_VISIBLE] += step
        if self._position.is_taken:
            return events + self._in_or_out(figure, missing, step)
        if missing is None:
            return events + self._getting_ready(figure, step)
        self._position.lose()
        return events + self._stop_working(missing)

    def _stop_working(self, missing: Missing) -> list[Event]:
        """The position is not taken: who did the last rep long enough ago is at work no more."""
        if self._state is not State.ACTIVE or self._at_work():
            return []
        return [self._enter(State.POSITIONING, missing)]

    def _moving(self) -> Set[str]:
        """The joints that move now as the events of a hold ask: they do not end it."""
        if self._counting is None or self._hold_events is None:
            return frozenset()
        return self._hold_events.moving(self._time_s, in_movement=self._counting.in_movement)

    def _at_work(self) -> bool:
        """Whether a rep was done a moment ago: then the position is taken, seen or not.

        A hold lasts as long as its position is seen, whatever is done within it.
        """
        if self._timer is not None or self._reps is None:
            return False
        return self._time_s - self._reps.counted_s <= AT_WORK_S

    def _in_or_out(self, figure: Figure, missing: Missing | None, step: float) -> list[Event]:
        """Work while the position is held; leave once it has been left for a while."""
        if missing is None:
            self._position.note_seen(self._time_s)
            return self._work(figure, step)
        return self._outside(missing)

    def _outside(self, missing: Missing) -> list[Event]:
        """The position cannot be seen; once that lasts it is left."""
        return self._leave(missing) if self._position.note_missed(self._time_s) else []

    def _getting_ready(self, figure: Figure, step: float) -> list[Event]:
        position = self._position
        if not position.is_seen:
            self._before = []
            self._build.forget()
            if self._counting and self._time_s - position.left_s >= NEW_SET_S:
                self._counting.forget_range()
        self._build.learn(figure)
        self._before.append((figure, self._context(step)))
        if not position.note_seen(self._time_s):
            return []
        events: list[Event] = []
        if self._state is not State.ACTIVE:
            events.append(self._enter(State.ACTIVE))
        if self._timer:
            # A hold counts from here on, and what was wrong in it already did not begin just now.
            seen_s = sum(now.step_s for _, now in self._before[1:])
            self._timer.start(position.seen_from_s, seen_s=seen_s)
            events += self._form.catch_up(self._before)
        return events

    def _work(self, figure: Figure, step: float) -> list[Event]:
        self._build.learn(figure)
        self._judging = True
        events = self._form.update(figure, self._context(step))
        if self._timer:
            form, settled = self._form.of_frame, self._setup.settled
            events += self._timer.update(self._time_s, step, form=form, settled=settled)
        return events

    def _context(self, step: float) -> FrameContext:
        phases = self._counting.lead if self._counting else None
        began_s = phases.began_s if phases else NAN
        getting_in = began_s - self._position.taken_s < GETTING_IN_S
        return FrameContext(
            time_s=self._time_s,
            step_s=step,
            view=self._view,
            phase=phases.phase if phases else None,
            in_movement=phases.in_movement if phases else False,
            is_clearly_rep=phases.is_clearly_rep and not getting_in if phases else False,
            getting_in=getting_in,
            settled=self._setup.settled,
            surely_side=self._subject is None or self._subject.surely_side,
            at_start=phases.at_start if phases else False,
            rep=self._count.reps + 1,
            concentric=self.exercise.rep.concentric if self.exercise.rep else "out",
            way=phases.way if phases else NAN,
            ways=self._counting.ways_of_sides if self._counting else (),
            upright_bend=self._upright.bend if self._upright else NAN,
        )

    def _at_work_again(self) -> list[Event]:
        """A rep was done: who does one is at work, in a position that is seen or not.

        One that is counted after the person left the picture begins nothing anew.
        """
        if self._state in {State.ACTIVE, State.NO_PERSON} or self._timer is not None:
            return []
        return [self._enter(State.ACTIVE)]

    def _in_trouble(self, reason: Reason, step: float) -> list[Event]:
        """The skeleton is not to be believed: nothing is counted and nothing judged."""
        self._position.lose()
        self._unjudged[reason] += step
        missing = _TROUBLES[reason]
        return self._outside(missing) if self._position.is_taken else self._stop_working(missing)

    def _leave(self, missing: Missing | None) -> list[Event]:
        """The position is left; whoever goes on with the reps is at work all the same."""
        events = self._form.left_position(self._time_s)
        if self._timer:
            events += self._timer.stop(self._time_s, left=True)
        if self._counting:
            self._counting.reset_phases()
        self._position.leave(self._time_s)
        if missing is not None and self._at_work():
            return events
        return [*events, self._enter(State.POSITIONING, missing)]

    def _enter(self, state: State, missing: Missing | None = None) -> StateChanged:
        self._state = state
        if state is not State.ACTIVE:
            self._build.forget()  # the next set may be nearer to the camera, or farther away
        return StateChanged(time_s=self._time_s, state=state, missing=missing)

    def _put_together(self) -> Status:
        active = self._state is State.ACTIVE
        counter = self._counting.lead if self._counting else None
        phase = ""
        if active and counter and (self._timer is None or counter.in_movement):
            phase = counter.phase.value
        elif active:
            phase = "hold"
        return Status(
            time_s=self._time_s,
            state=self._state,
            phase=phase,
            reps=self._count.reps,
            attempts=self._count.attempts,
            hold_s=self._timer.total_s if self._timer else 0.0,
            good_hold_s=self._held_in(HoldForm.GOOD),
            signal=counter.value if counter and active else NAN,
            start_threshold=counter.start_threshold if counter and active else NAN,
            turn_threshold=counter.turn_threshold if counter and active else NAN,
            faults=tuple(self._form.lasting),
            side=self._subject.side if self._subject else "left",
            view=self._view,
            verdicts=self.verdicts,
            missing=self._missing,
            unsure_hold_s=self._held_in(HoldForm.UNSURE),
            unjudged_hold_s=self._held_in(HoldForm.NOT_JUDGED),
            perhaps_fewer=self._count.perhaps_fewer,
            perhaps_more=self._count.perhaps_more,
            break_due_s=self._breaks.due_s if self._breaks else 0.0,
        )

    def _held_in(self, form: HoldForm) -> float:
        return self._timer.total_of(form) if self._timer else 0.0

"""One live session: frames' poses in, messages for the browser out; it outlives its connection."""

from __future__ import annotations

import math
import secrets
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from pydantic import BaseModel

from formcheck.checking.own_posture import NOTHING_OWN, OwnPosture, complete
from formcheck.events import AttemptMade, Event, RepCounted
from formcheck.exercises import Exercise
from formcheck.history import OwnPostures, Sessions
from formcheck.pose import Pose
from formcheck.result.own_words import own_kept_words
from formcheck.result.phrases import say
from formcheck.result.position_words import position_words
from formcheck.result.reason_words import attempt_reason
from formcheck.skeleton import DRAWN, DRAWN_BONES, DRAWN_NAMES
from formcheck.vision.pose_resizing import PoseFitter
from formcheck.web.live import messages
from formcheck.workout import (
    AllDone,
    Coach,
    Countdown,
    CueEnded,
    CueShown,
    Guidance,
    Resting,
    SetFinished,
    SetStarted,
    Stage,
    StageChanged,
    Target,
    count_of,
    count_said,
    ending_of,
    set_line,
    set_said,
)
from formcheck.workout.coach import CoachEvent
from formcheck.workout.programme import Command
from formcheck.workout.workout import Workout, gauge_of
from formcheck.workout.workout_log import WorkoutLog

_NUMBERS = list(DRAWN)


class LiveSession:
    """One live session.

    Args:
        exercise: What is done.
        target: How much is to be done.
        sessions: The history; None to keep nothing.
        workout: What is done in it; None for that exercise and no other.
        own: The person's own posture of another day.
        own_postures: Where the posture that is shown is kept as the person's own; None: nowhere.

    Attributes:
        workout: What is done in it.
        begins_s: The time of the session at which it begins, seconds.
        token: What a browser must know to go on after its connection was lost.
        log: What keeps it in the history.
    """

    brief = False
    """Whether it ends with its connection, and nobody comes back to it."""

    def __init__(
        self,
        exercise: Exercise,
        target: Target,
        sessions: Sessions | None = None,
        workout: Workout | None = None,
        *,
        own: OwnPosture = NOTHING_OWN,
        own_postures: OwnPostures | None = None,
    ) -> None:
        self.workout = workout or Workout(exercise, target, own=own)
        self.begins_s = 0.0
        self.token = secrets.token_urlsafe(18)
        self.log = WorkoutLog(sessions, own_postures)
        self._day = date.today()
        self._fitter = PoseFitter()

    @property
    def exercise(self) -> Exercise:
        """What is done at present."""
        return self.workout.exercise

    def can_go_on(self) -> bool:
        """Whether another session can go on with it once it has ended; on whatever thread."""
        return False

    @property
    def changed(self) -> bool:
        """Whether there is more to keep."""
        return self.workout.changed

    def to_keep(self) -> Callable[[], None]:
        """What keeps all of it as it is now, on whatever thread."""
        self.workout.changed = False
        sets, traces = self.workout.records(), self.workout.traces()
        keep_sets = partial(self.log.keep, sets, self.workout.last_s, traces)
        shown = self._own() if self.workout.over else {}
        if not shown:
            return keep_sets

        def keep() -> None:
            keep_sets()
            self.log.keep_own(shown)

        return keep

    def _own(self) -> OwnPosture:
        """What is to be kept as the person's own posture."""
        return complete(self.workout.own_posture(self._day)) if self.log.keeps_own else {}

    @property
    def _coach(self) -> Coach:
        return self.workout.coach

    @property
    def stage(self) -> Stage:
        """Where the training stands, as it is told."""
        return self._coach.sets.stage

    @property
    def in_set(self) -> bool:
        """Whether a set is done at present."""
        return self._coach.sets.stage is Stage.SET

    @property
    def target(self) -> Target:
        """How much is to be done."""
        return self._coach.sets.target

    def update(self, pose: Pose, *, dark: bool = False) -> list[BaseModel]:
        """Take in a frame; returns what happened in it.

        Args:
            pose: Its pose; its time must be later than that of the frame before.
            dark: Whether it is too dark to see anybody.
        """
        events, said = self.workout.update(self._fitter.fit(pose), dark=dark)
        return [*self._of_events(events), *self._of_coach(said)]

    def tick(self, time_s: float) -> list[BaseModel]:
        """Let the time go on where there are no frames."""
        return self._of_coach(self.workout.tick(time_s))

    def skip_rest(self) -> list[BaseModel]:
        """Go on with the next set at once."""
        return self._of_coach(self.workout.skip_rest())

    def away(self) -> list[BaseModel]:
        """The browser is gone."""
        return []

    def command(self, wanted: Command) -> list[BaseModel]:
        """The person wants something of a workout that is followed; here nobody follows one."""
        del wanted
        return []

    def finish(self) -> list[BaseModel]:
        """End the workout."""
        events, said = self.workout.finish()
        self.workout.changed = self.workout.changed or self.log.keeps_own
        return [*self._of_events(events), *self._of_coach(said)]

    def seen(self, number: int, pose: Pose) -> messages.SeenMessage:
        """Where everything stands after a frame; the caller fills in what it knows of time."""
        status, sets = self.workout.status, self._coach.sets
        reps, hold_s, good_s = sets.progress
        return messages.SeenMessage(
            number=number,
            latency_ms=0.0,
            replaced=0,
            pace=messages.Pace(fps=0.0, side_px=0),
            state=status.state,
            stage=self.stage,
            phase=status.phase,
            set=sets.index,
            reps=reps,
            count=count_of(reps, hold_s, self.target),
            reps_range=self._range(sets.reps_range),
            hold_s=round(hold_s, 2),
            good_hold_s=round(good_s, 2),
            rest_left_s=_number(sets.rest_left_s),
            gauge=gauge_of(status) if sets.stage is Stage.SET else None,
            view=status.view,
            missing=position_words(status.missing),
            skeleton=_skeleton(pose),
        )

    def welcome(self, *, resumed: bool, resume_s: float, pace: messages.Pace) -> messages.Welcome:
        """What a browser is told when its connection begins."""
        sets, target = self._coach.sets, self.target
        reps, hold_s, _ = sets.progress
        return messages.Welcome(
            resume=self.token,
            resume_s=resume_s,
            resumed=resumed,
            exercise=self.exercise.id,
            target=messages.TargetDocument(
                sets=target.sets, reps=target.reps, hold_s=target.hold_s, rest_s=target.rest_s
            ),
            pace=pace,
            stage=self.stage,
            set=sets.index,
            reps=reps,
            count=count_of(reps, hold_s, target),
            reps_range=self._range(sets.reps_range),
            hold_s=round(hold_s, 2),
            joints=DRAWN_NAMES,
            bones=DRAWN_BONES,
        )

    def standing(self) -> list[BaseModel]:
        """What is shown at present, for a browser that comes back."""
        sets, shown = self._coach.sets, self._coach.cues.shown
        said: list[CoachEvent] = [shown] if shown else []
        if sets.stage in (Stage.REST, Stage.DONE) and sets.finished:
            said.append(SetFinished(sets.finished[-1], again=True))
        if sets.stage is Stage.REST:
            said.append(Resting(math.ceil(sets.rest_left_s)))
        if sets.stage is Stage.DONE:
            said.append(AllDone())
        return self._of_coach([*said, self._coach.guidance])

    def last_words(self) -> list[BaseModel]:
        """What is said last of all."""
        return [self.summary()]

    def summary(self) -> messages.SummaryMessage:
        """What was done, at the end."""
        return messages.SummaryMessage(
            result=self.workout.result(),
            sets=tuple(self.workout.records()),
            session=self.log.id,
            unkept=self.log.sets_unkept,
            own=self._own_words(),
            own_unkept=bool(self.log.own_unkept),
        )

    def _own_words(self) -> tuple[str, ...]:
        """What became of the posture that they showed as their own."""
        if not self.log.keeps_own:
            return ()
        if self.log.own_unkept:
            return (say("own_unkept", why=self.log.own_unkept),)
        return own_kept_words(self._own())

    def _range(self, found: tuple[int, int]) -> tuple[int, int] | None:
        """A set's range, where it has reps."""
        return found if self.exercise.rep is not None else None

    def _of_events(self, events: Iterable[Event]) -> list[BaseModel]:
        made: list[BaseModel] = []
        sets = self._coach.sets
        for event in events:
            match event:
                case RepCounted():
                    reps, hold_s, _ = sets.progress
                    made.append(
                        messages.RepMessage(
                            set=sets.index,
                            reps=reps,
                            count=count_of(reps, hold_s, self.target),
                            say=count_said(reps, self.target),
                            total=event.index,
                            side=event.side,
                            faults=event.faults,
                            unknown=event.unknown,
                        )
                    )
                case AttemptMade():
                    text = attempt_reason(event, self.exercise)
                    made.append(messages.AttemptMessage(reason=event.reason.value, text=text))
        return made

    def _of_coach(self, said: Iterable[CoachEvent]) -> list[BaseModel]:
        return [made for each in said if (made := self._message(each)) is not None]

    def _message(self, each: CoachEvent) -> BaseModel | None:
        sets = self._coach.sets
        made: BaseModel | None = None
        match each:
            case Guidance() | None:
                made = _guide(each)
            case StageChanged():
                made = messages.StageMessage(
                    stage=self.stage, set=sets.index, sets=sets.target.sets
                )
            case Countdown(seconds):
                made = messages.CountdownMessage(seconds=seconds)
            case SetStarted(index):
                made = messages.SetStartedMessage(set=index, sets=sets.target.sets)
            case Resting(seconds):
                made = messages.RestMessage(seconds=seconds)
            case CueShown(id_, text, severity, aloud):
                made = messages.CueMessage(id=id_, text=text, severity=severity, aloud=aloud)
            case CueEnded(id_, mended):
                made = messages.CueEndedMessage(id=id_, mended=mended)
            case SetFinished(done, again):
                made = messages.SetFinishedMessage(
                    set=done.index,
                    reps=done.reps,
                    attempts=done.attempts,
                    hold_s=round(done.hold_s, 2),
                    good_hold_s=round(done.good_hold_s, 2),
                    reached=done.reached,
                    again=again,
                    count=count_of(done.reps, done.hold_s, self.target),
                    reps_range=self._range(done.reps_range),
                    text=set_line(done, self.target),
                    say=set_said(done, self.target, resting=sets.stage is Stage.REST),
                )
            case AllDone():
                title, text = ending_of(sets.finished, self.target)
                made = messages.EndedMessage(title=title, text=text)
        return made


def _guide(found: Guidance | None) -> messages.GuideMessage:
    if found is None:
        return messages.GuideMessage(code=None, text=None, blocking=False)
    return messages.GuideMessage(code=found.code, text=found.text, blocking=found.blocking)


def _skeleton(pose: Pose) -> tuple[tuple[float, float, float], ...] | None:
    if not pose.present:
        return None
    points = pose.image[_NUMBERS] / (pose.width, pose.height)
    seen = pose.visibility[_NUMBERS]
    return tuple(
        (round(x, 4), round(y, 4), round(v, 2))
        for (x, y), v in zip(points.tolist(), seen.tolist(), strict=True)
    )


def _number(value: float) -> float | None:
    return round(value, 1) if math.isfinite(value) else None

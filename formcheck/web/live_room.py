"""One live session: frames' poses in, messages for the browser out; it outlives its connection."""

from __future__ import annotations

import math
import secrets
from collections.abc import Iterable
from dataclasses import replace

from pydantic import BaseModel

from formcheck.checking import AttemptMade, Event, RepCounted, Session, Status
from formcheck.coaching import (
    Coach,
    Countdown,
    CueEnded,
    CueShown,
    Guidance,
    Resting,
    SetDone,
    SetFinished,
    SetStarted,
    StageChanged,
    Target,
)
from formcheck.coaching.coach import Said
from formcheck.exercises import Exercise
from formcheck.history import SetRecord
from formcheck.pose import Landmark, Pose
from formcheck.recording import SourceInfo
from formcheck.report import Result, ResultBuilder
from formcheck.report.words import ATTEMPT_WORDS
from formcheck.web import live_messages as say
from formcheck.web.worker import JOINTS

NAME = "live"
"""What results call the source."""

_PLACE = {joint: at for at, joint in enumerate(JOINTS)}
_BONES = (
    (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW),
    (Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST),
    (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_ELBOW),
    (Landmark.RIGHT_ELBOW, Landmark.RIGHT_WRIST),
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP),
    (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_HIP),
    (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    (Landmark.LEFT_HIP, Landmark.LEFT_KNEE),
    (Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE),
    (Landmark.LEFT_ANKLE, Landmark.LEFT_HEEL),
    (Landmark.LEFT_HEEL, Landmark.LEFT_FOOT_INDEX),
    (Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE),
    (Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE),
    (Landmark.RIGHT_ANKLE, Landmark.RIGHT_HEEL),
    (Landmark.RIGHT_HEEL, Landmark.RIGHT_FOOT_INDEX),
    (Landmark.LEFT_EAR, Landmark.LEFT_SHOULDER),
    (Landmark.RIGHT_EAR, Landmark.RIGHT_SHOULDER),
)
JOINT_NAMES = tuple(Landmark(joint).name.lower() for joint in JOINTS)
BONES = tuple((_PLACE[one], _PLACE[other]) for one, other in _BONES)


class Room:
    """One live session.

    Args:
        exercise: What is done.
        target: How much is to be done.

    Attributes:
        token: What a browser must know to go on after its connection was lost.
        history_id: The session in the history, once something was done.
        frames: Frames seen so far.
        over: Whether the training is over.
        changed: Whether there are sets that are not in the history yet.
    """

    def __init__(self, exercise: Exercise, target: Target) -> None:
        self.exercise = exercise
        self.token = secrets.token_urlsafe(18)
        self.history_id: str | None = None
        self.frames = 0
        self.over = False
        self.changed = False
        self._session = Session(exercise)
        self._coach = Coach(exercise, target)
        self._builder = ResultBuilder(exercise, SourceInfo(NAME, None, 0.0, 0, 0))
        self._last_s = 0.0
        self._first_s = math.nan

    @property
    def target(self) -> Target:
        """How much is to be done."""
        return self._coach.sets.target

    @property
    def status(self) -> Status:
        """Where the checker stands."""
        return self._session.status

    @property
    def last_s(self) -> float:
        """The time of the last frame, seconds of this session."""
        return self._last_s

    def see(self, pose: Pose, *, dark: bool = False) -> list[BaseModel]:
        """Take in a frame; returns what happened in it.

        Args:
            pose: Its pose; its time must be later than that of the frame before.
            dark: Whether it is too dark to see anybody.
        """
        events = self._session.update(pose)
        status = self._session.status
        self._builder.add(events)
        self._builder.observe(status, pose)
        self.frames += 1
        self._last_s = pose.time_s
        if math.isnan(self._first_s):
            self._first_s = pose.time_s
        said = self._coach.see(pose, events, status, pose.time_s, dark=dark)
        return [*self._of_events(events), *self._of_coach(said)]

    def tick(self, time_s: float) -> list[BaseModel]:
        """Let the time go on where there are no frames."""
        return self._of_coach(self._coach.tick(time_s))

    def skip_rest(self) -> list[BaseModel]:
        """Go on with the next set at once."""
        return self._of_coach(self._coach.sets.skip_rest(self._last_s))

    def finish(self) -> list[BaseModel]:
        """End the training."""
        if self.over:
            return []
        self.over = True
        events = self._session.finish()
        self._builder.add(events)
        # A rep that ended with the session belongs to the last set.
        self._coach.sets.see(self._session.status, self._last_s)
        return [*self._of_events(events), *self._of_coach(self._coach.finish(self._last_s))]

    def seen(self, number: int, pose: Pose) -> say.Seen:
        """Where everything stands after a frame; the caller fills in what it knows of time."""
        status, sets = self._session.status, self._coach.sets
        reps, hold_s, good_s = sets.progress
        return say.Seen(
            number=number,
            latency_ms=0.0,
            replaced=0,
            pace=say.Pace(fps=0.0, side_px=0),
            state=status.state,
            stage=sets.stage,
            phase=status.phase,
            set=sets.index,
            reps=reps,
            hold_s=round(hold_s, 2),
            good_hold_s=round(good_s, 2),
            rest_left_s=_number(sets.rest_left_s),
            gauge=gauge_of(status),
            view=status.view,
            missing=status.missing,
            skeleton=_skeleton(pose),
        )

    def welcome(self, *, resumed: bool, resume_s: float, pace: say.Pace) -> say.Welcome:
        """What a browser is told when its connection begins."""
        sets, target = self._coach.sets, self.target
        reps, hold_s, _ = sets.progress
        return say.Welcome(
            resume=self.token,
            resume_s=resume_s,
            resumed=resumed,
            exercise=self.exercise.id,
            target=say.TargetDocument(
                sets=target.sets, reps=target.reps, hold_s=target.hold_s, rest_s=target.rest_s
            ),
            pace=pace,
            stage=sets.stage,
            set=sets.index,
            reps=reps,
            hold_s=round(hold_s, 2),
            joints=JOINT_NAMES,
            bones=BONES,
        )

    def standing(self) -> list[BaseModel]:
        """What is shown at present, for a browser that comes back."""
        shown: list[Said] = [self._coach.cues.shown] if self._coach.cues.shown else []
        return self._of_coach([*shown, self._coach.guidance])

    def result(self) -> Result:
        """What was found, as for a video."""
        lasted = self._last_s - (0.0 if math.isnan(self._first_s) else self._first_s)
        fps = (self.frames - 1) / lasted if lasted > 0 else 0.0
        self._builder.source = replace(self._builder.source, duration_s=lasted, fps=fps)
        return self._builder.build()

    def records(self) -> list[SetRecord]:
        """The finished sets, as the history keeps them."""
        return records_of(self.result(), self._coach.sets.finished)

    def summary(self) -> say.SummaryMessage:
        """What was done, at the end."""
        return say.SummaryMessage(
            result=self.result(), sets=tuple(self.records()), session=self.history_id
        )

    def _of_events(self, events: Iterable[Event]) -> list[BaseModel]:
        made: list[BaseModel] = []
        sets = self._coach.sets
        for event in events:
            match event:
                case RepCounted():
                    made.append(
                        say.RepMessage(
                            set=sets.index,
                            reps=sets.progress[0],
                            total=event.index,
                            faults=event.faults,
                            unknown=event.unknown,
                        )
                    )
                case AttemptMade():
                    text = ATTEMPT_WORDS[event.reason.value]
                    made.append(say.AttemptMessage(reason=event.reason.value, text=text))
        return made

    def _of_coach(self, said: Iterable[Said]) -> list[BaseModel]:
        return [made for each in said if (made := self._message(each)) is not None]

    def _message(self, each: Said) -> BaseModel | None:
        sets = self._coach.sets
        made: BaseModel | None = None
        match each:
            case Guidance() | None:
                made = _guide(each)
            case StageChanged(stage):
                made = say.StageMessage(stage=stage, set=sets.index, sets=sets.target.sets)
            case Countdown(seconds):
                made = say.CountdownMessage(seconds=seconds)
            case SetStarted(index):
                made = say.SetStartedMessage(set=index, sets=sets.target.sets)
            case Resting(seconds):
                made = say.RestMessage(seconds=seconds)
            case CueShown(id_, text, severity):
                made = say.CueMessage(id=id_, text=text, severity=severity)
            case CueEnded(id_, mended):
                made = say.CueEndedMessage(id=id_, mended=mended)
            case SetFinished(done, again):
                self.changed = True
                made = say.SetFinishedMessage(
                    set=done.index,
                    reps=done.reps,
                    attempts=done.attempts,
                    hold_s=round(done.hold_s, 2),
                    good_hold_s=round(done.good_hold_s, 2),
                    reached=done.reached,
                    again=again,
                )
        return made  # of all being done the stage tells


def _guide(found: Guidance | None) -> say.Guide:
    if found is None:
        return say.Guide(code=None, text=None, blocking=False)
    return say.Guide(code=found.code, text=found.text, blocking=found.blocking)


def records_of(result: Result, sets: Iterable[SetDone]) -> list[SetRecord]:
    """Divide what was found in a live session into the sets that were kept."""
    made: list[SetRecord] = []
    reps, faults = list(result.reps), list(result.faults)
    for done in sets:
        mine, reps = reps[: done.reps], reps[done.reps :]
        made.append(
            SetRecord(
                index=done.index,
                start_s=done.start_s,
                end_s=done.end_s,
                attempts=done.attempts,
                hold_s=done.hold_s,
                good_hold_s=done.good_hold_s,
                reached=done.reached,
                reps=tuple(mine),
                faults=tuple(fault for fault in faults if fault.from_s <= done.end_s),
            )
        )
        faults = [fault for fault in faults if fault.from_s > done.end_s]
    return made


def gauge_of(status: Status) -> float | None:
    """Where the rep signal is between its two thresholds: 0 at the start, 1 at the turn."""
    travel = status.turn_threshold - status.start_threshold
    if not math.isfinite(travel) or travel == 0 or not math.isfinite(status.signal):
        return None
    return round(min(1.0, max(0.0, (status.signal - status.start_threshold) / travel)), 3)


def _skeleton(pose: Pose) -> tuple[tuple[float, float, float], ...] | None:
    if not pose.present:
        return None
    points = pose.image[list(JOINTS)] / (pose.width, pose.height)
    seen = pose.visibility[list(JOINTS)]
    return tuple(
        (round(x, 4), round(y, 4), round(v, 2))
        for (x, y), v in zip(points.tolist(), seen.tolist(), strict=True)
    )


def _number(value: float) -> float | None:
    return round(value, 1) if math.isfinite(value) else None

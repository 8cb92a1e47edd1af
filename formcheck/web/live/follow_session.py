"""A live session that follows a workout: it outlives its connection, and the server as well."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, tzinfo
from typing import Any

from pydantic import BaseModel, TypeAdapter

from formcheck.checking.own_posture import NOTHING_OWN, OwnPosture
from formcheck.exercises import load_exercise
from formcheck.history import Activities, Sessions, SetRecord, SetTrace, WorkoutRun, WorkoutRuns
from formcheck.history.overview import day_of
from formcheck.plans import parse_workout
from formcheck.pose import Pose
from formcheck.web.live import messages, run_messages
from formcheck.web.live.session import LiveSession
from formcheck.workout import Stage
from formcheck.workout.following import Following, Said
from formcheck.workout.guidance import VIEW_WORDS
from formcheck.workout.programme import (
    HEARD,
    Command,
    Moved,
    Phase,
    ProgrammeEvent,
    Standing,
    Task,
    TaskDone,
    TimeLeft,
    tasks_of,
)
from formcheck.workout.workout_log import unwritten

TICKED_S = 1.0
"""An activity that was done for less long is not ticked off, seconds."""

_STANDING: TypeAdapter[Standing] = TypeAdapter(Standing)


class FollowSession(LiveSession):
    """A live session that follows a workout.

    Args:
        run: The run, new or broken off.
        language: In which language exercises speak.
        sessions: The history of sets.
        runs: The history of runs.
        activities: Where what no camera sees is ticked off.
        own: The person's own posture of another day.
        zone: By which something is ticked off on a day; None for this machine's.
        now: The wall clock.

    Attributes:
        following: What follows it.
        run: The run as it was when this session began.
    """

    def __init__(
        self,
        run: WorkoutRun,
        language: str,
        sessions: Sessions,
        *,
        runs: WorkoutRuns,
        activities: Activities,
        own: OwnPosture = NOTHING_OWN,
        zone: tzinfo | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.run = run
        self._runs, self._activities = runs, activities
        self._zone, self._now = zone, now
        kept = _Kept(run, sessions)
        self._ticked = len(kept.standing.done) if kept.standing else 0
        self.following = Following(
            tasks_of(parse_workout(run.toml, f"{run.workout}.toml")),
            run.id,
            language=language,
            now=kept.last_s,
            standing=kept.standing,
            sets=kept.sets,
            traces=kept.traces,
            own=own,
        )
        super().__init__(
            self.following.workout.exercise,
            self.following.target,
            sessions,
            workout=self.following.workout,
        )
        self.begins_s = self.following.now
        self.token = run.id
        self.log.go_on(kept.session, kept.sets, run.started_at)

    @property
    def stage(self) -> Stage:
        """Where the workout stands: it is not over with one of its sets."""
        if self.following.programme.standing.phase is Phase.OVER:
            return Stage.DONE
        stage = super().stage
        return Stage.REST if stage is Stage.DONE else stage

    def can_go_on(self) -> bool:
        """Whether another session can go on with it once it has ended; on whatever thread."""
        latest = self._runs.unfinished()
        over = self.following.programme.standing.phase is Phase.OVER
        return not over and latest is not None and latest.id == self.run.id

    def update(self, pose: Pose, *, dark: bool = False) -> list[BaseModel]:
        """Take in a frame; returns what happened in it."""
        return self._of(self.following.update(self._fitter.fit(pose), dark=dark))

    def tick(self, time_s: float) -> list[BaseModel]:
        """Let the time go on where there are no frames."""
        return self._of(self.following.tick(time_s))

    def skip_rest(self) -> list[BaseModel]:
        """Go on with the next task at once, in a rest."""
        if self.following.programme.standing.where is not Phase.REST:
            return []
        return self.command(Command.NEXT)

    def command(self, wanted: Command) -> list[BaseModel]:
        """The person wants something of the workout."""
        return self._of(self.following.command(wanted))

    def away(self) -> list[BaseModel]:
        """The browser is gone."""
        return self._of(self.following.away())

    def finish(self) -> list[BaseModel]:
        """End the session; a workout that is not over can go on in another one."""
        return self._of(self.following.finish())

    def seen(self, number: int, pose: Pose) -> messages.SeenMessage:
        """Where everything stands after a frame."""
        share = round(self.following.hand.share, 2)
        return super().seen(number, pose).model_copy(update={"hand": share})

    def welcome(self, *, resumed: bool, resume_s: float, pace: messages.Pace) -> messages.Welcome:
        """What a browser is told when its connection begins."""
        said = super().welcome(resumed=resumed, resume_s=resume_s, pace=pace)
        return said.model_copy(update={"run": self._document()})

    def standing(self) -> list[BaseModel]:
        """What is shown at present."""
        shown = self._coach.cues.shown
        return [self._where(), *self._of_coach([*([shown] if shown else []), self._coach.guidance])]

    def last_words(self) -> list[BaseModel]:
        """What was done, at the end."""
        standing = self.following.programme.standing
        pauses = standing.ledger.get(Phase.PAUSED, 0.0)
        uses = [use for result in self.workout.results() for use in result.own_posture]
        own = [use.said for use in uses if use.used_s or use.aside_s]
        return [
            run_messages.RunSummaryMessage(
                run=self._document(),
                done=tuple(self._rows()),
                complete=len(standing.done) == len(self.following.tasks),
                duration_s=round(sum(standing.ledger.values()) - pauses, 1),
                session=self.log.id,
                unkept=self.log.unkept,
                own=tuple(dict.fromkeys(own)),
            )
        ]

    # What is kept

    @property
    def changed(self) -> bool:
        """Whether there is more to keep."""
        return self.following.changed or self.workout.changed

    def to_keep(self) -> Callable[[], None]:
        """What keeps all of it as it is now, on whatever thread; that it cannot stops nobody."""
        keep_sets = super().to_keep()
        self.following.changed = False
        standing = self.following.programme.standing
        over = self.workout.over and standing.phase is Phase.OVER
        state = {
            "standing": _STANDING.dump_python(standing, mode="json"),
            "last_s": self.following.now,
        }
        new = standing.done[self._ticked :]

        def keep() -> None:
            keep_sets()
            try:
                for done in new:  # first: what is kept as done counts as ticked off
                    self._tick_off(done)
                    self._ticked += 1
                keep_run = self._runs.end if over else self._runs.keep
                keep_run(self.run.id, {**state, "session": self.log.id})
            except Exception as error:  # it is tried again
                self.log.run_unkept = unwritten(error)
            else:
                self.log.run_unkept = ""

        return keep

    def _tick_off(self, done: TaskDone) -> None:
        task = self.following.tasks[done.task]
        if task.exercise is None and done.worked_s >= TICKED_S:
            self._activities.tick(
                day_of(self._now(), self._zone),
                task.activity,
                done.worked_s / 60,
                run=self.run.id,
                id_=f"{self.run.id}-{task.block + 1}-{task.round}-{task.place}",
            )

    # What is said

    def _of(self, said: Said) -> list[BaseModel]:
        made = [*self._of_events(said.events), *self._of_coach(said.coach)]
        return [*made, *self._of_programme(said.programme)]

    def _of_programme(self, said: Iterable[ProgrammeEvent]) -> list[BaseModel]:
        """Where it stands is told once, after all that led there."""
        told = [*said]
        made: list[BaseModel] = []
        if any(not isinstance(each, TimeLeft) for each in told):
            made.append(self._where())
        if told and isinstance(last := told[-1], TimeLeft):
            made.append(run_messages.TimeLeftMessage(seconds=last.seconds, beep=last.beep))
        if any(isinstance(each, Moved) and each.phase is Phase.OVER for each in told):
            made.append(messages.StageMessage(stage=Stage.DONE, set=1, sets=1))
        return made

    def _where(self) -> run_messages.RunMessage:
        programme = self.following.programme
        standing, task = programme.standing, programme.task
        waits = standing.paused or standing.phase in (Phase.PLACING, Phase.OVER)
        endless = standing.phase is Phase.WORK and task is not None and not task.ends_by_clock
        left = math.nan if waits or endless else programme.left_s
        target = self.following.target
        return run_messages.RunMessage(
            phase=standing.where,
            task=standing.at if task is not None else None,
            heard=tuple(sorted(HEARD[standing.where])),
            left_s=round(left, 1) if math.isfinite(left) else None,
            length_s=round(programme.length_s, 1) if math.isfinite(left) else None,
            paused_by=standing.paused,
            aim="reps" if target.reps is not None else "seconds",
            done=tuple(self._rows()),
        )

    def _rows(self) -> list[run_messages.TaskDoneDocument]:
        records = self.workout.records()
        rows: list[run_messages.TaskDoneDocument] = []
        for each in self.following.programme.standing.done:
            record = records[each.set - 1] if each.set else None
            rows.append(
                run_messages.TaskDoneDocument(
                    task=each.task,
                    outcome=each.outcome,
                    worked_s=round(each.worked_s, 1),
                    reps=each.reps,
                    reps_range=_doubted(record),
                    hold_s=None if each.hold_s is None else round(each.hold_s, 1),
                    set=each.set,
                )
            )
        return rows

    def _document(self) -> run_messages.WorkoutRunDocument:
        return run_messages.WorkoutRunDocument(
            id=self.run.id,
            workout=self.run.workout,
            name=self.run.name,
            tasks=tuple(task_document(each, self.following.language) for each in self._tasks),
        )

    @property
    def _tasks(self) -> tuple[Task, ...]:
        return self.following.tasks


def task_document(task: Task, language: str = "en") -> run_messages.TaskDocument:
    """A task as it is told."""
    exercise = load_exercise(task.exercise).in_language(language) if task.exercise else None
    return run_messages.TaskDocument(
        name=exercise.name if exercise else task.activity[:1].upper() + task.activity[1:],
        exercise=task.exercise,
        block=task.name,
        kind=task.kind,
        round=task.round,
        rounds=task.rounds,
        place=task.place,
        places=task.places,
        reps=task.reps,
        seconds=task.seconds,
        hold=exercise is not None and exercise.kind == "hold",
        load_kg=task.load_kg,
        note=task.note,
        turn=VIEW_WORDS[exercise.views[0]] if exercise else "",
    )


def _doubted(record: SetRecord | None) -> tuple[int, int] | None:
    found = record.reps_range if record else None
    return found if found and found[0] != found[1] else None


class _Kept:
    """What a run's state and the history know of it."""

    def __init__(self, run: WorkoutRun, sessions: Sessions) -> None:
        state: dict[str, Any] = run.state
        self.standing = (
            _STANDING.validate_python(state["standing"]) if state.get("standing") else None
        )
        self.session: str | None = state.get("session")
        kept = sessions.get(self.session) if self.session else None
        self.session = kept.id if kept else None  # it may have been deleted
        self.sets = kept.all_sets if kept else ()
        there = {each.index for each in self.sets}
        for done in self.standing.done if self.standing else ():
            if done.set not in there:
                done.set = None
        ends = [each.end_s for each in self.sets]
        self.last_s = max([float(state.get("last_s", 0.0)), *ends])
        self.traces: dict[int, SetTrace] = {}
        for each in self.sets:
            drawn = sessions.drawn_set(kept.id, each.index) if kept else None
            if drawn is not None:
                self.traces[each.index] = drawn[1]

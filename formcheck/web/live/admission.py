"""Which session a browser gets that says hello: a new one, or one that it was in before."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import tzinfo

from formcheck.catalogue import Catalogue
from formcheck.checking.own_posture import OwnPosture
from formcheck.exercises import Exercise
from formcheck.history import StorageError, WorkoutRun
from formcheck.plans import toml_of
from formcheck.web.exercises import known_exercise
from formcheck.web.live import messages
from formcheck.web.live.follow_session import FollowSession
from formcheck.web.live.pose_process import PoseProcessDiedError
from formcheck.web.live.preview import PreviewSession
from formcheck.web.live.registry import Lease
from formcheck.web.live.session import LiveSession
from formcheck.web.problems import ProblemError, not_found
from formcheck.web.services import Services
from formcheck.web.zones import zone_of
from formcheck.workout import Target


async def admit(
    services: Services, hello: messages.Hello, language: Catalogue
) -> tuple[Lease, bool]:
    """Let a browser in.

    Args:
        services: What requests are answered with.
        hello: What it asks for.
        language: In which language exercises and workouts speak.

    Returns:
        What it needs while it lasts, and whether an earlier session goes on.

    Raises:
        ProblemError: There is no such exercise, workout or time zone, no room, or no pose model.
    """
    zone = zone_of(hello.tz)
    run: WorkoutRun | None = None
    if hello.resume is not None:
        lease = await services.registry.come_back(hello.resume)
        if lease is not None:
            return lease, True
        if hello.workout:
            run = await asyncio.to_thread(services.runs.get, hello.resume)
            run = run if run is not None and run.ended_at is None else None
    if run is not None:
        make = await asyncio.to_thread(_following, services, run, language.language, zone)
        return await _enter(services, make, hello), True
    if hello.workout:
        return await _begin_run(services, hello, language, zone), False
    exercise = known_exercise(hello.exercise).in_language(language.language)
    own = await asyncio.to_thread(services.own_postures.get)
    return await _enter(services, _training(services, exercise, hello, own), hello), False


async def _enter(
    services: Services, make: Callable[[], LiveSession], hello: messages.Hello
) -> Lease:
    try:
        return await services.registry.enter(make, hello.model)
    except PoseProcessDiedError as error:
        text = "the pose model cannot be loaded: `formcheck doctor` says why"
        raise ProblemError(503, "no-model", text) from error


async def _begin_run(
    services: Services, hello: messages.Hello, language: Catalogue, zone: tzinfo | None
) -> Lease:
    """Begin a workout; one that was broken off can go on for as long as there is no place."""
    before = await asyncio.to_thread(services.runs.unfinished)
    run = await asyncio.to_thread(_new_run, services, hello.workout, language)
    try:
        make = await asyncio.to_thread(_following, services, run, language.language, zone)
        lease = await _enter(services, make, hello)
    except Exception:
        await asyncio.to_thread(services.runs.delete, run.id)
        raise
    with suppress(StorageError):  # the next server makes its clips then
        await asyncio.to_thread(services.let_go, before)
    return lease


def _training(
    services: Services, exercise: Exercise, hello: messages.Hello, own: OwnPosture
) -> Callable[[], LiveSession]:
    target = _target(hello, exercise)
    if hello.mode == "setup":
        return lambda: PreviewSession(exercise, target)
    keeps = services.own_postures if hello.own else None
    return lambda: LiveSession(exercise, target, services.sessions, own=own, own_postures=keeps)


def _following(
    services: Services, run: WorkoutRun, language: str, zone: tzinfo | None
) -> Callable[[], LiveSession]:
    made = FollowSession(
        run,
        language,
        services.sessions,
        runs=services.runs,
        activities=services.activities,
        own=services.own_postures.get(),
        zone=zone,
    )
    return lambda: made


def _new_run(services: Services, workout: str, language: Catalogue) -> WorkoutRun:
    shelved = services.library.get(workout)
    found = shelved and shelved.said(language)
    if found is None or found.workout is None:
        raise not_found("workout")
    return services.runs.begin(found.id, found.workout.name, toml_of(found.workout), {})


def _target(hello: messages.Hello, exercise: Exercise) -> Target:
    dose = Target.of(exercise)
    hold = exercise.kind == "hold"
    return Target(
        sets=hello.sets or dose.sets,
        reps=None if hold else hello.reps or dose.reps,
        hold_s=(hello.hold_s or dose.hold_s) if hold else None,
        rest_s=hello.rest_s,
    )

"""Coaches in a window, and prints what was done."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import typer

from formcheck.addresses import is_address, without_password
from formcheck.checking.own_posture import NOTHING_OWN
from formcheck.cli.errors import INTERRUPTED, NOBODY, complain, explain, warn
from formcheck.cli.showing import console, show_result
from formcheck.errors import UsageError
from formcheck.exercises import Exercise, load_exercise
from formcheck.history import Database, OwnPostures, Sessions, data_folder
from formcheck.lifecycle import deferred_interrupt
from formcheck.vision.estimator import PoseEstimator
from formcheck.vision.model_choice import ModelChoice, WantedModel
from formcheck.window.cameras import FileFeed, open_feed
from formcheck.window.coaching_loop import QUICK_MODEL_IS_USED, CoachingLoop, Ending
from formcheck.window.opencv_window import Window, check_display
from formcheck.window.pose_thread import PoseThread
from formcheck.workout import Target, set_line
from formcheck.workout.workout import Workout


@dataclass(frozen=True, slots=True)
class LiveRequest:
    """What ``formcheck live`` was asked for; see its help."""

    exercise: str
    camera: str = "0"
    sets: int | None = None
    reps: int | None = None
    hold_s: float | None = None
    rest_s: float = 60.0
    model: WantedModel = "auto"
    data: Path | None = None
    history: bool = True
    debug: bool = False


def camera_asked_for(camera: str, *, on_command_line: bool) -> str:
    """The camera to open: `-` asks for it, and a password on the command line is warned of.

    Args:
        camera: What was given.
        on_command_line: Whether it was given there.
    """
    if camera == "-":
        asked: str = typer.prompt("Camera", hide_input=True, err=True)
        return asked.strip()
    if on_command_line and is_address(camera) and without_password(camera) != camera:
        warn(
            "others on this machine can see the password in the command line: give the address as "
            "FORMCHECK_CAMERA, or --camera - to be asked for it"
        )
    return camera


def coach_live(request: LiveRequest) -> int:
    """Coaches until somebody quits, and prints the summary.

    Returns:
        The exit status.

    Raises:
        FormcheckError: It cannot begin.
    """
    exercise = load_exercise(request.exercise)
    target = _target(request, exercise)
    with deferred_interrupt() as stopped:
        check_display()
        with ExitStack() as stack:
            feed = stack.enter_context(open_feed(request.camera))
            feed.await_picture(stopped)
            sessions, own = None, NOTHING_OWN
            if request.history:
                database = stack.enter_context(Database(request.data or data_folder()))
                sessions, own = Sessions(database), OwnPostures(database).get()
            if isinstance(feed, FileFeed):  # the person in it heard no countdown
                target = replace(target, countdown_s=0.0)
            workout = Workout(exercise, target, name=feed.name, own=own)
            screen = stack.enter_context(Window())
            pose_thread = PoseThread(feed, PoseEstimator, ModelChoice(request.model))
            stack.enter_context(pose_thread)
            ending = CoachingLoop(
                workout, feed, pose_thread, screen, sessions=sessions, stopped=stopped
            ).run()
        if request.model == "auto" and pose_thread.model == "lite":
            warn(f"{QUICK_MODEL_IS_USED}; --model full keeps the full one")
        return _tell(workout, ending, request.debug)


def _target(request: LiveRequest, exercise: Exercise) -> Target:
    dose = Target.of(exercise)
    held = exercise.kind == "hold"
    if held and request.reps is not None:
        raise UsageError(f"{exercise.id} is held: give --hold SECONDS, not --reps")
    if not held and request.hold_s is not None:
        raise UsageError(f"{exercise.id} is counted: give --reps N, not --hold")
    return Target(
        sets=request.sets or dose.sets,
        reps=None if held else request.reps or dose.reps,
        hold_s=(request.hold_s or dose.hold_s) if held else None,
        rest_s=request.rest_s,
    )


def _tell(workout: Workout, ending: Ending, debug: bool) -> int:
    status = 0
    cut_short = ending.stopped or ending.error is not None
    result = workout.result(interrupted=cut_short)
    if workout.frames:
        show_result(result, workout.exercise, titled=False)
        for done in workout.coach.sets.finished:
            console().print(set_line(done, workout.coach.sets.target), style="dim")
    if ending.unkept:
        warn(ending.unkept)
    if ending.error is not None:
        status = explain(ending.error, debug)
    elif ending.stopped:
        if not workout.frames:
            complain("interrupted before anything was looked at")
        status = INTERRUPTED
    elif result.found_nobody:
        complain("nobody was found, there is nothing to judge")
        status = NOBODY
    return status

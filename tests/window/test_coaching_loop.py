from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from formcheck.errors import InputError
from formcheck.events import DoubtKind, DoubtRaised
from formcheck.exercises import load_exercise
from formcheck.history import Database, Sessions
from formcheck.pose import Pose
from formcheck.vision.model_choice import ModelChoice, WantedModel
from formcheck.window.coaching_loop import QUICK_MODEL_IS_USED, CoachingLoop, Ending
from formcheck.window.pose_thread import PoseThread
from formcheck.window.screen import SIDE_PX, draw
from formcheck.window.view_model import Message, ViewModel, ViewState
from formcheck.workout import Target
from formcheck.workout.workout import Workout
from tests.figures import Camera, Stick, hinged, prone, rows, upright
from tests.window.fakes import FakeEstimator, FakeScreen, ScriptedFeed

pytestmark = pytest.mark.real

ROW = Target(2, reps=3, rest_s=5.0)
LEAD_S = 3.0


@pytest.fixture(autouse=True)
def _quick(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing takes longest; one test alone does it in the loop."""
    if "drawn" not in request.node.name:
        monkeypatch.setattr("formcheck.window.coaching_loop.draw", lambda image, *_, **__: image)


def coach(
    posed: Callable[[float], Stick | None],
    seconds: float,
    *,
    exercise: str = "bent-over-row",
    target: Target | None = ROW,
    press: Callable[[Workout, ScriptedFeed], str] = lambda *_: "",
    fails_at: int | None = None,
    lost: bool = False,
    slow_s: Mapping[str, float] | None = None,
    choice: ModelChoice | None = None,
    models: list[str] | None = None,
    **more: Any,
) -> tuple[Workout, Ending, FakeScreen]:
    """A session; before what is to be seen the person has time for the countdown."""
    workout = Workout(load_exercise(exercise), target)
    estimator = FakeEstimator(lambda t: posed(t - LEAD_S))
    estimator.fails_at = fails_at
    estimator.slow_s = dict(slow_s or {})
    feed = ScriptedFeed(seconds + LEAD_S, lambda: workout.frames)
    with feed, PoseThread(feed, estimator.open, choice or ModelChoice()) as pose_thread:
        screen = FakeScreen(lambda: press(workout, feed))
        if lost:
            feed.error = InputError("camera 0 gives no more pictures")
        ending = CoachingLoop(workout, feed, pose_thread, screen, **more).run()
    if models is not None:
        models[:] = estimator.models
    return workout, ending, screen


def keeping(folder: Path) -> Database:
    return Database(folder)


def test_reps_are_counted_drawn_and_kept(tmp_path: Path) -> None:
    with keeping(tmp_path) as database:
        sessions = Sessions(database)
        workout, ending, screen = coach(rows(5), 14.0, sessions=sessions)
        (head,), total = sessions.heads()
    assert ending == Ending()
    assert workout.result().summary.reps == 5
    assert (total, head.kind, head.exercises, head.reps) == (1, "live", ("bent-over-row",), 5)
    assert screen.pictures[-1].shape == (SIDE_PX, 960, 3)


def test_quitting_keeps_what_was_counted(tmp_path: Path) -> None:
    def press(workout: Workout, feed: ScriptedFeed) -> str:
        return "quit" if workout.status.reps == 2 else ""

    with keeping(tmp_path) as database:
        workout, ending, _ = coach(rows(9), 60.0, press=press, sessions=Sessions(database))
        (head,), _ = Sessions(database).heads()
    assert ending == Ending()
    assert workout.over
    assert workout.result().summary.reps == 2
    assert head.reps == workout.result().summary.reps


def test_a_lost_camera_loses_no_rep() -> None:
    workout, ending, _ = coach(rows(3), 9.0, lost=True)
    assert "no more pictures" in str(ending.error)
    assert [done.reps for done in workout.coach.sets.finished] == [3]


@pytest.mark.parametrize(("wanted", "used"), [("auto", ["full", "lite"]), ("full", ["full"])])
def test_where_full_is_too_slow_lite_is_used_and_told(
    wanted: WantedModel, used: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: set[str] = set()

    def press(workout: Workout, feed: ScriptedFeed) -> str:
        told.update(each.text for each in seen)
        return ""

    seen: list[Message] = []
    models: list[str] = []
    shown = ViewModel.shown

    def noted(board: ViewModel, now: float) -> ViewState:
        state = shown(board, now)
        seen[:] = [state.message] if state.message else []
        return state

    monkeypatch.setattr(ViewModel, "shown", noted)
    workout, _, _ = coach(
        lambda t: upright() if t < 1 else rows(3)(t - 4),
        14.0,
        slow_s={"full": 0.06},
        choice=ModelChoice(wanted),
        press=press,
        models=models,
    )
    assert models == used
    assert (QUICK_MODEL_IS_USED in told) == (wanted == "auto")
    assert workout.result().summary.reps == 3


def test_a_model_that_fails_loses_no_rep() -> None:
    workout, ending, _ = coach(rows(3), 20.0, fails_at=120)
    assert "fell over" in str(ending.error)
    assert workout.result().summary.reps == 3


def test_ctrl_c() -> None:
    _, ending, _ = coach(rows(3), 60.0, stopped=lambda: True)
    assert ending.stopped


def test_a_history_that_fails_stops_nobody() -> None:
    class Broken:
        def begin(self, *_: object, **__: object) -> str:
            raise OSError("no space left")

        def put_sets(self, *_: object, **__: object) -> bool:
            return False  # nothing of it was kept

    workout, ending, _ = coach(rows(3), 9.0, sessions=Broken())
    assert ending.unkept == "the history could not be written: OSError"
    assert workout.result().summary.reps == 3


def test_space_ends_the_rest() -> None:
    stages: list[str] = []

    def press(workout: Workout, feed: ScriptedFeed) -> str:
        stage = workout.coach.sets.stage.value
        if stage not in stages[-1:]:
            stages.append(stage)
        upright_now = workout.last_s > 10 + LEAD_S
        return "space" if stage == "rest" and upright_now else ""

    target = Target(2, reps=3, rest_s=600.0)
    coach(lambda t: rows(3)(t) if t < 8 else upright(), 12.0, target=target, press=press)
    assert stages[stages.index("rest") :][:2] == ["rest", "placing"]


def test_seconds_are_shown_of_a_hold() -> None:
    workout, _, _ = coach(
        lambda _: prone(forearms=True), 15.0, exercise="plank", target=Target(1, hold_s=20.0)
    )
    shown = ViewModel(workout).shown(15.0)
    assert int(shown.count) >= 10
    assert shown.of.startswith("of 20 s, ")
    assert shown.gauge is None


class TestBoard:
    def run(
        self, posed: Callable[[float], Stick | None], seconds: float, target: Target = ROW
    ) -> tuple[Workout, list[ViewState]]:
        workout = Workout(load_exercise("bent-over-row"), target)
        board, seen = ViewModel(workout), []
        for index in range(round((seconds + LEAD_S) * 15)):
            stick, time_s = posed(index / 15 - LEAD_S), index / 15
            pose = Camera().see(stick, index, time_s) if stick else Pose(index, time_s, 640, 480)
            events, said = workout.update(pose)
            board.update(events, said, time_s)
            seen.append(board.shown(time_s))
        return workout, seen

    def test_guidance_countdown_set_and_rest(self) -> None:
        def posed(t: float) -> Stick:
            return upright() if t < 3 else rows(3)(t - 6)

        _, seen = self.run(posed, 15.0)
        told = [shown.message.text for shown in seen if shown.message]
        assert "Bend forward at the hips" in told
        big = list(dict.fromkeys(shown.big for shown in seen))
        assert big[:5] == ["", "3", "2", "1", "0:05"] or big[:4] == ["", "3", "2", "1"]
        assert "0:05" in big
        assert list(dict.fromkeys(shown.count for shown in seen)) == ["0", "1", "2", "3"]
        assert {shown.of for shown in seen} == {"of 3 reps"}
        assert max(shown.gauge or 0 for shown in seen) == 1

    def test_why_a_movement_did_not_count(self) -> None:
        def posed(t: float) -> Stick:
            return rows(1)(t) if t < 4 else rows(2, low=0.85)(t - 4)

        workout, seen = self.run(posed, 11.0)
        assert workout.status.attempts
        reasons = {shown.message.text for shown in seen if shown.message}
        assert any(text.startswith("Not counted: It turned back") for text in reasons)

    def test_a_cue_while_its_fault_lasts_and_praise_when_it_is_mended(self) -> None:
        def posed(t: float) -> Stick:
            return rows(8, torso=60 if 4 < t < 9 else 25)(t)

        _, seen = self.run(posed, 16.0, Target(1, reps=12))
        kinds = list(dict.fromkeys(shown.message.kind for shown in seen if shown.message))
        assert {"technique", "risk"} & set(kinds)
        assert kinds[-1] == "good"


class TestScreen:
    SHOWN = ViewState("7", "of 8 reps", "set 1 of 3", gauge=0.5)

    def grey(self, width: int = 640, height: int = 480) -> Any:
        return np.full((height, width, 3), 120, np.uint8)

    @pytest.mark.parametrize(("width", "height"), [(640, 480), (404, 720), (3840, 2160)])
    def test_any_size_and_the_picture_is_left_as_it_is(self, width: int, height: int) -> None:
        image = self.grey(width, height)
        picture = draw(image, Pose(0, 0.0, width, height), "left", self.SHOWN)
        assert min(picture.shape[:2]) == SIDE_PX
        assert (image == 120).all()

    def test_a_mirror_swaps_the_person_and_not_the_letters(self) -> None:
        image = self.grey()
        image[:, :320] = 60
        pose = Camera(centre=(0.3, 0.5)).see(hinged(), 0, 0.0)
        plain = draw(image, pose, "left", self.SHOWN)
        mirror = draw(image, pose, "left", self.SHOWN, mirrored=True)
        assert (plain[-1, :400] == 60).all()
        assert (mirror[-1, -400:] == 60).all()
        mint = [np.flatnonzero((p[320:] == (94, 234, 190)).all(2).any(0)) for p in (plain, mirror)]
        assert mint[0].size
        assert mint[0].mean() < mint[1].mean()
        white = [(p[:280, :300] == 255).all(2).sum() for p in (plain, mirror)]
        assert white[0] == white[1] > 1000

    def test_the_gauge_the_message_and_the_middle_are_seen(self) -> None:
        image = self.grey()
        before = draw(image, None, "left", self.SHOWN)

        def rows_changed(**what: Any) -> Any:
            shown = ViewState("7", "of 8 reps", "set 1 of 3", **({"gauge": 0.5} | what))
            return np.flatnonzero((draw(image, None, "left", shown) != before).any(axis=(1, 2)))

        message = rows_changed(message=Message("Flatten your back", "risk"))
        assert message.min() > 0.8 * SIDE_PX
        assert rows_changed(gauge=1.0).size
        middle = rows_changed(big="3", under="stay in position")
        assert 0.2 * SIDE_PX < middle.min() < middle.max() < 0.7 * SIDE_PX
        longer = rows_changed(message=Message("Bring your shoulders up, level with your hips", "x"))
        assert longer.min() < message.min()


def test_a_count_in_doubt_has_a_small_mark() -> None:
    workout = Workout(load_exercise("bent-over-row"), ROW)
    model = ViewModel(workout)
    posed, camera = rows(2), Camera()
    for index in range(150):
        workout.update(camera.see(posed(index / 15 - LEAD_S), index, index / 15))
    before = model.shown(workout.last_s)
    raised = DoubtRaised(time_s=9.0, at_s=8.5, kind=DoubtKind.MISSED, fewer=0, more=1)
    assert workout.coach.sets.doubt(raised)
    after = model.shown(workout.last_s)
    assert (before.count, before.doubted) == (after.count, False)
    assert after.doubted
    image = np.zeros((360, 640, 3), np.uint8)
    plain, marked = (draw(image, None, "left", each) for each in (before, after))
    changed = np.argwhere((plain != marked).any(axis=2))
    assert 0 < len(changed) < 0.02 * plain.shape[0] * plain.shape[1]

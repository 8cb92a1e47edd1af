"""A workout over the live socket: followed, broken off by a kill, and gone on with."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

from formcheck.jobs.clip_video import ClipJob, pictures_in
from formcheck.jobs.clips import ClipStore
from formcheck.web.live.follow_session import FollowSession
from formcheck.web.settings import Limits, Settings
from formcheck.workout.programme import Phase
from tests.figures import Stick
from tests.plans.made_up import workout
from tests.web.live_world import Browser, MakeWorld, World, problem
from tests.workout.test_following import CIRCUIT, POSES
from tests.workout.test_raised_hand import raised

pytestmark = pytest.mark.real


class Obedient:
    """Does what the workout on the server asks for."""

    def __init__(self) -> None:
        self.world: World | None = None
        self.since: tuple[Phase, float] = (Phase.OVER, 0.0)
        self.raises = False

    def __call__(self, time_s: float) -> Stick | None:
        assert self.world is not None
        (lease,) = self.world.services.registry._leases.values()
        assert isinstance(lease.live_session, FollowSession)
        following = lease.live_session.following
        where = following.programme.standing.where
        if where is not self.since[0]:
            self.since = (where, time_s)
        since_s = time_s - self.since[1]
        ready, work = POSES[following.task.exercise if following.task else None]
        if self.raises:
            return raised()
        if where is Phase.WORK:
            return work(since_s)
        resting = where in (Phase.PAUSED, Phase.OVER) or (where is Phase.REST and since_s < 4.0)
        return POSES[None][0] if resting else ready


Follow = Callable[[], World]


@pytest.fixture
def doer() -> Obedient:
    return Obedient()


@pytest.fixture
def follow(make_world: MakeWorld, doer: Obedient) -> Follow:
    def make() -> World:
        world = doer.world = make_world(doer)
        if world.services.library.get("three") is None:
            world.services.library.add(workout(CIRCUIT, name="Three in a row"), "three")
        return world

    return make


def commanded(browser: Browser, command: str) -> None:
    browser.socket.send_text(json.dumps({"type": "command", "command": command}))


def until(browser: Browser, holds: Callable[[dict[str, Any]], bool], seconds: int = 150) -> Any:
    """Film until the workout stands somewhere."""
    for _ in range(seconds):
        if browser.of("run") and holds(browser.of("run")[-1]):
            return browser.of("run")[-1]
        browser.film(browser.clock.now + 0.01, 1.0)
    raise AssertionError(f"not within {seconds} s: {browser.of('run')[-1]}")


def at(task: int | None, phase: str) -> Callable[[dict[str, Any]], bool]:
    return lambda run: run["task"] == task and run["phase"] == phase


def reps(summary: dict[str, Any]) -> list[int | None]:
    return [each["reps"] for each in summary["done"]]


def test_a_circuit_from_hello_to_the_summary(follow: Follow) -> None:
    world = follow()
    with world.browser() as browser:
        welcome = browser.hello(exercise="", workout="three")
        assert [each["name"] for each in welcome["run"]["tasks"][:3]] == [
            "Bent-over row", "Walking", "Push-up",
        ]  # fmt: skip
        assert welcome["run"]["tasks"][0]["turn"] == "Turn side-on to the camera"
        assert browser.receive()["phase"] == "announce"
        until(browser, at(None, "over"), 200)
        browser.film(browser.clock.now + 0.01, 2.0)
        browser.send("finish")
        summary = browser.until("run_summary")
    assert summary["complete"]
    assert reps(summary) == [3, None, 7, 3, None, 7]
    assert [each["outcome"] for each in summary["done"]] == ["done"] * 6
    record = world.services.sessions.get(summary["session"])
    assert record is not None
    assert [len(each.reps) for each in record.all_sets] == [3, 7, 3, 7]
    run = world.services.runs.get(welcome["run"]["id"])
    assert run is not None
    assert run.ended_at is not None
    assert run.state["standing"]["done"][5]["reps"] == 7
    ticked = world.services.activities.between()
    assert [(each.activity, round(60 * each.minutes)) for each in ticked] == [("walking", 10)] * 2
    beeps = [each["seconds"] for each in browser.of("time_left") if each["beep"]]
    assert beeps[:6] == [3, 2, 1, 3, 2, 1]
    stages = [each["stage"] for each in browser.of("stage")]
    assert stages[-1] == "done"
    assert "done" not in stages[:-2]  # not with one of its sets
    assert browser.of("ended") == []
    assert world.client.get("/api/v1/runs/unfinished").json() is None


def test_the_server_is_killed_in_round_two(follow: Follow, doer: Obedient, tmp_path: Path) -> None:
    world = follow()
    with world.browser() as browser:
        token = browser.hello(exercise="", workout="three")["resume"]
        until(browser, at(3, "work"))
        browser.film(browser.clock.now + 0.01, 3.5)
        assert 10 < len(browser.of("rep")) < 13
        # What lies on the disk at this moment is what kill -9 leaves.
        shutil.copytree(tmp_path / "data", tmp_path / "left")
    again = doer.world = World(Settings(tmp_path / "left", limits=Limits(), resume_s=60.0), doer)
    with again.client, again.services:
        found = again.client.get("/api/v1/runs/unfinished").json()
        assert found["id"] == token
        assert (found["workout"], found["done"], found["tasks"]) == ("three", 3, 6)
        with again.browser() as browser:
            again.clock.now = 5000.0  # another server's clock
            welcome = browser.hello(exercise="", workout="three", resume=token)
            assert (welcome["resumed"], welcome["resume"]) == (True, token)
            assert browser.receive()["phase"] == "paused"
            until(browser, at(None, "over"), 200)
            browser.film(browser.clock.now + 0.01, 2.0)
            browser.send("finish")
            summary = browser.until("run_summary")
        assert reps(summary) == [3, None, 7, 3, None, 7]
        record = again.services.sessions.get(summary["session"])
        assert record is not None
        assert [len(each.reps) for each in record.all_sets] == [3, 7, 3, 7]
        assert len(again.services.sessions.heads()[0]) == 1
        assert len(again.services.activities.between()) == 2


def test_commands_are_heard_where_the_table_says(follow: Follow) -> None:
    world = follow()
    with world.browser() as browser:
        browser.hello(exercise="", workout="three")
        run = browser.receive()
        assert set(run["heard"]) == {"next", "pause", "skip", "stop", "gesture"}
        commanded(browser, "resume")
        commanded(browser, "pause")
        run = browser.until("run")
        assert (run["phase"], run["paused_by"], run["left_s"]) == ("paused", "person", None)
        assert set(run["heard"]) == {"resume", "stop", "gesture"}
        commanded(browser, "resume")
        assert browser.until("run")["phase"] == "announce"
        commanded(browser, "skip")
        run = browser.until("run")
        assert (run["task"], run["done"][0]["outcome"]) == (1, "skipped")
        commanded(browser, "stop")
        assert browser.until("run")["phase"] == "over"
        browser.send("finish")
        summary = browser.until("run_summary")
        assert not summary["complete"]
        assert summary["session"] is None


def test_a_raised_hand_is_shown_while_it_is_held_and_ends_the_rest(
    follow: Follow, doer: Obedient
) -> None:
    world = follow()
    with world.browser() as browser:
        browser.hello(exercise="", workout="three")
        until(browser, at(1, "rest"))
        doer.raises = True
        assert browser.film(browser.clock.now + 0.01, 1.5)["hand"] > 0.5
        browser.film(browser.clock.now + 0.01, 1.0)
        assert browser.of("run")[-1]["phase"] == "countdown"


def test_a_connection_that_is_lost_pauses_and_goes_on_by_itself(follow: Follow) -> None:
    world = follow()
    with world.browser() as browser:
        token = browser.hello(exercise="", workout="three")["resume"]
        until(browser, at(0, "work"))
        browser.film(browser.clock.now + 0.01, 3.5)
    world.clock.now += 20
    with world.browser() as browser:
        welcome = browser.hello(exercise="", workout="three", resume=token)
        assert welcome["resumed"]
        assert welcome["reps"] in (1, 2)
        assert browser.receive()["phase"] == "paused"
        browser.film(browser.clock.now + 0.01, 0.3)
        assert browser.of("run")[-1]["phase"] == "countdown"
        run = until(browser, at(1, "rest"))
        assert run["done"][0]["reps"] == 3


def test_who_comes_back_after_the_server_waited_goes_on(follow: Follow) -> None:
    world = follow()
    with world.browser() as browser:
        token = browser.hello(exercise="", workout="three")["resume"]
        until(browser, at(1, "rest"))
    world.clock.now += 61
    for _ in range(250):
        if not world.services.registry.has(token):
            break
        time.sleep(0.02)
    world.clock.now += 5
    with world.browser() as browser:
        welcome = browser.hello(exercise="", workout="three", resume=token)
        assert (welcome["type"], welcome["resumed"]) == ("welcome", True)
        assert [each["reps"] for each in browser.receive()["done"]] == [3]


def test_no_such_workout(follow: Follow) -> None:
    with follow().browser() as browser:
        browser.socket.send_text(json.dumps({"type": "hello", "workout": "nothing"}))
        assert problem(browser)["code"] == "not-found"


def test_a_run_can_be_left_as_it_is(follow: Follow) -> None:
    world = follow()
    with world.browser() as browser:
        run = browser.hello(exercise="", workout="three")["run"]["id"]
        browser.receive()
        browser.send("finish")
        browser.until("run_summary")
    assert world.client.get("/api/v1/runs/unfinished").json()["id"] == run
    headers = {"origin": "http://127.0.0.1:8000"}
    assert world.client.post(f"/api/v1/runs/{run}/end", headers=headers).status_code == 204
    assert world.client.get("/api/v1/runs/unfinished").json() is None
    assert world.client.post(f"/api/v1/runs/{run}/end", headers=headers).status_code == 404


class Making(Executor):
    """What clips would be made of."""

    def __init__(self) -> None:
        self.jobs: list[tuple[list[float], ClipJob]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        (job,) = args
        self.jobs.append(([time_s for time_s, _ in pictures_in(job.frames)], job))
        made: Future[Any] = Future()
        made.set_result([])
        return made


def job_of(making: Making) -> ClipJob:
    """The one thing that was to be made since this was asked last."""
    ((_, job),) = making.jobs
    making.jobs.clear()
    return job


def recorded_in(world: World) -> Making:
    making = Making()
    world.services.clips = ClipStore(world.services.settings.clips, making, days=14, pixels=10**6)
    return making


def test_pictures_of_its_sets_are_kept_over_a_kill_where_the_person_allowed_it(
    follow: Follow, doer: Obedient, tmp_path: Path
) -> None:
    world = follow()
    recorded_in(world)
    with world.browser() as browser:
        welcome = browser.hello(exercise="", workout="three", record=True)
        assert welcome["recorded_until"] is not None
        until(browser, at(2, "work"))
        browser.film(browser.clock.now + 0.01, 3.5)
        shutil.copytree(tmp_path / "data", tmp_path / "left")
    again = doer.world = World(Settings(tmp_path / "left", limits=Limits(), resume_s=60.0), doer)
    making = recorded_in(again)
    with again.client, again.services:
        ((_, first),) = making.jobs  # what was done can be seen, whether it goes on or not
        assert [each.number for each in first.sets] == [1, 2]
        with again.browser() as browser:
            resumed = browser.hello(exercise="", workout="three", resume=welcome["resume"])
            assert resumed["recorded_until"] == welcome["recorded_until"]
            until(browser, at(None, "over"), 200)
            browser.send("finish")
            session = browser.until("run_summary")["session"]
        _, (times, job) = making.jobs
        assert job.folder.name == session
        assert [each.number for each in job.sets] == [1, 2, 3, 4]
        for each in job.sets:
            inside = [time_s for time_s in times if each.start_s <= time_s <= each.end_s]
            assert len(inside) > 20, each  # ten a second
        assert times == sorted(times)
        between = (job.sets[0].end_s + 2, job.sets[1].start_s - 2)  # a walk
        assert not any(between[0] < time_s < between[1] for time_s in times)


def test_pictures_of_what_nobody_goes_on_with_become_clips(follow: Follow) -> None:
    world = follow()
    making = recorded_in(world)
    for ended_by in ("another workout", "hand"):
        with world.browser() as browser:
            run = browser.hello(exercise="", workout="three", record=True)["run"]["id"]
            until(browser, at(1, "rest"))
            browser.send("finish")
            session = browser.until("run_summary")["session"]
        assert job_of(making).frames.exists()  # more may come
        if ended_by == "hand":
            headers = {"origin": "http://127.0.0.1:8000"}
            world.client.post(f"/api/v1/runs/{run}/end", headers=headers)
        else:
            with world.browser() as browser:
                browser.hello(exercise="", workout="three")
                browser.send("finish")
        job = job_of(making)
        assert (job.folder.name, len(job.sets)) == (session, 1)


def test_where_it_was_not_allowed_no_picture_is_kept(follow: Follow) -> None:
    world = follow()
    with world.browser() as browser:
        assert browser.hello(exercise="", workout="three")["recorded_until"] is None
        until(browser, at(1, "rest"))
        browser.send("finish")
        browser.until("run_summary")
    assert not world.services.settings.clips.exists()

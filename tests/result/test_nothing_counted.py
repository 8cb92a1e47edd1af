"""Why nothing was counted is one sentence, and the first one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from formcheck.driver import SessionDriver
from formcheck.events import (
    AttemptMade,
    AttemptReason,
    DoubtKind,
    DoubtRaised,
    Missing,
    MissingKind,
    State,
    ViewChanged,
)
from formcheck.exercises import load_exercise
from formcheck.recording import read
from formcheck.result import Result, ResultBuilder, wording
from tests.result.sessions import pose, source, status

TUNING = Path(__file__).parents[2] / "accuracy" / "tuning"


def _above(measure: str, value: float, limit: float) -> Missing:
    return Missing(MissingKind.OUT_OF_RANGE, measure, value, limit, "max")


def _nothing(name: str, view: str, missing: Missing | None, *, present: bool = True) -> Result:
    builder = ResultBuilder(load_exercise(name), source())
    builder.add([ViewChanged(time_s=0.0, view=view, yaw_deg=0.0)])
    state = State.POSITIONING if missing else State.ACTIVE
    for i in range(60):
        seen = replace(status(i / 30, state), missing=missing)
        builder.update(seen, pose(i, i / 30, present))
    return builder.build()


@pytest.mark.parametrize(
    ("exercise", "view", "missing", "said"),
    [
        (
            "plank",
            "back",
            Missing(MissingKind.HIDDEN, "body_line"),
            "Filmed from the back: a plank is judged from the side or three quarters or the front",
        ),
        (
            "push-up",
            "side",
            _above("torso_inclination", 86.4, 42.0),
            "You were standing or sitting: this is a push-up's check",
        ),
        (
            "plank",
            "front",
            _above("torso_inclination", 86.4, 38.0),
            "You were standing or sitting: this is a plank's check",
        ),
        (
            "bent-over-row",
            "side",
            _above("torso_inclination", 88.0, 72.0),
            "You stood upright: a bent-over row is done leaning forward",
        ),
        (
            "push-up",
            "side",
            Missing(MissingKind.HIDDEN, "body_line"),
            "Your feet were hidden or out of the picture",
        ),
        (
            "plank",
            "side",
            Missing(MissingKind.MORE_THAN_ONE),
            "More than one person was in the picture",
        ),
        (
            "push-up",
            "side",
            Missing(MissingKind.NOBODY),
            "You could not be seen clearly enough to judge anything",
        ),
        (
            "plank",
            "side",
            Missing(MissingKind.HIDDEN, "elbow_angle_3d"),
            "Your hands were hidden or out of the picture",
        ),
        (
            "plank",
            "side",
            Missing(MissingKind.MOVING),
            "You did not come to rest in the position of a plank",
        ),
        (
            "bent-over-row",
            "side",
            Missing(MissingKind.OUT_OF_RANGE, "leg_inclination", 4.0, 30.0, "min"),
            "You were not standing: this is a bent-over row's check",
        ),
        ("push-up", "side", None, "You were in position, but no rep was made"),
    ],
)
def test_the_reason_is_the_main_line(
    exercise: str, view: str, missing: Missing | None, said: str
) -> None:
    result = _nothing(exercise, view, missing)
    assert result.summary.nothing_because == said
    assert wording.headline(result, load_exercise(exercise)) == said


@pytest.mark.parametrize(("more", "said"), [(1, "perhaps 1"), (3, "perhaps 1 to 3")])
def test_where_there_may_have_been_some_it_is_not_said_that_none_was_made(
    more: int, said: str
) -> None:
    builder = ResultBuilder(load_exercise("lateral-raise"), source())
    for i in range(60):
        builder.update(status(i / 30, State.ACTIVE), pose(i, i / 30))
    kind = DoubtKind.NOTHING_COUNTED
    builder.add([DoubtRaised(time_s=2.0, at_s=1.0, kind=kind, fewer=0, more=more)])
    because = builder.build().summary.nothing_because
    assert because == f"You were in position, but no rep is sure: {said}"


def test_nobody() -> None:
    result = _nothing("plank", "side", Missing(MissingKind.NOBODY), present=False)
    assert result.summary.nothing_because == "Nobody was in the picture"


@pytest.mark.parametrize(
    ("dark", "found", "said"),
    [
        (1.0, 0, "The picture is too dark to see you"),
        (0.9, 5, "The picture is too dark to see you"),  # hardly anybody
        (0.3, 0, "Nobody was in the picture"),  # somebody would have been seen in the others
        (1.0, 50, "More than one person was in the picture"),  # dark, and seen all the same
    ],
)
def test_the_dark_is_the_reason_where_it_hid_everybody(dark: float, found: int, said: str) -> None:
    builder = ResultBuilder(load_exercise("plank"), replace(source(), dark=dark))
    crowd = Missing(MissingKind.MORE_THAN_ONE)
    for i in range(60):
        seen = replace(status(i / 30, State.POSITIONING), missing=crowd)
        builder.update(seen, pose(i, i / 30, i < found))
    assert builder.build().summary.nothing_because == said


def _attempt(at_s: float, reason: AttemptReason) -> AttemptMade:
    end_s = at_s + 2.0
    return AttemptMade(
        time_s=end_s, start_s=at_s, turn_s=at_s + 1.0, end_s=end_s, range=9.0, reason=reason
    )


def test_where_no_movement_counts_the_reason_is_theirs() -> None:
    row = load_exercise("bent-over-row")
    builder = ResultBuilder(row, source())
    builder.add([_attempt(3.0 * i, AttemptReason.SHALLOW) for i in range(7)])
    builder.add([_attempt(21.0, AttemptReason.TOO_FAST)])
    said = (
        "8 movements, none counted: 7 turned back before the full range was reached, "
        "1 went too fast"
    )
    assert wording.headline(builder.build(), row) == said


@pytest.mark.parametrize(
    ("clip", "exercise", "said"),
    [
        ("curl-1", "push-up", "You were standing or sitting: this is a push-up's check"),
        ("lateral-raise-1", "plank", "You were standing or sitting: this is a plank's check"),
        ("curl-1", "bent-over-row", "You stood upright: a bent-over row is done leaning forward"),
        ("plank-1", "bent-over-row", "You were not standing: this is a bent-over row's check"),
    ],
)
def test_recordings_of_something_else_say_what_was_seen(
    clip: str, exercise: str, said: str
) -> None:
    recording = read(TUNING / f"{clip}.jsonl.gz")
    driver = SessionDriver(load_exercise(exercise), recording.info)
    for each in recording:
        driver.update(each)
    driver.finish()
    assert driver.result().summary.nothing_because == said

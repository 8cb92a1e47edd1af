"""Why nothing was counted is one sentence, and the first one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.events import State, ViewChanged
from formcheck.exercises import load_exercise
from formcheck.result import Result, ResultBuilder, wording
from tests.result.sessions import pose, source, status


def _nothing(name: str, view: str, missing: str, *, present: bool = True) -> Result:
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
            "front",
            "body line: cannot be seen",
            "Filmed from the front: a plank is judged from the side or three quarters",
        ),
        (
            "push-up",
            "side",
            "{torso_inclination}: 86, at most 42",
            "You were standing or sitting: this is a push-up's check",
        ),
        (
            "plank",
            "front",
            "{torso_inclination}: 86, at most 38",
            "You were standing or sitting: this is a plank's check",
        ),
        (
            "bent-over-row",
            "side",
            "{torso_inclination}: 88, at most 72",
            "You stood upright: a bent-over row is done leaning forward",
        ),
        (
            "push-up",
            "side",
            "{body_line}: cannot be seen",
            "Your feet were hidden or out of the picture",
        ),
        (
            "plank",
            "side",
            "more than one person",
            "More than one person was in the picture",
        ),
        ("push-up", "side", "", "You were in position, but no rep was made"),
    ],
)
def test_the_reason_is_the_main_line(exercise: str, view: str, missing: str, said: str) -> None:
    from formcheck.measures import MEASURES

    labels = {name: MEASURES[name].label for name in ("torso_inclination", "body_line")}
    result = _nothing(exercise, view, missing.format(**labels))
    assert result.summary.nothing_because == said
    assert wording.headline(result, load_exercise(exercise)) == said


def test_nobody() -> None:
    result = _nothing("plank", "side", "nobody can be seen", present=False)
    assert result.summary.nothing_because == "Nobody was in the picture"

"""The tempo of a rep as a check: judged with its number when the rep is counted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from formcheck.events import FaultStarted, Reason
from formcheck.exercises import Exercise, parse_exercise
from formcheck.measures import REP_TIMES
from formcheck.report.measure_drawing import measure_drawing
from formcheck.result import ResultBuilder
from formcheck.result.measure_words import limit_of
from tests.checking.session_recorder import Watched, watch
from tests.exercises.texts import begun, check
from tests.figures import Camera, Stick, film, hinged
from tests.result.sessions import source

PULL = (
    begun("Pull").replace('["side"]', '["side", "front"]')
    + """
[setup]
torso_inclination = { min = -30, max = 72, slack = 6 }
[rep]
measure = "reach"
start = 97
turn = 62
slack = 22
min_range = 14
concentric = "out"
signals = { reach = "falls", hand_height = "rises" }
"""
    + check("dropped", 'measure = "eccentric_s"\nmin = 1.0\nmargin = 0.25', "tempo")
    + check("not_held", 'measure = "turn_pause_s"\nmin = 0.8\nmargin = 0.25', "tempo")
)


@pytest.fixture
def pull() -> Exercise:
    return parse_exercise(PULL, "pull.toml")


def pulls(
    *reps: tuple[float, float, float], rest_s: float = 0.6
) -> tuple[Callable[[float], Stick], float]:
    """Reps of so many seconds out, still and back, after a second in the hang."""

    def posed(time_s: float) -> Stick:
        at = time_s - 1.0
        for out, still, back in reps:
            if at < 0:
                break
            if at < out + still + back:
                share = min(1.0, at / out, (out + still + back - at) / back)
                eased = 3 * share**2 - 2 * share**3
                return hinged(reach=1.0 - 0.45 * eased)
            at -= out + still + back + rest_s
        return hinged()

    return posed, 1.0 + sum(sum(rep) + rest_s for rep in reps) + 2.5


def seen(exercise: Exercise, *reps: tuple[float, float, float], fps: float = 30.0) -> Watched:
    posed, seconds = pulls(*reps)
    return watch(film(posed, seconds, fps=fps), exercise)


SLOW, DROPPED = (0.8, 1.4, 1.8), (0.8, 1.4, 0.4)


@pytest.mark.slow
def test_what_is_too_fast_is_a_fault_of_its_rep_with_the_number(pull: Exercise) -> None:
    found = seen(pull, SLOW, DROPPED, DROPPED, SLOW)
    assert [rep.faults for rep in found.reps] == [(), ("dropped",), ("dropped",), ()]
    (fault,) = found.faults
    assert (fault.id, fault.unit, fault.limit, fault.rep) == ("dropped", "s", 1.0, 2)
    assert fault.value == pytest.approx(0.4, abs=0.24)
    assert found.reps[1].turn_s <= fault.from_s < fault.to_s <= found.reps[2].end_s
    said = [each for each in found.events if isinstance(each, FaultStarted)]
    assert [each.time_s for each in said] == [found.reps[1].time_s]


@pytest.mark.slow
def test_what_is_not_held_long_enough(pull: Exercise) -> None:
    found = seen(pull, SLOW, (0.8, 0.1, 1.8), SLOW)
    assert [rep.faults for rep in found.reps] == [(), ("not_held",), ()]


@pytest.mark.slow
def test_too_close_to_call_is_neither(pull: Exercise) -> None:
    near = parse_exercise(PULL.replace("margin = 0.25", "margin = 0.9", 1), "pull.toml")
    found = seen(near, DROPPED, DROPPED, DROPPED)
    assert not found.faults
    assert {rep.unknown for rep in found.reps} == {("dropped",)}
    assert found.not_judged["dropped", Reason.UNSURE.value] > 2


def test_what_cannot_be_timed_is_not_judged(pull: Exercise) -> None:
    found = seen(pull, DROPPED, DROPPED, DROPPED, fps=8.0)
    assert len(found.reps) >= 2
    assert not found.faults
    assert all("dropped" in rep.unknown for rep in found.reps)


def test_it_is_told_from_every_view_unless_the_file_says_which(pull: Exercise) -> None:
    assert set(pull.checks[0].views) == {"side", "three-quarter", "front", "back"}
    text = PULL.replace("margin = 0.25\n", 'margin = 0.25\nviews = ["front"]\n', 1)
    posed, seconds = pulls(DROPPED, DROPPED)
    found = watch(film(posed, seconds, camera=Camera(yaw=90)), parse_exercise(text, "p.toml"))
    assert "dropped" not in found.fault_ids
    assert ("dropped", Reason.WRONG_VIEW.value) in found.not_judged


def test_its_words(pull: Exercise) -> None:
    assert [limit_of(check) for check in pull.checks] == [
        "at least 1.0 s of lowering",
        "at least 0.8 s still half-way",
    ]
    builder = ResultBuilder(pull, source())
    found = seen(pull, DROPPED, DROPPED)
    builder.add(found.events)
    (fault,) = builder.build().faults
    assert fault.number.endswith(" s")
    assert fault.against == "of lowering, at worst; right is at least 1.0 s"
    assert fault.rep == 1


@pytest.mark.parametrize("name", sorted(REP_TIMES))
def test_every_time_is_drawn(name: str) -> None:
    others = {str(measure_drawing(each)) for each in REP_TIMES if each != name}
    assert str(measure_drawing(name)) not in others

"""Reps of the left and the right: counted, named, and compared only where both were seen alike."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from formcheck.events import Event, RepCounted, ViewChanged
from formcheck.exercises import load_exercise
from formcheck.report import render
from formcheck.report.files import reps_csv
from formcheck.result import Result, ResultBuilder, wording
from formcheck.workout.set_events import SetDone
from formcheck.workout.set_results import only_sets
from tests.result.sessions import pose, rep, source, status

ROW = load_exercise("bent-over-row")


def result(reps: Iterable[RepCounted], view: str = "front") -> Result:
    builder = ResultBuilder(ROW, source())
    events: list[Event] = [ViewChanged(time_s=0.0, view=view, yaw_deg=5.0), *reps]
    builder.add(events)
    builder.update(status(0.0), pose(0, 0.0))
    builder.update(status(60.0), pose(1, 60.0))
    return builder.build()


def alternating(
    count: int, *, left: float = 60.0, right: float = 60.0, seen: tuple[float, float] = (0.95, 0.93)
) -> list[RepCounted]:
    made = []
    for index in range(1, count + 1):
        side = "left" if index % 2 else "right"
        range_ = left if index % 2 else right
        visible = seen[0] if index % 2 else seen[1]
        made.append(rep(index, 3.0 * index, side=side, range=range_, side_seen=visible))
    return made


def test_each_side_is_counted_and_named() -> None:
    found = result([*alternating(9), rep(10, 40.0)])
    sides = found.summary.sides
    assert sides is not None
    assert (sides.left.reps, sides.right.reps, sides.both) == (5, 4, 1)
    assert wording.side_words(sides) == "5 on the left, 4 on the right, 1 with both"
    assert [each.side for each in found.reps][:3] == ["left", "right", "left"]
    assert found.reps[-1].side is None


def test_a_difference_is_told_with_its_numbers() -> None:
    sides = result(alternating(8, left=50.0, right=70.0)).summary.sides
    assert sides is not None
    assert sides.difference == 20.0
    assert sides.said == "The left went less far than the right: 50 % against 70 %"
    same = result(alternating(8, left=66.0, right=70.0)).summary.sides
    assert same is not None
    assert same.said == "Left and right went equally far (66 % and 70 %)"


@pytest.mark.parametrize(
    ("count", "seen", "view", "because"),
    [
        (8, (0.95, 0.6), "side", "the right one was seen less well"),
        (8, (0.4, 0.45), "front", "the left one was seen less well"),
        (8, (0.95, 0.95), "three-quarter", "one is nearer to a camera"),
        (5, (0.95, 0.95), "front", "fewer than 3 reps"),
    ],
)
def test_no_difference_where_the_sides_were_not_seen_alike(
    count: int, seen: tuple[float, float], view: str, because: str
) -> None:
    sides = result(alternating(count, left=50.0, right=70.0, seen=seen), view).summary.sides
    assert sides is not None
    assert sides.difference is None
    assert sides.said.startswith(f"Left and right are not compared, because {because}")


def test_where_both_work_together_there_are_no_sides() -> None:
    assert result([rep(1, 3.0), rep(2, 6.0)]).summary.sides is None


def test_the_report_and_the_table_name_them() -> None:
    found = result(alternating(8, left=50.0, right=70.0))
    page = render(found, ROW)
    assert "4 on the left, 4 on the right. The left went less far than the right" in page
    rows = reps_csv(found).splitlines()
    at = rows[0].split(",").index("side")
    assert [row.split(",")[at] for row in rows[1:3]] == ["left", "right"]


def test_a_training_tells_of_the_reps_of_its_sets_alone() -> None:
    found = result(alternating(8))
    done = SetDone(1, 0.0, 16.0, 5, 0, 0.0, 0.0, reached=True)
    kept = only_sets(found, [done], [1, 2, 3, 4, 5], [])
    assert kept.summary.sides is not None
    assert (kept.summary.sides.left.reps, kept.summary.sides.right.reps) == (3, 2)

"""Measuring on drawn sets: which sets there are of a check, and what is made of what came."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.exercises import list_exercises, load_exercise
from recognition.check_sets import check_sources
from recognition.counted import Counted, found_of
from recognition.manifest import read_manifest
from recognition.measure import measure_checks, told, unclear_checks
from recognition.page import page
from recognition.takes import Take
from studio.kinds.reading import kinds
from studio.landmarks.sampling import TrueRep

COUNTING = [exercise.id for exercise in list_exercises() if exercise.rep]
OF_THE_BACK = "rounded_back"
GOOD = Counted(
    kind="squat",
    exercise="squat",
    own=True,
    view="side",
    minutes=0.2,
    true=3,
    reps=3,
    least=3,
    most=3,
    faulty=frozenset(),
    found=frozenset(),
    right=frozenset({"hips_first"}),
)
FAULTY = replace(GOOD, faulty=frozenset({"hips_first"}), right=frozenset())
FOUND = replace(FAULTY, found=frozenset({"hips_first"}))


def test_every_risk_that_joints_show_has_as_many_faulty_and_good_sets_as_are_asked_for() -> None:
    sources = check_sources(COUNTING, 8)
    drawn = {fault for kind in kinds().values() for v in kind.variants for fault in v.faults}
    for name in COUNTING:
        for check in load_exercise(name).checks:
            if check.severity != "risk" or check.id == OF_THE_BACK or check.id not in drawn:
                continue
            own = [each for each in sources if each.exercise == name and each.views == check.views]
            faults = [
                {f for v in each.variants for f in kinds()[each.kind].variant(v).faults}
                for each in own
            ]
            with_it = sum(check.id in each for each in faults)
            if with_it:
                assert with_it == 8, (name, check.id)
                assert sum(not each for each in faults) == 8, (name, check.id)
    assert len({(each.exercise, each.views) for each in sources}) >= 10


def test_what_is_not_judged_is_neither_right_nor_wrong() -> None:
    unjudged = replace(GOOD, right=frozenset()), replace(FAULTY, view="side")
    elsewhere = replace(FOUND, view="back")
    sets = [GOOD, FOUND, replace(FAULTY, right=frozenset({"hips_first"})), *unjudged, elsewhere]
    (one,) = [each for each in found_of(load_exercise("squat"), sets) if each.id == "hips_first"]
    assert (one.faulty, one.found, one.good, one.accused) == (2, 1, 1, 0)
    assert (one.unjudged_faulty, one.unjudged_good) == (1, 1)
    assert one.f1 == pytest.approx(2 / 3)


def test_what_is_unclear_says_nothing_of_a_check() -> None:
    accused = replace(GOOD, found=frozenset({"too_shallow"}), right=frozenset())
    unclear = replace(accused, unclear=frozenset({"too_shallow"}))
    (one,) = [e for e in found_of(load_exercise("squat"), [accused]) if e.id == "too_shallow"]
    assert (one.good, one.accused) == (1, 1)
    assert not [e for e in found_of(load_exercise("squat"), [unclear]) if e.id == "too_shallow"]


def test_a_short_rep_leaves_unclear_whether_the_range_was_enough() -> None:
    whole = TrueRep(0.0, 1.0, 2.0, size=0.95, side="both", full=True)
    short = replace(whole, size=0.5, full=False)
    squat = load_exercise("squat")

    def unclear(*reps: TrueRep, faults: tuple[str, ...] = ()) -> frozenset[str]:
        return unclear_checks(Take((), "squat", reps, 1, faults=faults), squat)

    assert unclear(whole) == frozenset()
    assert unclear(whole, short) == {"too_shallow"}
    assert unclear(short, faults=("too_shallow",)) == frozenset()


def test_sets_that_are_drawn_for_checks_count_for_faults_alone() -> None:
    text = page([GOOD], [FOUND, GOOD], "python -m recognition.measure --sets 1")
    assert "Written by `python -m recognition.measure --sets 1`." in text
    assert "| squat | 1 | 1.00 |" in text
    assert "| squat | hips_first | risk | 1 of 1 | 0 of 2 | 1.00 | 0, 0 |" in text
    assert any("hips_first (risk): found 1 of 1" in line for line in told([], [FOUND, GOOD]))


def test_films_that_begin_anywhere_have_figures_of_their_own() -> None:
    missed = replace(GOOD, excerpt=True, reps=2, least=2, most=2)
    text = page([GOOD, missed], [], "python -m recognition.measure")
    assert "| squat | 1 | 1.00 |" in text
    assert "of 1 0.00 are counted exactly, 1.00 within one, 1.00 silently wrong" in text
    (said,) = [line for line in told([GOOD, missed]) if line.startswith("films that begin")]
    assert "1 sets, exact 0.00" in said


@pytest.mark.real
def test_sets_of_a_check_are_seen_from_where_it_is_judged() -> None:
    came = measure_checks(read_manifest(), ["back-extension"], 1, workers=1)
    check = load_exercise("back-extension").checks[0]
    assert sorted(bool(each.faulty) for each in came) == [False, True]
    assert {each.view for each in came} <= set(check.views)
    assert all(each.own and each.exercise == "back-extension" for each in came)

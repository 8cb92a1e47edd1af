"""The person's own posture of another day: it decides where nothing else does, and never more."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from formcheck.analysis import analyze
from formcheck.checking import Session
from formcheck.checking.own_posture import OwnPosture, OwnValue, Stance
from formcheck.events import Event, NotJudged, OwnAside, OwnPostureCompared, Reason
from formcheck.exercises import load_exercise
from formcheck.pose import Pose
from formcheck.recording import RecordingWriter, SourceInfo
from formcheck.tracking import SubjectObserver
from tests.checking.session_recorder import Watched
from tests.checking.test_own_best import leaning
from tests.figures import back_outline, film, hinged, rows, upright

DAY = date(2026, 11, 3)
UPRIGHT_S = 3.0


def own(
    measure: str, value: float, *, stance: Stance = "standing", bend: float = -40
) -> OwnPosture:
    return {(measure, stance): OwnValue(value, DAY, bend)}


def watch(poses: list[Pose], exercise: str, kept: OwnPosture) -> Watched:
    observer, session = SubjectObserver(), Session(load_exercise(exercise), own=kept)
    events: list[Event] = [e for p in poses for e in session.update(observer.update(p))]
    return Watched(events + session.finish(), session)


def compared(seen: Watched, check: str) -> OwnPostureCompared:
    (found,) = (e for e in seen.events if isinstance(e, OwnPostureCompared) and e.id == check)
    return found


class TestFlatBack:
    def _rows(self, bend: Callable[[float], float], *, standing: float | None = -40) -> list[Pose]:
        """Four rows after having stood upright for a while, whose back bends by so much."""
        row = rows(4)
        wait = 0.0 if standing is None else UPRIGHT_S
        return [
            replace(
                p,
                back=back_outline(
                    standing if standing is not None and t < wait else bend(t - wait)
                ),
            )
            for p in film(lambda t: upright() if t < wait else row(t - wait), 10 + wait, fps=12)
            for t in (p.time_s,)
        ]

    @pytest.mark.slow
    def test_a_back_that_is_rounded_from_the_first_rep_on_is_told(self) -> None:
        """Without it 12 degrees may be a flat back: nothing is said."""
        film_ = self._rows(lambda _: 12)
        assert "rounded_back" not in watch(film_, "bent-over-row", {}).fault_ids
        seen = watch(film_, "bent-over-row", own("back_bend", -25))
        (fault,) = (each for each in seen.faults if each.id == "rounded_back")
        assert fault.value == pytest.approx(37, abs=2)
        assert fault.limit == 9
        used = compared(seen, "rounded_back")
        assert used.used_s > 3
        assert (used.day, used.value) == (DAY, -25)

    @pytest.mark.slow
    @pytest.mark.parametrize("kept", [-5.0, -12.0])
    def test_what_may_be_another_day_s_reading_is_not_told(self, kept: float) -> None:
        assert (
            "rounded_back"
            not in watch(
                self._rows(lambda _: 12), "bent-over-row", own("back_bend", kept)
            ).fault_ids
        )

    @pytest.mark.slow
    def test_today_outranks_it(self) -> None:
        """A flat back that was shown today is right, whatever was kept."""
        seen = watch(
            self._rows(lambda t: -12 if t < 5 else 0), "bent-over-row", own("back_bend", -15)
        )
        assert "rounded_back" not in seen.fault_ids
        assert compared(seen, "rounded_back").aside_s[OwnAside.SHOWN_TODAY] > 3
        told = watch(
            self._rows(lambda t: -12 if t < 5 else 20), "bent-over-row", own("back_bend", -15)
        )
        assert [each.value for each in told.faults] == [pytest.approx(32, abs=2)]

    @pytest.mark.slow
    def test_a_wrong_one_accuses_nobody_of_what_is_right_in_everybody(self) -> None:
        seen = watch(self._rows(lambda _: -8), "bent-over-row", own("back_bend", -60))
        assert "rounded_back" not in seen.fault_ids
        unsure = {
            e.id for e in seen.events if isinstance(e, NotJudged) and e.reason is Reason.UNSURE
        }
        assert "rounded_back" in unsure  # nor is it called right

    @pytest.mark.slow
    def test_a_wrong_one_excuses_nobody(self) -> None:
        assert (
            "rounded_back"
            in watch(self._rows(lambda _: 35), "bent-over-row", own("back_bend", -5)).fault_ids
        )

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("standing", "kept", "why"),
        [
            (None, {}, OwnAside.UPRIGHT_UNSEEN),
            (-10.0, {}, OwnAside.OTHER_OUTLINE),  # a wide jacket today
            (-40.0, {"bend": math.nan}, OwnAside.UPRIGHT_UNSEEN),
            (-40.0, {"value": -80.0}, OwnAside.IMPLAUSIBLE),
        ],
    )
    def test_set_aside(self, standing: float | None, kept: dict[str, float], why: OwnAside) -> None:
        value = own("back_bend", kept.get("value", -25.0), bend=kept.get("bend", -40.0))
        seen = watch(self._rows(lambda _: 12, standing=standing), "bent-over-row", value)
        assert "rounded_back" not in seen.fault_ids
        used = compared(seen, "rounded_back")
        assert used.used_s == 0
        assert max(used.aside_s, key=lambda each: used.aside_s[each]) is why

    @pytest.mark.slow
    def test_a_seated_one_says_nothing_of_standing(self) -> None:
        kept = own("back_bend", -25, stance="seated")
        seen = watch(self._rows(lambda _: 12), "bent-over-row", kept)
        assert "rounded_back" not in seen.fault_ids
        assert not [e for e in seen.events if isinstance(e, OwnPostureCompared)]

    @pytest.mark.slow
    def test_what_was_shown_may_be_kept(self) -> None:
        observer, session = SubjectObserver(), Session(load_exercise("bent-over-row"))
        for pose in self._rows(lambda _: -22, standing=-35):
            session.update(observer.update(pose))
        (((measure, stance), value),) = session.own_posture(DAY).items()
        assert (measure, stance) == ("back_bend", "standing")
        assert (value.value, value.upright_bend) == pytest.approx((-22, -35), abs=2)

    def test_a_rounded_one_is_not_kept(self) -> None:
        observer, session = SubjectObserver(), Session(load_exercise("bent-over-row"))
        for pose in film(lambda _: hinged(), 4, fps=12):
            session.update(observer.update(replace(pose, back=back_outline(12))))
        assert not session.own_posture(DAY)


class TestUprightPosture:
    def _seen(self, degrees: float, kept: OwnPosture) -> Watched:
        return watch(list(film(lambda _: leaning(degrees), 7, fps=12)), "standing-posture", kept)

    def test_who_slumps_from_the_first_moment_on_is_told(self) -> None:
        assert self._seen(20, {}).fault_ids == set()
        seen = self._seen(20, own("trunk_lean", 0))
        (fault,) = (each for each in seen.faults if each.id == "leaning_forward")
        assert fault.value == pytest.approx(20, abs=3)

    def test_who_stands_as_ever_is_judged_at_once(self) -> None:
        seen = self._seen(16, own("trunk_lean", 12))
        assert "leaning_forward" not in seen.fault_ids
        assert ("leaning_forward", Reason.NO_BASELINE.value) not in seen.not_judged

    def test_a_camera_that_is_not_level_accuses_nobody(self) -> None:
        for lean in (-8.0, 0.0, 8.0, 13.0):
            assert "leaning_forward" not in self._seen(lean, own("trunk_lean", -10)).fault_ids


@pytest.mark.slow
def test_a_recording_is_judged_by_it_too(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    info = SourceInfo("set.mp4", 7.0, 12.0, 640, 360, 84)
    poses = list(film(lambda _: leaning(20), 7, fps=12))
    with RecordingWriter(path, info, "full") as writer:
        for pose in poses:
            writer.write(pose)
        writer.finish(info, [])
    rules = load_exercise("standing-posture")
    assert analyze(path, rules).own_posture == ()
    result = analyze(path, rules, own=own("trunk_lean", 0), out=tmp_path / "out")
    (use,) = result.own_posture
    assert use.said in (tmp_path / "out" / "report.html").read_text()
    assert use.said.startswith("Shoulders ahead of the hips: judged by your own upright trunk of 3")
    assert [fault.id for fault in result.faults] == ["leaning_forward"]

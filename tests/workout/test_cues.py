"""One cue at a time, the most severe first, no faster than one a second, praise where it is due."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from formcheck.events import FaultEnded, FaultStarted, RepCounted, State, Status, Tempo, Verdict
from formcheck.exercises import load_exercise
from formcheck.workout import (
    Coach,
    Countdown,
    CueEnded,
    CueSelector,
    CueShown,
    Guidance,
    SetStarted,
    Target,
)
from formcheck.workout.coach import HINT_S
from formcheck.workout.cues import REPEAT_S
from tests.figures import film, hinged
from tests.result.sessions import status as made_status

ROW = load_exercise("bent-over-row")
CHECKS = [check.id for check in ROW.checks]


def fault(check: str) -> FaultStarted:
    known = next(each for each in ROW.checks if each.id == check)
    return FaultStarted(
        time_s=0.0,
        id=check,
        from_s=0.0,
        value=50.0,
        limit=20.0,
        unit="deg",
        severity=known.severity,
        cue=known.cue,
    )


def ended(check: str) -> FaultEnded:
    known = next(each for each in ROW.checks if each.id == check)
    return FaultEnded(
        time_s=1.0,
        id=check,
        from_s=0.0,
        to_s=1.0,
        value=50.0,
        limit=20.0,
        unit="deg",
        severity=known.severity,
        cue=known.cue,
    )


def status(*lasting: str, good: str = "") -> Status:
    verdicts = tuple(Verdict.OK if check == good else None for check in CHECKS)
    faults = tuple((fault(check), 50.0) for check in lasting)
    return replace(
        made_status(0.0, State.ACTIVE, 0.0, (0.0, 0.0)), faults=faults, verdicts=verdicts
    )


def counted(start_s: float, end_s: float) -> RepCounted:
    tempo = Tempo(out_s=0.0, turn_pause_s=0.0, back_s=0.0, start_pause_s=0.0)
    return RepCounted(
        time_s=end_s,
        index=1,
        start_s=start_s,
        turn_s=(start_s + end_s) / 2,
        end_s=end_s,
        range=90.0,
        tempo=tempo,
    )


def after_a_rep() -> CueSelector:
    board = CueSelector(ROW)
    board.update([counted(-4.0, -2.0)], status(), -2.0)
    return board


def shown(said: list[CueShown | CueEnded]) -> list[str]:
    return [each.id for each in said if isinstance(each, CueShown)]


def test_the_most_severe_first_and_only_one() -> None:
    board = CueSelector(ROW)
    said = board.update([], status("rounded_back", "torso_too_high"), 0.0)
    assert said == [CueShown("rounded_back", "Flatten your back", "risk")]
    assert board.update([], status("rounded_back", "torso_too_high"), 5.0) == []


def test_a_worse_fault_takes_over_but_not_within_a_second() -> None:
    board = CueSelector(ROW)
    board.update([], status("torso_too_high"), 0.0)
    assert board.update([], status("rounded_back", "torso_too_high"), 0.5) == []
    said = board.update([], status("rounded_back", "torso_too_high"), 1.0)
    assert said[0] == CueEnded("torso_too_high", "")
    assert shown(said) == ["rounded_back"]


def test_a_mended_fault_is_praised_once_it_has_stayed_away() -> None:
    board = after_a_rep()
    board.update([], status("rounded_back"), 0.0)
    assert board.update([ended("rounded_back")], status(good="rounded_back"), 0.5) == []
    assert board.update([], status(good="rounded_back"), 2.9) == []
    said = board.update([], status(), 3.1)
    assert said == [CueEnded("rounded_back", "Good, the back is flat again")]
    assert board.shown is None


def test_a_fault_that_is_out_of_sight_is_not_praised() -> None:
    board = after_a_rep()
    board.update([], status("rounded_back"), 0.0)
    board.update([ended("rounded_back")], status(), 0.5)
    assert board.update([], status(), 4.0) == [CueEnded("rounded_back", "")]


@pytest.mark.parametrize("period_s", [2.0, 3.5, 6.0])
def test_a_fault_of_every_rep_is_said_once_and_again_after_a_while(period_s: float) -> None:
    board = CueSelector(ROW)
    said: list[tuple[float, CueShown | CueEnded]] = []
    for tenth in range(400):
        now = tenth / 10
        bad = now % period_s < 0.4 * period_s
        rep = [counted(now - period_s, now)] if tenth and now % period_s < 0.05 else []
        told = status("rounded_back") if bad else status(good="rounded_back")
        said += [(now, each) for each in board.update(rep, told, now)]
    assert not [each for _, each in said if isinstance(each, CueEnded) and each.mended]
    aloud = [now for now, each in said if isinstance(each, CueShown) and each.aloud]
    assert 2 <= len(aloud) <= 4
    assert all(later - sooner >= REPEAT_S for sooner, later in pairwise(aloud))


def test_a_fault_that_comes_back_soon_is_shown_and_not_said() -> None:
    board = after_a_rep()
    board.update([], status("rounded_back"), 0.0)
    board.update([], status(good="rounded_back"), 3.5)
    said = board.update([], status("rounded_back"), 6.0)
    assert said == [CueShown("rounded_back", "Flatten your back", "risk", aloud=False)]
    # ... and its second end is not praised so soon after the first.
    assert board.update([], status(good="rounded_back"), 10.0) == [CueEnded("rounded_back", "")]


def test_no_praise_while_another_fault_lasts() -> None:
    board = after_a_rep()
    board.update([], status("rounded_back", "torso_too_high"), 0.0)
    said = board.update([ended("rounded_back")], status("torso_too_high", good="rounded_back"), 3.0)
    assert said[0] == CueEnded("rounded_back", "")
    assert shown(said) == ["torso_too_high"]


def test_faults_that_flicker_give_one_cue_a_second() -> None:
    board = CueSelector(ROW)
    times = []
    for tenth in range(100):
        lasting = ["torso_too_high"] if tenth % 2 else ["knees_locked"]
        if shown(board.update([], status(*lasting), tenth / 10)):
            times.append(tenth / 10)
    assert len(times) <= 10
    assert all(later - sooner >= 1.0 for sooner, later in pairwise(times))


def test_a_coach_shows_no_cue_outside_of_a_set() -> None:
    coach = Coach(ROW)
    pose = next(iter(film(lambda _: hinged(), 0.1)))
    placing = made_status(0.0, State.POSITIONING, 0.0, (0.0, 0.0))
    lasting = replace(placing, faults=status("rounded_back").faults)
    assert not [s for s in coach.update(pose, [], lasting, 0.0) if isinstance(s, CueShown)]
    assert coach.update(pose, [], placing, 0.1) is not None


def test_no_cue_before_go_and_none_over_it() -> None:
    coach = Coach(ROW)
    said = []
    for tenth in range(60):
        pose = next(iter(film(lambda _: hinged(), 0.1)))
        now = tenth / 10
        said += [(now, each) for each in coach.update(pose, [], status("rounded_back"), now)]
    (go,) = [now for now, each in said if isinstance(each, SetStarted)]
    (cue,) = [now for now, each in said if isinstance(each, CueShown)]
    assert len([each for _, each in said if isinstance(each, Countdown)]) == 3
    assert cue == pytest.approx(go + 1.0, abs=0.15)


def test_a_hint_is_given_once_and_not_for_the_whole_training(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hint = Guidance("turn", "Turn side-on to have everything checked", blocking=False)
    monkeypatch.setattr("formcheck.workout.coach.guide", lambda *_, **__: hint)
    coach = Coach(ROW, Target(1, reps=99))
    pose = next(iter(film(lambda _: hinged(), 0.1)))
    told = []
    for tenth in range(600):
        now = tenth / 10
        told += [
            (now, each)
            for each in coach.update(pose, [], status(), now)
            if isinstance(each, Guidance) or each is None
        ]
    assert [each for _, each in told] == [hint, None]
    assert told[0][0] > 3.0  # after "Go"
    assert told[1][0] - told[0][0] == pytest.approx(HINT_S + 0.5, abs=0.2)


def test_guidance_stays_long_enough_to_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [Guidance("feet", "Step back"), Guidance("turn", "Turn side-on")]
    now = 0.0
    monkeypatch.setattr("formcheck.workout.coach.guide", lambda *_, **__: both[int(now / 0.7) % 2])
    coach = Coach(ROW)
    pose = next(iter(film(lambda _: hinged(), 0.1)))
    placing = made_status(0.0, State.POSITIONING, 0.0, (0.0, 0.0))
    changes = []
    for tenth in range(200):
        now = tenth / 10
        changes += [now for _ in coach.update(pose, [], placing, now)]
    assert all(later - sooner >= 2.0 for sooner, later in pairwise(changes))

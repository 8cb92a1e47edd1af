"""Several sessions look at one person: each says what it says alone; movements are found once."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.checking import Movements, Session
from formcheck.checking.reps.evidence import evidence_of
from formcheck.events import Event, RepCounted, Status
from formcheck.exercises import list_exercises, load_exercise
from formcheck.recording import read
from formcheck.tracking import SubjectObserver

RECORDING = Path(__file__).parents[1] / "recordings" / "row-rounded.jsonl.gz"

Said = list[tuple[list[Event], Status]]


def told(names: list[str], *, together: bool) -> dict[str, tuple[Said, list[Event]]]:
    """What sessions say of a set of rows, frame by frame and in the end, by their exercise."""
    observer, movements = SubjectObserver(), Movements()
    sessions = {
        name: Session(load_exercise(name), movements if together else None) for name in names
    }
    said: dict[str, Said] = {name: [] for name in names}
    for pose in read(RECORDING):
        subject = observer.update(pose)
        for name, session in sessions.items():
            events = session.update(subject)
            said[name].append((events, session.status))
    return {name: (said[name], sessions[name].finish()) for name in names}


@pytest.mark.real
def test_whoever_else_looks_at_the_person_a_session_says_the_same() -> None:
    names = [exercise.id for exercise in list_exercises()]
    together = told(names, together=True)
    for name in ("bent-over-row", "reverse-fly", "plank", "squat"):
        assert repr(together[name]) == repr(told([name], together=False)[name]), name
    counted = {
        name
        for name, (said, _) in together.items()
        if any(isinstance(event, RepCounted) for events, _ in said for event in events)
    }
    assert "bent-over-row" in counted
    assert "squat" not in counted


@pytest.mark.slow
def test_two_sessions_find_and_judge_a_movement_once(monkeypatch: pytest.MonkeyPatch) -> None:
    gathered: list[object] = []

    def counted(*args: object) -> object:
        gathered.append(args)
        return evidence_of(*args)  # type: ignore[arg-type]

    monkeypatch.setattr("formcheck.checking.reps.proposals.evidence_of", counted)
    told(["bent-over-row"], together=True)
    alone = len(gathered)
    gathered.clear()
    told(["bent-over-row", "bent-over-row"], together=True)
    assert len(gathered) == alone > 0

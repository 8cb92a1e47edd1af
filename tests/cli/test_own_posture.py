"""``formcheck analyze --own-posture``: what the person showed as their own on another day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from formcheck.checking.own_posture import OwnValue
from formcheck.history import Database, OwnPostures
from formcheck.recording import RecordingWriter, SourceInfo
from tests.checking.test_own_best import leaning
from tests.figures import film

from .whole_runs import analyze


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """Somebody who leans from the first moment on: nothing of today says that it is not they."""
    path, info = tmp_path / "set.jsonl", SourceInfo("set.mp4", 7.0, 12.0, 640, 360, 84)
    with RecordingWriter(path, info, "full") as writer:
        for pose in film(lambda _: leaning(20), 7, fps=12):
            writer.write(pose)
        writer.finish(info, [])
    return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    with Database(folder) as database:
        own = {("trunk_lean", "standing"): OwnValue(0.0, date(2026, 11, 3))}
        OwnPostures(database).keep(own)  # type: ignore[arg-type]
    return folder


@pytest.mark.slow
def test_it_is_used_where_it_is_asked_for_alone_and_said(recording: Path, data: Path) -> None:
    alone = analyze(recording, exercise="standing-posture").valid()
    assert (alone["own_posture"], alone["faults"]) == ([], [])
    options = ("--own-posture", "--data", data)
    document = analyze(recording, *options, exercise="standing-posture").valid()
    (use,) = document["own_posture"]
    assert (use["value"], use["day"], use["upright_bend"]) == (0.0, "2026-11-03", None)
    assert [each["id"] for each in document["faults"]] == ["leaning_forward"]
    both = analyze(recording, recording, *options, exercise="standing-posture").document
    assert [each["own_posture"] for each in both] == [[use], [use]]
    other = analyze(recording, *options, exercise="squat")
    assert "no check of squat compares with what is kept of you" in other.stderr


def test_there_is_none(recording: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    done = analyze(recording, "--own-posture", "--data", empty, exercise="standing-posture")
    assert (done.status, empty.exists()) == (2, False)
    assert "show yours once" in done.stderr
    done = analyze(recording, "--data", empty, exercise="standing-posture")
    assert (done.status, "give both, or neither" in done.stderr) == (2, True)

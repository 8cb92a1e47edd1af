"""The files of a result."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from formcheck.errors import OutputError
from formcheck.report import (
    atomic_write,
    prepare_output,
    write_report,
    write_reps_csv,
    write_result,
)
from formcheck.result import Result
from tests.result.sessions import Made


@pytest.mark.slow
def test_all_files_are_written(tmp_path: Path, row: Made) -> None:
    folder = prepare_output(tmp_path / "new" / "folder")
    assert list(folder.iterdir()) == []
    assert Result.from_json(write_result(folder, row.result).read_bytes()) == row.result
    page = write_report(folder, row.result, row.exercise, row.trace, row.stills)
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    with write_reps_csv(folder, row.result).open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 12
    assert rows[0]["rep"] == "1"
    assert rows[9]["faults"] == "torso_rising"
    assert rows[9]["not_judged"] == "knees_locked"
    assert sorted(path.name for path in folder.iterdir()) == [
        "report.html",
        "reps.csv",
        "result.json",
    ]


def test_writing_twice_replaces(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    atomic_write(file, b"old and longer")
    atomic_write(file, b"new")
    assert file.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_failed_write_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputError, match=r"a\.txt: cannot be written: No space left"):
        atomic_write(file, b"new")
    assert file.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_file_in_the_way_is_said_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(OutputError, match="results cannot be written here"):
        prepare_output(tmp_path / "taken")
    with pytest.raises(OutputError, match="results cannot be written here"):
        prepare_output(tmp_path / "taken" / "below")


def test_a_folder_in_the_way_of_a_file_is_said_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "report.html").mkdir()
    with pytest.raises(OutputError, match=r"report\.html: is a folder"):
        prepare_output(tmp_path)

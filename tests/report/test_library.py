"""Many results: one table and one page, by person and in order; what is damaged is named."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from formcheck.errors import InputError
from formcheck.events import DoubtKind
from formcheck.report import library
from formcheck.report.library import COLUMNS, Library, read_library, write_table
from formcheck.report.library_page import render_library
from formcheck.result.document import Doubt, Fault, Rep, RepTempo, Result, Source, Summary

TEMPO = RepTempo(down_s=1.0, pause_s=None, up_s=0.5, rest_s=None)


def result_of(good: int, bad: int, *, doubts: int = 0, exercise: str = "push-up") -> Result:
    """So many good reps, and so many at fault."""
    reps = tuple(
        Rep(
            index=n + 1,
            start_s=n,
            turn_s=n + 0.5,
            end_s=n + 0.9,
            range=80.0 + n,
            tempo=TEMPO,
            faults=("hips_sagging",) * (n >= good),
            unknown=(),
        )
        for n in range(good + bad)
    )
    total = good + bad
    return Result(
        exercise=exercise,
        source=Source(
            path="C:\\films\\<set>.mp4",
            duration_s=9.0,
            fps=30.0,
            width=640,
            height=360,
            frames=270,
            frames_with_person=270,
        ),
        summary=Summary(
            reps=total,
            reps_range=(total, total + doubts),
            good_reps=good,
            faults={"hips_sagging": bad} if bad else {},
            view="side",
        ),
        reps=reps,
        doubts=tuple(
            Doubt(at_s=1.0, kind=DoubtKind("out of sight"), reason="x", more=1)
            for _ in range(doubts)
        ),
        faults=tuple(
            Fault(
                id="hips_sagging",
                from_s=1.0,
                to_s=2.0,
                value=1.0,
                limit=0.5,
                unit="deg",
                rep=1,
                severity="risk",
                cue="Lift",
            )
            for _ in range(bad)
        ),
    )


def put(folder: Path, where: str, result: Result) -> None:
    path = folder / where
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(result.to_json())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path, "anna/day 10/result.json", result_of(9, 1))
    put(tmp_path, "anna/day 2/result.json", result_of(4, 6, doubts=1))
    put(tmp_path, "Bob <b>/only.json", result_of(0, 0, exercise="my-own"))
    (tmp_path / "anna" / "truth.json").write_text('{"exercise": "push-up"}')
    (tmp_path / "other.json").write_text("[1, 2]")
    return tmp_path


def test_a_row_for_each_set_by_person_in_order(folder: Path) -> None:
    found = read_library(folder)
    assert found.unreadable == ()
    assert [(row.person, row.result) for row in found.rows] == [
        ("anna", "anna/day 2/result.json"),
        ("anna", "anna/day 10/result.json"),
        ("Bob <b>", "Bob <b>/only.json"),
    ]
    early, late, other = found.rows
    assert (early.reps, early.reps_at_least, early.reps_at_most, early.doubts) == (10, 10, 11, 1)
    assert (early.good_reps, early.faults, early.fault_times) == (4, 6, "hips_sagging=6")
    assert (early.source, early.range, early.down_s, early.up_s) == ("<set>.mp4", 84.5, 1.0, 0.5)
    assert (late.good_share, other.good_share) == (0.9, None)


def test_the_table_is_what_spreadsheets_read(folder: Path) -> None:
    (path, *_) = write_table(folder, read_library(folder))
    rows = list(csv.DictReader(io.StringIO(path.read_text())))
    assert tuple(rows[0]) == COLUMNS
    assert [row["reps"] for row in rows] == ["10", "10", "0"]
    assert rows[2]["range"] == ""  # nothing is not 0


def test_parquet_has_the_columns_types(folder: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="formcheck[parquet] is not installed")
    assert [path.name for path in write_table(folder, read_library(folder))][1] == library.PARQUET
    table = parquet.read_table(folder / library.PARQUET)
    assert tuple(table.column_names) == COLUMNS
    assert table.column("range").to_pylist() == [84.5, 84.5, None]
    assert table.column("interrupted").to_pylist() == [False] * 3


def test_a_name_that_is_no_text_is_the_same_in_both_tables(folder: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="formcheck[parquet] is not installed")
    row = replace(read_library(folder).rows[0], person="M\udcfcller")  # of a disk in Latin-1
    as_csv, as_parquet = write_table(tmp_path, Library((row,), ()))
    (told,) = csv.DictReader(io.StringIO(as_csv.read_text()))
    assert parquet.read_table(as_parquet)["person"].to_pylist() == [told["person"]] == ["M?ller"]


def test_without_pyarrow_there_is_the_csv_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    assert [path.name for path in write_table(folder, read_library(folder))] == [library.TABLE]


def test_the_page_tells_of_people_and_of_trends(folder: Path) -> None:
    text = render_library(read_library(folder), "clinic")
    assert "3 sets of 2 people" in text
    assert "Bob &lt;b&gt;" in text
    assert "<b>" not in text
    assert text.index("day 2") < text.index("day 10")
    assert "good, of what was judged: 40 % in the first set, 90 % in the last" in text
    assert "the count may be wrong at 1 moment" in text
    assert "7 times" in text  # the faults of both sets
    assert "(10 to 11)" in text
    assert "http" not in text.replace("http-equiv", "")


def test_what_is_damaged_is_named_and_the_rest_told(folder: Path) -> None:
    (folder / "anna" / "day 2" / "result.json").write_text('{"exercise":')
    newer = json.loads((folder / "anna" / "day 10" / "result.json").read_text()) | {"schema": 2}
    (folder / "newer.json").write_text(json.dumps(newer))
    found = read_library(folder)
    assert len(found.rows) == 2
    assert [line.partition(":")[0] for line in found.unreadable] == [
        "anna/day 2/result.json",
        "newer.json",
    ]
    assert "damaged" in render_library(found, "clinic")


def test_nothing_to_tell_of(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no result in it"):
        read_library(tmp_path)
    with pytest.raises(InputError, match="no such folder"):
        read_library(tmp_path / "none")


def test_seconds_that_nobody_could_judge_are_not_at_fault(tmp_path: Path) -> None:
    held = Summary(hold_s=30.0, good_hold_s=10.0, unjudged_hold_s=16.0, unsure_hold_s=4.0)
    result = result_of(0, 0, exercise="plank")
    put(tmp_path, "anna/a.json", result.model_copy(update={"summary": held}))
    nothing = Summary(hold_s=30.0, unjudged_hold_s=30.0)
    put(tmp_path, "anna/b.json", result.model_copy(update={"summary": nothing}))
    found = read_library(tmp_path)
    assert [row.good_share for row in found.rows] == [1.0, None]
    assert render_library(found, "clinic").count("<td>not judged</td>") == 2  # good, and faults

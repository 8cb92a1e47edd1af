"""The sentence about real people: made from figures, the same in the README and the document."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.errors import OutputError
from formcheck.evaluation.publish.markdown import markdown
from formcheck.evaluation.publish.readme import MARKS, real_people, write_readme
from formcheck.evaluation.statistics.regressions import read_scores
from formcheck.evaluation.statistics.scores import Errors, Figure, Measured, Scores
from tests.evaluation.factories import nothing, scores

from .clips import ROOT

FOOTAGE = ROOT / "accuracy" / "footage.json"


def measured(exact: int, of: int) -> Scores:
    """What a summary could say of some clips."""
    made = scores().summary()
    reps = made.overall.reps.model_copy(
        update={
            "exact": Figure(value=exact / of, n=of),
            "off_by_one": Figure(value=1.0, n=of),
            "false_per_minute": Figure(value=0.25, n=480),
        }
    )
    holds = Errors(median=Figure(value=0.1, n=3), p95=Figure(value=0.2, n=3))
    silent = Figure(value=max(0, of - exact - 1) / of, n=of)
    doubts = made.overall.doubts.model_copy(update={"silent": silent})
    overall = made.overall.model_copy(
        update={"reps": reps, "doubts": doubts, "hold_error_s": holds}
    )
    here = Measured(processor="A Processor", date="2030-01-02")
    return made.model_copy(update={"overall": overall, "measured": here})


def test_the_readme_agrees_with_what_was_measured(tmp_path: Path) -> None:
    copy = tmp_path / "README.md"
    copy.write_bytes((ROOT / "README.md").read_bytes())
    also = read_scores(FOOTAGE)
    assert also.measured is not None
    write_readme(copy, also)
    assert copy.read_bytes() == (ROOT / "README.md").read_bytes(), "`make accuracy` writes it anew"
    assert real_people(also) in " ".join(copy.read_text("utf-8").split())


def test_the_document_has_exactly_that_sentence() -> None:
    also = read_scores(FOOTAGE)
    assert markdown(scores(), command="x", also=also).count(real_people(also)) == 1
    assert (ROOT / "docs" / "accuracy.md").read_text("utf-8").count(real_people(also)) == 1


def test_what_was_not_reached_is_said() -> None:
    assert real_people(measured(1, 8)) == (
        "Of 8 clips of real people whose reps were counted by eye, 1 is counted exactly and 8 are "
        "within one; 6 are counted wrong without a doubt; in 8.0 minutes in which nobody does "
        "the exercise 0.25 false reps are counted a minute; holds are 0.10 s off (median of 3). "
        "Measured by `make footage` on A Processor, 2030-01-02."
    )


def test_what_was_not_measured_is_not_claimed() -> None:
    made = measured(1, 1)
    empty = made.model_copy(update={"overall": nothing().overall})
    assert real_people(empty).startswith("Nothing was measured")
    assert "Measured by" not in real_people(made.model_copy(update={"measured": None}))


@pytest.mark.slow
def test_only_what_is_between_the_marks_changes(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_bytes(f"before\r\n{MARKS[0]}\nold\n{MARKS[1]}\nafter".encode())
    for exact in (7, 8, 8):
        also = measured(exact, 8)
        write_readme(file, also)
        text = file.read_bytes().decode()
        assert text.startswith(f"before\r\n{MARKS[0]}\n")
        assert text.endswith(f"\n{MARKS[1]}\nafter")
        assert real_people(also) in " ".join(text.split())
        assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize(
    "text", ["none", MARKS[0], f"{MARKS[1]}{MARKS[0]}", MARKS[0] * 2 + MARKS[1]]
)
def test_a_readme_without_its_marks_is_left_as_it_is(tmp_path: Path, text: str) -> None:
    file = tmp_path / "README.md"
    file.write_text(text, "utf-8")
    with pytest.raises(OutputError, match="left as it is"):
        write_readme(file, measured(8, 8))
    assert file.read_text("utf-8") == text


def test_a_readme_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be read"):
        write_readme(tmp_path / "README.md", measured(8, 8))

"""What is printed of a result."""

from __future__ import annotations

import pytest

from formcheck.cli.showing import show_result
from formcheck.events import DoubtKind
from formcheck.exercises import load_exercise
from tests.history.made_up import a_result, doubt, in_doubt


def test_a_count_in_doubt_says_so_and_where(capsys: pytest.CaptureFixture[str]) -> None:
    doubts = (doubt(8.24, more=1), doubt(41.0, DoubtKind.UNCERTAIN, fewer=1))
    row = load_exercise("bent-over-row")
    show_result(in_doubt(a_result(), *doubts), row, titled=False)
    printed = capsys.readouterr().out
    assert "Bent-over row: 4 reps, perhaps 3 to 5 (" in printed
    lines = [line.split(maxsplit=1) for line in printed.splitlines() if line.strip()]
    assert ["0:08", "A movement was not counted that may be a rep"] in [
        [each.strip() for each in line] for line in lines
    ]
    show_result(a_result(), row, titled=False)
    assert "In doubt" not in capsys.readouterr().out

"""The accuracy document: every figure, what is missed is marked, and notes survive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from formcheck.errors import OutputError
from formcheck.evaluation.publish.markdown import NOTES, markdown, write_markdown
from formcheck.evaluation.publish.wording import format_figure
from formcheck.evaluation.statistics.scores import Figure, Group, Scores
from tests.evaluation.factories import CHECKS, CONDITIONS, clip, nothing, scores

COMMAND = "formcheck evaluate matrix/test --markdown docs/accuracy.md"


def figures(group: Group) -> Iterator[tuple[Figure, int]]:
    """All that is published of a group, with its digits."""
    reps = group.reps
    for figure in (reps.exact, reps.off_by_one, reps.mean_error, reps.placed):
        yield figure, 2
    yield reps.false_per_minute, 2
    for errors in (group.hold_error_s, group.tempo_error_s):
        yield errors.median, 2
        yield errors.p95, 2
    for errors in group.angle_error_deg.values():
        yield errors.median, 1
        yield errors.p95, 1
    for faults in group.faults.values():
        for each in (faults.by_clip, faults.by_second):
            for figure in (each.precision, each.recall, each.f1):
                yield figure, 2
        yield faults.delay_median, 2
        yield faults.delay_p95, 2
        yield faults.size_error_median, 1
        yield faults.size_error_p95, 1


def cells(text: str, start: str, title: str) -> list[str]:
    """The cells of a line in the table under a title."""
    part = text.partition(f"### {title}\n")[2]
    line = next(line for line in part.splitlines() if line.startswith(f"| {start} |"))
    return [cell.strip() for cell in line.strip("|").split(" | ")]


def test_every_figure_is_there_with_its_interval_and_n() -> None:
    made = scores()
    text = markdown(made, command=COMMAND)
    for figure, digits in figures(made.supported):
        assert f"| {format_figure(figure, digits)} |" in text
    assert str(format_figure(made.overall.unsupported_not_judged)) in text
    assert f"| {format_figure(made.overall.reps.exact)} |" in text
    for condition, values in CONDITIONS.items():
        for value in values:
            group = made.by[condition][value]
            assert f"| {value} | {group.clips} | {format_figure(group.reps.exact)} |" in text
    for view in CONDITIONS["view"]:
        for errors in made.by["view"][view].angle_error_deg.values():
            assert (
                f"| {view} | {format_figure(errors.median, 1)} | {format_figure(errors.p95, 1)} |"
                in text
            )


def test_not_judged_has_columns_of_its_own() -> None:
    made = scores()
    text = markdown(made, command=COMMAND)
    assert "| check | precision | recall | F1 | not judged, share |" in text
    counts = "| check | found | missed | invented | right | not judged, faulty | not judged, good |"
    assert counts in text
    expected = ["rounded back", "20", "2", "1", "40", "3", "5"]
    assert cells(text, "rounded back", "By clip, counted in clips") == expected
    judged = made.supported.faults["rounded_back"].by_clip.judged
    assert judged.value is not None
    assert cells(text, "rounded back", "By clip")[-1].startswith(f"{1 - judged.value:.2f} [")
    for check in CHECKS:
        assert text.count(f"| {check.replace('_', ' ')} |") >= 6


def test_a_missed_target_is_marked_and_a_reached_one_is_not() -> None:
    assert "NOT REACHED" not in markdown(scores(), command=COMMAND)
    text = markdown(scores(f1=0.93), command=COMMAND)
    lines = [line for line in text.splitlines() if "**✗ NOT REACHED**" in line]
    assert len(lines) == 4
    assert "F1 of torso_too_high" in lines[0]
    assert "Of 26 targets 22 are reached, 4 are not, 0 could not be measured." in text
    assert "Why a target is not reached is said here." in text


@pytest.mark.slow
def test_the_command_stands_beside_every_table() -> None:
    text = markdown(scores(), command=COMMAND, also=scores())
    tables = text.count("\n|---|")
    assert tables > 15
    assert text.count(f"From `{COMMAND}`") == tables
    assert f"```\n{COMMAND}\n```" in text


def test_notes_survive(tmp_path: Path) -> None:
    file = tmp_path / "accuracy.md"
    write_markdown(file, scores(), command=COMMAND)
    note = "\n\nThe *dim* clips | are dim: `<b>`.\r\n\n- \N{WHITE HEART SUIT}  \n"
    text = file.read_bytes().decode()
    before, _, rest = text.partition(NOTES[0])
    after = rest.partition(NOTES[1])[2]
    file.write_bytes((before + NOTES[0] + note + NOTES[1] + after).encode())
    write_markdown(file, scores(f1=0.93), command=COMMAND)
    assert NOTES[0] + note + NOTES[1] in file.read_bytes().decode()
    assert "NOT REACHED" in file.read_text("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "# Another document",
        f"mine {NOTES[0]} not closed",
        f"mine {NOTES[1]}",
        f"{NOTES[1]} mine {NOTES[0]}",
        f"{NOTES[0]}a{NOTES[0]}b{NOTES[1]}",
        f"{NOTES[0]}a{NOTES[1]}{NOTES[0]}b{NOTES[1]}",
        f"{NOTES[1]}a{NOTES[0]}b{NOTES[1]}",
    ],
)
def test_notes_that_cannot_be_told_apart_are_not_lost(tmp_path: Path, text: str) -> None:
    file = tmp_path / "accuracy.md"
    file.write_text(text, "utf-8")
    with pytest.raises(OutputError, match="left as it is"):
        write_markdown(file, scores(), command=COMMAND)
    assert [each.name for each in tmp_path.iterdir()] == ["accuracy.md"]
    assert file.read_text("utf-8") == text


def test_a_file_that_is_no_text_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "accuracy.md"
    file.write_bytes(b"\xff\xfe\xfd")
    with pytest.raises(OutputError, match="left as it is"):
        write_markdown(file, scores(), command=COMMAND)


@pytest.mark.slow
def test_the_charts_lie_beside_and_the_bytes_are_always_the_same(tmp_path: Path) -> None:
    made = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        files = write_markdown(folder / "accuracy.md", scores(), command=COMMAND)
        assert [file.name for file in files] == [
            "accuracy.md",
            "accuracy-yaw.svg",
            "accuracy-faults.svg",
        ]
        made.append([file.read_bytes() for file in files])
    assert made[0] == made[1]
    text = made[0][0].decode()
    assert "](accuracy-yaw.svg)" in text
    assert "](accuracy-faults.svg)" in text
    assert str(tmp_path) not in text


def test_an_absolute_folder_is_not_told() -> None:
    text = markdown(scores().model_copy(update={"truth": "/home/me/clips"}), command=COMMAND)
    assert "/home" not in text
    assert "Folder: `clips`" in text


def test_real_footage_stands_beside_and_names_no_clip() -> None:
    other = scores(f1=0.71, clips=(clip("somebody.mp4", 3.0, "all wrong"),))
    other = other.model_copy(update={"truth": "../shared/footage"})
    without = markdown(scores(), command=COMMAND)
    text = markdown(scores(), command=COMMAND, also=other)
    assert "not part of the project; they are not measured" in without
    ours, _, theirs = text.partition("## Real footage")
    assert without.startswith(ours)
    assert "`../shared/footage`" in theirs
    assert str(format_figure(other.supported.faults["rounded_back"].by_clip.f1)) in theirs
    assert "somebody" not in text


@pytest.mark.slow
def test_worst_clips_and_odd_names() -> None:
    odd = clip("a|b`c<i>.mp4", 3.0, "what | is *this*", reps=9)
    text = markdown(scores(clips=(odd, clip("good.mp4"))), command=COMMAND)
    assert "| `a\\|b'c<i>.mp4` | bent-over-row | 9 of 4 | what \\| is \\*this\\* |" in text
    assert "Something is wrong in 1 of 2 analyses." in text
    assert "good.mp4" not in text


def test_a_condition_that_does_not_vary_has_no_table() -> None:
    made = scores()
    by = {"room": {"gym": made.overall}, **made.by}
    text = markdown(made.model_copy(update={"by": by}), command=COMMAND)
    assert "By room" not in text
    assert text.index("### By exercise") < text.index("### By view\n") < text.index("### By fps")


def test_nothing_measured_is_a_dash() -> None:
    text = markdown(nothing(), command=COMMAND)
    assert "not measured" in text
    assert "0.00" not in text


def test_tables_are_whole(tmp_path: Path) -> None:
    made: Scores = scores()
    for block in markdown(made, command=COMMAND, also=made).split("\n\n"):
        if block.startswith("|"):
            widths = {line.replace("\\|", "").count("|") for line in block.splitlines()}
            assert len(widths) == 1, block

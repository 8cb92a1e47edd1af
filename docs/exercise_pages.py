"""Writes the page of each exercise, from its file: `python docs/exercise_pages.py`.

`docs/exercises/<id>.md` says what an exercise is, where the camera may stand, what is counted and
judged from where, every check, and what no camera shows; beside it stands a drawing of its start
and its turn.  `docs/exercises/README.md` lists them.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from formcheck.exercises import Check, Exercise, list_exercises
from formcheck.exercises.figures import turn_of
from formcheck.measures import QUANTITIES
from formcheck.report.figure_drawing import figure_ends
from formcheck.result.exercise_words import (
    DURING_WORDS,
    LOAD_WORDS,
    NOT_AT_TURN,
    VIEW_WORDS,
    VIEWS,
    dose_words,
    from_views,
    in_groups,
    listed,
    purpose_words,
    range_words,
    seen_words,
)
from formcheck.result.measure_words import limit_of
from formcheck.result.number_words import value
from formcheck.result.wording import capital
from formcheck.severity import SEVERITIES
from studio.samples import samples

FOLDER = Path(__file__).parent / "exercises"
INDEX = "README.md"
NOTE = "<!-- python docs/exercise_pages.py writes this page from the exercise's file. -->"
GUESSED = "What is not judged from a view is never guessed: the result says that it was not judged."
MARGINS = "Off the side, the margins beyond the limits are twice as wide."
YES, NO = "yes", "-"


def page(exercise: Exercise) -> str:
    """The page of an exercise, as Markdown."""
    parts = [
        NOTE,
        f"# {exercise.name}",
        exercise.about,
        _picture(exercise),
        _facts(exercise),
        "## The camera",
        exercise.camera,
        f"{seen_words(exercise)} {GUESSED}",
        _views(exercise),
        "## What is counted",
        exercise.counts,
        range_words(exercise),
        _look_alikes(exercise),
        "## What is judged",
        MARGINS if exercise.checks else "Nothing: it is counted alone.",
        *map(_check, exercise.checks),
        *_not_seen(exercise),
        f"The whole file: [`{exercise.id}.toml`](../../formcheck/exercises/{exercise.id}.toml);"
        " [what its keys mean](../exercise-format.md). [All exercises](README.md)",
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def index(exercises: Sequence[Exercise]) -> str:
    """The page that lists all exercises, by what they are for."""
    parts = [
        NOTE,
        "# The exercises",
        f"formcheck knows {len(exercises)} exercises. Each page says where the camera may stand,"
        " what is counted and what is judged from there, and what no camera shows. `formcheck"
        " exercises ID` prints the same; [your own exercise](../exercise-format.md) is a file like"
        " theirs.",
    ]
    for part, group in in_groups(exercises):
        rows = ["| exercise | dose | counted and judged |", "|---|---|---|"]
        rows += [
            f"| [{each.name}]({each.id}.md) | {dose_words(each)} | {seen_words(each)} |"
            for each in group
        ]
        parts += [f"## {part}", "\n".join(rows)]
    return "\n\n".join(parts) + "\n"


def files() -> Iterator[tuple[str, bytes]]:
    """All files of the folder, each with what is in it."""
    exercises = list_exercises()
    yield INDEX, index(exercises).encode()
    for exercise in exercises:
        yield f"{exercise.id}.md", page(exercise).encode()
        drawn = figure_ends(exercise)
        if drawn is not None:
            yield f"{exercise.id}.svg", drawn


def _picture(exercise: Exercise) -> str:
    drawn = figure_ends(exercise) is not None
    ends = "start and turn" if exercise.kind == "reps" else "how it is held"
    return f"![{exercise.name}: {ends}]({exercise.id}.svg)" if drawn else ""


def _facts(exercise: Exercise) -> str:
    rows = [
        ("for", purpose_words(exercise)),
        ("with", listed([_with(each) for each in exercise.equipment], "or")),
        ("in the hands", LOAD_WORDS[exercise.load] if exercise.load != "none" else ""),
        ("dose", dose_words(exercise)),
        ("by", exercise.source),
        ("also called", ", ".join(exercise.aliases)),
        ("checked with", f"`formcheck analyze video.mp4 --exercise {exercise.id}`"),
        ("to try", _sample(exercise.id)),
    ]
    return _table(["", ""], [[label, text] for label, text in rows if text])


def _sample(exercise: str) -> str:
    sample = samples()[exercise]
    path = sample.video.relative_to(FOLDER.parents[1])
    return f"[{path.name}](../../{path.as_posix()}): {sample.words}"


def _with(equipment: str) -> str:
    return "nothing" if equipment == "none" else equipment


def _views(exercise: Exercise) -> str:
    views, partly = from_views(exercise), NOT_AT_TURN[turn_of(exercise)]
    heads = ["", *(each.words for each in views)]
    kind = "reps" if exercise.kind == "reps" else "seconds"
    rows = [[f"**{kind} counted**", *(YES if each.counted else NO for each in views)]]
    for check in exercise.checks:
        told = [
            YES if check.id in each.judged else partly if check.id in each.partly else NO
            for each in views
        ]
        rows.append([check.name, *told])
    return _table(heads, rows)


def _look_alikes(exercise: Exercise) -> str:
    others = listed(exercise.look_alikes, "or")
    return f"Not counted, though it may look like it: {others}." if others else ""


def _check(check: Check) -> str:
    measure = QUANTITIES[check.measure]
    margin = value(check.margin, check.unit)
    lines = [
        f"### {check.name}",
        "",
        f"{capital(SEVERITIES[check.severity].words)}. Right is {limit_of(check)}. {check.why}",
        "",
        f"- Said: \N{LEFT DOUBLE QUOTATION MARK}{check.cue}\N{RIGHT DOUBLE QUOTATION MARK}",
        f"- Looked at {_when(check)}, and up to {margin} beyond the limit nothing is said.",
        f"- Measured: {measure.label}. {measure.what}",
        f"- Source: {check.source}",
    ]
    return "\n".join(lines)


def _when(check: Check) -> str:
    views = listed([VIEW_WORDS[view] for view in VIEWS if view in check.views])
    if check.is_of_tempo:
        return f"when a rep is counted, from {views}"
    return f"{DURING_WORDS[check.during]}, from {views}; it must last {check.for_s:g} s"


def _not_seen(exercise: Exercise) -> Iterator[str]:
    if exercise.not_seen:
        yield "## What no camera shows"
        yield "\n".join(f"- {sentence}" for sentence in exercise.not_seen)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |".replace("|  |", "| |") for line in lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python docs/exercise_pages.py", description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for the pages")
    out = parser.parse_args(arguments).out
    out.mkdir(parents=True, exist_ok=True)
    written = dict(files())
    for file in out.iterdir():
        if file.suffix in (".md", ".svg") and file.name not in written:
            file.unlink()
    for name, content in written.items():
        (out / name).write_bytes(content)
    print(f"{out.name}: {len(written)} files, {sum(map(len, written.values())) / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

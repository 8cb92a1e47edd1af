"""What was measured on sets that were not trained on, as a page: counts, and faults."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from formcheck.exercises import load_exercise
from recognition.counted import Counted, FaultFound, found_of, shares_of

VIEWS = ("side", "three-quarter", "front", "back")


def page(found: Sequence[Counted], checked: Sequence[Counted], command: str) -> str:
    """The page, in Markdown.

    Args:
        found: What came of the sets.
        checked: What came of the sets that were drawn for checks.
        command: That makes the page.
    """
    parts = [each for each in found if each.excerpt]
    found = [each for each in found if not each.excerpt]
    lines = [
        "# Counts and faults of every exercise on drawn sets",
        "",
        f"Written by `{command}`.",
        "The sets have no pixels: bodies of the studio move, cameras anywhere around them see them",
        "at 8 to 60 frames a second, and joints are read with errors like the pose model's. One",
        "camera in five stands so near that the feet are out of the picture, one in twelve so",
        "near that it ends near the hips of who stands, and one in eight cuts raised hands or the",
        "head off. Bodies, cameras, styles and errors are new to the recogniser, the kinds of",
        "movement are not. What drawn pictures and real people give is in",
        "[accuracy.md](accuracy.md).",
        "",
        "## Counts",
        "",
        "*Silent* is a wrong count without a doubt. In brackets stands a view in which the",
        "exercise is not called counted. Nobody can say whether the lift that takes the weight",
        "of a deadlift up, or puts it down, is a rep: it counts neither way.",
        "",
        "| exercise | sets | exact | within one | silent | doubted though right "
        "| exact from the side | three quarters | front | back |",
        "|---|---|---|---|---|---|---|---|---|---|",
        *_counts(found),
        "",
        "Of something else " + _of_something_else(found),
        "",
        "Films that begin and end anywhere in those sets, like those that people cut out of longer",
        "ones; a rep that the film cuts counts neither way: " + _of_parts(parts),
        "Of something else " + _of_something_else(parts),
        "",
        "## Faults",
        "",
        "In the views in which each can be judged; a fault is found if it was said once in a set,",
        "and missed if it was called right where joints without errors show it, else not judged.",
        "Of each risk that joints show, sets are drawn that have it and sets that have no fault.",
        "Not judged (faulty ones, good ones) is neither right nor wrong. A rounded back is seen by",
        "its outline, which these sets have not: [accuracy.md](accuracy.md) has those. Where a rep",
        "goes less than the full way the set says nothing of the checks of the range of motion.",
        "",
        "| exercise | fault | stake | found | accused though good | F1 | not judged |",
        "|---|---|---|---|---|---|---|",
        *_faults([*found, *checked]),
        "",
    ]
    return "\n".join(lines)


def _of_something_else(found: Sequence[Counted]) -> str:
    others = [each for each in found if not each.own]
    false = sum(each.reps for each in others)
    return (
        f"{len(others)} pairs of a film and an exercise were looked at: "
        f"{100 * false / max(1, len(others)):.1f} reps were counted in a hundred of them, "
        f"{false / max(0.01, sum(each.minutes for each in others)):.2f} a minute."
    )


def _of_parts(parts: Sequence[Counted]) -> str:
    own = [each for each in parts if each.own and each.true is not None]
    shares = shares_of(own)
    return (
        f"of {len(own)} {shares.exact:.2f} are counted exactly, {shares.within_one:.2f} within "
        f"one, {shares.silent:.2f} silently wrong; of the right ones {shares.doubted_right:.2f} "
        "are doubted."
    )


def _exercises(found: Sequence[Counted]) -> list[str]:
    return sorted({each.exercise for each in found})


def _counts(found: Sequence[Counted]) -> Iterator[str]:
    for exercise in _exercises(found):
        own = [e for e in found if e.own and e.exercise == exercise and e.true is not None]
        counted = load_exercise(exercise).views
        shares = shares_of(own)
        seen = []
        for view in VIEWS:
            there = [each for each in own if each.view == view]
            text = f"{shares_of(there).exact:.2f} ({len(there)})" if there else "-"
            seen.append(text if view in counted else f"[{text}]")
        yield (
            f"| {exercise} | {len(own)} | {shares.exact:.2f} | {shares.within_one:.2f} "
            f"| {shares.silent:.2f} | {shares.doubted_right:.2f} | {' | '.join(seen)} |"
        )


def _faults(found: Sequence[Counted]) -> Iterator[str]:
    for exercise in _exercises(found):
        own = [each for each in found if each.own and each.exercise == exercise]
        for one in found_of(load_exercise(exercise), own):
            yield (
                f"| {exercise} | {one.id} | {one.severity} | {one.found} of {one.faulty} "
                f"| {one.accused} of {one.good} | {_f1(one)} "
                f"| {one.unjudged_faulty}, {one.unjudged_good} |"
            )


def _f1(one: FaultFound) -> str:
    """The figure, or a dash where there is no faulty set or no good one to make it from."""
    return f"{one.f1:.2f}" if one.faulty and one.good else "-"

"""The guard: what an earlier evaluation got right must stay right.

The line of each clip that was right and is not any more has its name, so that whoever changed
something knows where to look.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from formcheck.errors import InputError, OutputError
from formcheck.evaluation.scoring.reps import HOLD_OK_S
from formcheck.evaluation.statistics.scores import (
    ClipScore,
    CountScores,
    FaultScores,
    Figure,
    Group,
    Scores,
)

RIGHT_OUTCOMES = ("found", "right")

SECONDS_SLACK = 0.01
"""How far a share of seconds may drop: each change moves a frame or two."""

TIME_SLACK_S = 0.05
ANGLE_SLACK_DEG = 0.5
NO_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class _Compared:
    """A figure of both, which way is better, and by how much it may get worse."""

    name: str
    before: Figure
    now: Figure
    more_is_better: bool = True
    slack: float = NO_SLACK


def read_scores(file: Path) -> Scores:
    """Read an earlier evaluation.

    Args:
        file: What ``formcheck evaluate --json`` printed, or a baseline.

    Raises:
        InputError: It is no such document.
    """
    try:
        return Scores.model_validate_json(file.read_bytes())
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror or error}") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(map(str, first["loc"])) or "the document"
        raise InputError(
            f"{file}: this is not what `formcheck evaluate --json` prints: {key}: {first['msg']}"
        ) from None


def write_baseline(file: Path, scores: Scores) -> None:
    """Write what later evaluations are held against, for `read_scores`.

    It is the document of ``formcheck evaluate --json`` without what is not held, a line for each
    figure and each clip, so that a change of rules changes the lines of what came out differently.

    Args:
        file: Where to; its folder exists.
        scores: What was found.

    Raises:
        OutputError: It cannot be written.
    """
    document = scores.baseline().model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if document["supported"] == document["overall"]:
        del document["supported"]
    clips = ",\n".join(f"  {json.dumps(clip)}" for clip in document.pop("clips"))
    head = _a_line_a_figure({"schema": scores.schema_version, **document}).removesuffix("\n}")
    try:
        file.write_text(f'{head},\n "clips": [\n{clips}\n ]\n}}\n', encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{file}: cannot be written: {error.strerror or error}") from error


def _a_line_a_figure(part: Any, indent: str = "\n") -> str:
    """JSON in which what holds nothing but values has one line."""
    if not isinstance(part, dict) or not any(isinstance(each, dict) for each in part.values()):
        return json.dumps(part)
    inner = indent + " "
    lines = [f"{json.dumps(key)}: {_a_line_a_figure(part[key], inner)}" for key in part]
    return f"{{{inner}{(',' + inner).join(lines)}{indent}}}"


def find_regressions(before: Scores, now: Scores) -> list[str]:
    """What was right and is not any more, one line each; none if nothing is.

    Args:
        before: The earlier evaluation.
        now: This one.
    """
    clips = {(clip.clip, clip.exercise): clip for clip in now.clips}
    lines: list[str] = []
    for old in before.clips:
        new = clips.get((old.clip, old.exercise))
        name = f"{old.clip} as {old.exercise}"
        if new is None:
            lines.append(f"{name}: was evaluated, and is not any more")
        else:
            lines += [f"{name}: {what}" for what in _worse_clip(old, new)]
    for where in ("overall", "supported"):
        pairs = _figures(getattr(before, where), getattr(now, where))
        lines += [f"{where}: {_told(pair)}" for pair in pairs if _is_worse(pair)]
    for setting, groups in before.settings.items():
        for exercise, then in groups.items():
            group = now.settings.get(setting, {}).get(exercise)
            if group is None:
                lines.append(f"{setting}, {exercise}: was evaluated, and is not any more")
                continue
            lines += [
                f"{setting}, {exercise}: {_told(pair)}"
                for pair in _counts(then, group)
                if _is_worse(pair)
            ]
    return lines


def _worse_clip(old: ClipScore, new: ClipScore) -> Iterator[str]:
    yield from _worse_count(old, new)
    if _timed_right(old) and not _timed_right(new):
        yield f"the hold is wrong by {new.hold_error_s} s; it was right"
    for check, outcome in old.faults.items():
        is_now = new.faults.get(check)
        if outcome in RIGHT_OUTCOMES and is_now not in (*RIGHT_OUTCOMES, "doubtful"):
            yield f"{check}: was {outcome}, is {_plain(is_now)}"
    for check in new.invented:
        outcome_now = new.faults.get(check)
        if check not in old.invented and outcome_now != "invented":
            yield f"{check}: is said where there is no fault, which it was not"
        elif check not in old.invented and old.faults.get(check) not in RIGHT_OUTCOMES:
            yield f"{check}: was {_plain(old.faults.get(check))}, is invented"


def _worse_count(old: ClipScore, new: ClipScore) -> Iterator[str]:
    if _counted_right(old) and not _counted_right(new):
        true = " or ".join(map(str, new.true_reps))
        yield f"{new.reps} reps counted, {true} done; it was exact"
    elif _is_silent(new) and not _is_silent(old):
        yield f"{new.reps} reps counted without a doubt, which is wrong; it was doubted"
    for exercise, reps in new.elsewhere.items():
        before = old.elsewhere.get(exercise, 0)
        if reps > before:
            yield f"{reps} reps counted as {exercise}, which is not done; it was {before}"


def _counted_right(clip: ClipScore) -> bool:
    return clip.reps is None or not clip.true_reps or clip.reps in clip.true_reps


def _is_silent(clip: ClipScore) -> bool:
    return not clip.doubts and not _counted_right(clip)


def _timed_right(clip: ClipScore) -> bool:
    if clip.hold_error_s is None:
        return True
    return clip.doing is not None and clip.hold_error_s <= HOLD_OK_S


def _plain(outcome: str | None) -> str:
    return "not checked" if outcome is None else outcome.replace("-", " ")


def _figures(old: Group, new: Group) -> Iterator[_Compared]:
    """All figures that are held, of a group then and now."""
    yield from _counts(old, new)
    yield _Compared(
        "not judged in unsupported views",
        old.unsupported_not_judged,
        new.unsupported_not_judged,
        slack=SECONDS_SLACK,
    )
    yield _Compared(
        "hold error, p95",
        old.hold_error_s.p95,
        new.hold_error_s.p95,
        more_is_better=False,
        slack=TIME_SLACK_S,
    )
    for check, then in old.faults.items():
        if check in new.faults:
            yield from _of_check(check, then, new.faults[check])


def _counts(old: Group | CountScores, new: Group | CountScores) -> Iterator[_Compared]:
    """The figures of counting that are held."""
    a, b = old.reps, new.reps
    yield _Compared("reps exact", a.exact, b.exact)
    yield _Compared("reps within one", a.off_by_one, b.off_by_one)
    yield _Compared("reps in place", a.placed, b.placed)
    yield _Compared("mean error of reps", a.mean_error, b.mean_error, more_is_better=False)
    yield _Compared(
        "false reps a minute", a.false_per_minute, b.false_per_minute, more_is_better=False
    )
    c, d = old.doubts, new.doubts
    yield _Compared("silent errors", c.silent, d.silent, more_is_better=False)
    yield _Compared("doubts on right counts", c.on_right, d.on_right, more_is_better=False)
    yield _Compared("range, p90", c.width_p90, d.width_p90, more_is_better=False)
    for name, then, is_now in (
        ("range holds the true count", c.range_holds, d.range_holds),
        ("doubts near the mistake", c.near_mistake, d.near_mistake),
    ):
        if is_now.value is not None:  # where nothing is doubted any more, nothing got worse
            yield _Compared(name, then, is_now)
    yield _Compared(
        "false reps of 100 wrong pairs",
        old.pairs.false_per_hundred,
        new.pairs.false_per_hundred,
        more_is_better=False,
    )


def _of_check(check: str, old: FaultScores, new: FaultScores) -> Iterator[_Compared]:
    for part in ("precision", "recall", "f1", "judged"):
        before, now = getattr(old.by_clip, part), getattr(new.by_clip, part)
        yield _Compared(f"{check}, {part} by clip", before, now)
        before, now = getattr(old.by_second, part), getattr(new.by_second, part)
        yield _Compared(f"{check}, {part} by second", before, now, slack=SECONDS_SLACK)
    for part, slack in (
        ("delay_median", TIME_SLACK_S),
        ("delay_p95", TIME_SLACK_S),
        ("size_error_median", ANGLE_SLACK_DEG),
        ("size_error_p95", ANGLE_SLACK_DEG),
    ):
        before, now = getattr(old, part), getattr(new, part)
        name = f"{check}, {part.replace('_', ' ')}"
        yield _Compared(name, before, now, more_is_better=False, slack=slack)


def _is_worse(pair: _Compared) -> bool:
    before, now = pair.before.value, pair.now.value
    if before is None or now is None:
        return before is not None and pair.more_is_better
    drop = before - now if pair.more_is_better else now - before
    return drop > pair.slack


def _told(pair: _Compared) -> str:
    now = "nothing to measure it on" if pair.now.value is None else f"{pair.now.value:g}"
    return f"{pair.name}: was {pair.before.value:g}, is {now}"

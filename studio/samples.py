"""A video that shows each exercise: `python -m studio.samples` writes the table of them.

`sample_videos/exercises.toml` names the clip of each.  Those of `accuracy/guide` have their truth
and the poses that the model finds there; of them the video is kept for people alone.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from formcheck.exercises import list_exercises, load_exercise
from formcheck.result.exercise_words import VIEW_WORDS

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "sample_videos"
GUIDE = ROOT / "accuracy" / "guide"
PAGE = FOLDER / "exercises" / "README.md"
NOTE = "<!-- python -m studio.samples writes this page. -->"
MOST_BYTES = 400_000
"""A sample is smaller than this."""


@dataclass(frozen=True)
class Sample:
    """A video of an exercise, and what is truly done in it.

    Attributes:
        exercise: Its id.
        video: The file.
        poses: What the model finds in it, where that is kept for the accuracy; else None.
        view: From where it is seen.
        reps: How many whole reps are done.
        halves: How many more do not go all the way.
        held_s: For how long the position is taken, seconds, where no reps are done.
        faults: Ids of the checks that fail in it.
    """

    exercise: str
    video: Path
    poses: Path | None
    view: str
    reps: int
    halves: int
    held_s: float
    faults: tuple[str, ...]

    @property
    def words(self) -> str:
        """What it shows, within a line.

        >>> samples()["band-seated-row"].words
        '3 reps and 1 half one, from the side'
        """
        done = f"{self.reps} reps" if self.reps else f"{self.held_s:.0f} s held"
        half = f" and {self.halves} half {'one' if self.halves == 1 else 'ones'}"
        return f"{done}{half if self.halves else ''}, from {VIEW_WORDS[self.view]}"


@cache
def samples() -> dict[str, Sample]:
    """The sample of each exercise, by its id."""
    with (FOLDER / "exercises.toml").open("rb") as file:
        clips: dict[str, str] = tomllib.load(file)
    return {exercise: _sample(exercise, clip) for exercise, clip in clips.items()}


def _sample(exercise: str, clip: str) -> Sample:
    own = FOLDER / f"{clip}.mp4"
    kept = own.exists()
    folder = FOLDER if kept else GUIDE
    truth = json.loads((folder / f"{clip}.json").read_text(encoding="utf-8"))
    first, last = truth["exercising"][0][0], truth["exercising"][-1][1]
    return Sample(
        exercise,
        own if kept else FOLDER / "exercises" / f"{exercise}.mp4",
        None if kept else GUIDE / f"{clip}.jsonl.gz",
        truth["view"],
        len(truth["reps"]),
        len(truth["attempts"]),
        last - first,
        tuple(dict.fromkeys(fault["id"] for fault in truth["faults"])),
    )


def page() -> str:
    """The table, as Markdown."""
    known = samples()
    rows = [
        "| exercise | video | what is shown | faults |",
        "|---|---|---|---|",
    ]
    for exercise in list_exercises():
        sample = known[exercise.id]
        link = "../" * (sample.video.parent == FOLDER) + sample.video.name
        rows.append(
            f"| [{exercise.name}](../../docs/exercises/{exercise.id}.md) | [{link}]({link}) "
            f"| {sample.words} | {_faults(sample)} |"
        )
    return (
        "\n\n".join(
            [
                NOTE,
                "# A video of each exercise",
                "Rendered by `studio/`: no real person is shown. To see what formcheck says of "
                "one: `formcheck analyze sample_videos/exercises/squat.mp4 --exercise squat`. "
                "Those that stand here are clips of `accuracy/guide`, where their exact truth is; "
                "the others have theirs beside them.",
                "\n".join(rows),
            ]
        )
        + "\n"
    )


def _faults(sample: Sample) -> str:
    names = {check.id: check.name for check in load_exercise(sample.exercise).checks}
    return ", ".join(names[fault].lower() for fault in sample.faults) or "none"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

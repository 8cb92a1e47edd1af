"""The moving figures of exercises: a body's joints in two dimensions over one repetition.

``python -m studio.figures`` makes them from the motions of the studio; an exercise of a user's own
has none.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from formcheck.exercises.schema import Exercise
from formcheck.exercises.vocabulary import View

Joint = Literal[
    "head",
    "far shoulder",
    "far elbow",
    "far wrist",
    "far hand",
    "far hip",
    "far knee",
    "far ankle",
    "far toe",
    "shoulder",
    "elbow",
    "wrist",
    "hand",
    "hip",
    "knee",
    "ankle",
    "toe",
]
JOINTS: tuple[Joint, ...] = get_args(Joint)
"""What a frame gives the places of, in this order; far ones are the person's left."""

WIDTH, HEIGHT, FLOOR = 220, 126, 120
"""The box in which a figure stands, and how far down in it the floor is."""

Point = tuple[float, float]
Turn = Literal["up", "down", "out"]


class Figure(BaseModel):
    """A body's joints over one repetition; a hold has one frame.

    Attributes:
        view: Where it is looked at from.
        seconds: How long the repetition takes.
        times: When each frame is, as shares of that time, from 0 to 1; straight lines between.
        turn: Which frame is the turn.
        frames: x and y of each of `JOINTS`, one after the other; the first and the last are alike.
        things: What the body sits, lies or leans on: left, top, width and height.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    view: View
    seconds: float = Field(gt=0)
    times: tuple[float, ...] = Field(min_length=1)
    turn: int = Field(ge=0)
    frames: tuple[tuple[int, ...], ...] = Field(min_length=1)
    things: tuple[tuple[int, int, int, int], ...] = ()

    @property
    def moves(self) -> bool:
        """Whether there is more than one frame."""
        return len(self.frames) > 1

    def track(self, joint: Joint) -> list[Point]:
        """Where a joint is in each frame."""
        at = 2 * JOINTS.index(joint)
        return [(frame[at], frame[at + 1]) for frame in self.frames]


def figure_of(exercise: Exercise) -> Figure | None:
    """The figure of an exercise that formcheck brings; None where there is none."""
    return _read(exercise.id)


def turn_of(exercise: Exercise) -> Turn:
    """Where the turn of a rep lies from its start, as people who do it would say.

    Without a figure the muscles tell: what shortens on the way out lifts something.

    >>> from formcheck.exercises import load_exercise
    >>> [turn_of(load_exercise(name)) for name in ("bent-over-row", "push-up")]
    ['up', 'down']
    """
    figure = figure_of(exercise)
    if figure is None or not figure.moves:
        return "down" if exercise.rep and exercise.rep.concentric == "back" else "up"
    ways = [
        (track[figure.turn][0] - track[0][0], track[figure.turn][1] - track[0][1])
        for track in map(figure.track, JOINTS)
    ]
    across, down = max(ways, key=lambda way: way[0] ** 2 + way[1] ** 2)
    if abs(down) < 0.4 * abs(across):
        return "out"
    return "down" if down > 0 else "up"


@cache
def _read(name: str) -> Figure | None:
    file = resources.files("formcheck.exercises").joinpath("figures", f"{name}.json")
    try:
        return Figure.model_validate_json(file.read_bytes())
    except FileNotFoundError:
        return None

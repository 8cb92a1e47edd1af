"""The moving figure of an exercise: at its turn, over a pale picture of its start.

Lines take the colour of the text around them, arms and weights the variable ``--figure`` where a
page has it: a page's style sheet decides for light, dark and print.  Nothing moves by itself: a
page begins the animations (``beginElement``), or leaves it standing for who wants no motion.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree as ET

from markupsafe import Markup

from formcheck.exercises import Exercise
from formcheck.exercises.figures import FLOOR, HEIGHT, WIDTH, Figure, Joint, Point, figure_of
from formcheck.report import svg

COLOUR = "var(--figure, #0b6e63)"
LONGEST_S = 5.0
"""What moves by itself on a page stops by then (WCAG 2.2.2)."""

_FREE = {"dumbbells", "barbell", "kettlebell"}
_TOGETHER = 16.0  # hands nearer to each other than that hold one thing
_GRIP = 14.0  # how far a bar reaches beyond the hands
_HEAD_R = 8.5
_STROKES = {"fill": "none", "stroke_linecap": "round", "stroke_linejoin": "round"}
_COLOURS = (
    "svg{color:#17211f;--figure:#0b6e63}"
    "@media(prefers-color-scheme:dark){svg{color:#e7eeec;--figure:#57c9b8}}"
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line through joints, frame by frame."""

    joints: tuple[Joint, ...]
    width: float
    colour: str = "currentColor"
    closed: bool = False
    faint: bool = False


_FAR = (
    _Line(("far shoulder", "far elbow", "far wrist", "far hand"), 6.5, COLOUR, faint=True),
    _Line(("far hip", "far knee", "far ankle", "far toe"), 8.0, faint=True),
)
_NEAR = (
    _Line(("shoulder", "far shoulder", "far hip", "hip"), 8.0, closed=True),
    _Line(("hip", "knee", "ankle", "toe"), 8.0),
    _Line(("shoulder", "elbow", "wrist", "hand"), 6.5, COLOUR),
)


def figure_drawing(exercise: Exercise) -> Markup | None:
    """The figure as an element that may stand in a page; None where there is none."""
    picture = _picture(exercise, moving=False)
    return None if picture is None else svg.markup(picture)


def figure_file(exercise: Exercise) -> bytes | None:
    """The figure, which can move, as an SVG file of its own; None where there is none."""
    picture = _picture(exercise, moving=True)
    if picture is None:
        return None
    picture.set("xmlns", "http://www.w3.org/2000/svg")
    return ET.tostring(picture, encoding="unicode").encode()


def figure_ends(exercise: Exercise) -> bytes | None:
    """Start and turn side by side, as a file with its own colours, light and dark; None: no figure.

    A hold is drawn once.
    """
    figure = figure_of(exercise)
    if figure is None:
        return None
    ends = (0, figure.turn) if figure.moves else (0,)
    picture = svg.add(
        None,
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {len(ends) * WIDTH} {HEIGHT}",
        width=2 * len(ends) * WIDTH,
        **_STROKES,
    )
    svg.add(picture, "style", _COLOURS)
    for number, at in enumerate(ends):
        place = svg.add(picture, "g", transform=f"translate({number * WIDTH} 0)")
        _ground(place, figure)
        _body(place, figure, exercise, at, None)
    return ET.tostring(picture, encoding="unicode").encode() + b"\n"


def _picture(exercise: Exercise, *, moving: bool) -> ET.Element | None:
    figure = figure_of(exercise)
    if figure is None:
        return None
    picture = svg.add(
        None,
        "svg",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        class_="movement",
        role="img",
        aria_label=f"Drawing: {exercise.name}",
        **_STROKES,
    )
    _ground(picture, figure)
    if figure.moves:
        _body(svg.add(picture, "g", class_="ghost", opacity="0.2"), figure, exercise, 0, None)
    move = _mover(figure) if moving and figure.moves else None
    _body(svg.add(picture, "g", class_="figure"), figure, exercise, figure.turn, move)
    return picture


def _ground(picture: ET.Element, figure: Figure) -> None:
    """Draw the floor and what the body rests on."""
    thing: dict[str, svg.Value] = {
        "stroke": "currentColor",
        "stroke_width": 1.5,
        "opacity": "0.3",
        "fill": "none",
    }
    svg.add(picture, "line", None, x1=14, x2=WIDTH - 14, y1=FLOOR, y2=FLOOR, **thing)
    for left, top, width, height in figure.things:
        box = thing | {"x": left, "y": top, "width": width, "height": height, "rx": 3}
        svg.add(picture, "rect", None, **box)


_Move = Callable[[ET.Element, str, list[str]], None]


def _mover(figure: Figure) -> _Move:
    """What adds an animation to an element: the values of an attribute, frame by frame."""
    times = ";".join(f"{share:g}" for share in figure.times)
    repeats = max(1, math.floor(LONGEST_S / figure.seconds))

    def move(element: ET.Element, attribute: str, values: list[str]) -> None:
        if len(set(values)) > 1:
            svg.add(
                element,
                "animate",
                attributeName=attribute,
                values=";".join(values),
                keyTimes=times,
                dur=f"{figure.seconds:g}s",
                begin="indefinite",
                repeatCount=repeats,
            )

    return move


def _body(
    group: ET.Element, figure: Figure, exercise: Exercise, at: int, move: _Move | None
) -> None:
    """Draw the body of one frame, and how it moves."""
    for line in _FAR:
        _line(group, line, figure, at, move)
    head = figure.track("head")
    x, y = head[at]
    circle = svg.add(group, "circle", cx=x, cy=y, r=_HEAD_R, fill="currentColor")
    if move is not None:
        move(circle, "cx", [f"{point[0]:g}" for point in head])
        move(circle, "cy", [f"{point[1]:g}" for point in head])
    for line in _NEAR:
        _line(group, line, figure, at, move)
    for width, tracks in _weights(figure, exercise):
        _path(group, [_written(frame) for frame in zip(*tracks, strict=True)], at, move, width)


def _line(group: ET.Element, line: _Line, figure: Figure, at: int, move: _Move | None) -> None:
    tracks = [figure.track(joint) for joint in line.joints]
    written = [_written(frame, closed=line.closed) for frame in zip(*tracks, strict=True)]
    made = _path(group, written, at, move, line.width)
    made.set("stroke", line.colour)
    if line.closed:
        made.set("fill", line.colour)
    if line.faint and figure.view in ("side", "three-quarter"):
        made.set("opacity", "0.55")


def _path(
    group: ET.Element, written: list[str], at: int, move: _Move | None, width: float
) -> ET.Element:
    made = svg.add(group, "path", d=written[at], stroke=COLOUR, stroke_width=width)
    if move is not None:
        move(made, "d", written)
    return made


def _written(points: tuple[Point, ...], *, closed: bool = False) -> str:
    d = "M" + "L".join(f"{x:g} {y:g}" for x, y in points)
    return d + "Z" if closed else d


def _weights(figure: Figure, exercise: Exercise) -> Iterator[tuple[float, list[list[Point]]]]:
    """What is lifted: the width of its line and the ends of it, frame by frame."""
    if exercise.load == "none" or not _FREE & set(exercise.equipment):
        return
    near, far = figure.track("hand"), figure.track("far hand")
    apart = sum(math.dist(a, b) for a, b in zip(near, far, strict=True)) / len(near)
    middle = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(near, far, strict=True)]
    if exercise.load == "bar" and apart > _TOGETHER:
        beyond = 1.0 + _GRIP / apart
        ends = list(zip(near, far, strict=True))
        yield (
            3.5,
            [
                [_on(b, a, beyond) for a, b in ends],
                [_on(a, b, beyond) for a, b in ends],
            ],
        )
        for hand, other in ((near, far), (far, near)):
            plate = [_on(b, a, beyond) for a, b in zip(hand, other, strict=True)]
            yield 12.0, _spot(plate)
    elif exercise.load == "bar":
        yield 19.0, _spot(middle)
    elif exercise.load == "one":
        yield 14.0, _spot(middle if apart <= _TOGETHER else near)
    else:
        if _path_length(far) > 0.5 * _path_length(near) or not figure.moves:
            yield 8.0, _handle(far)
        yield 8.0, _handle(near)


def _on(start: Point, end: Point, share: float) -> Point:
    """A point on the line from one to another, or beyond it."""
    return (
        round(start[0] + share * (end[0] - start[0]), 1),
        round(start[1] + share * (end[1] - start[1]), 1),
    )


def _spot(track: list[Point]) -> list[list[Point]]:
    """A round weight: a line without length is drawn as a spot."""
    return [track, track]


def _handle(track: list[Point]) -> list[list[Point]]:
    """A dumbbell seen from its side."""
    return [[(x - 5, y) for x, y in track], [(x + 5, y) for x, y in track]]


def _path_length(track: list[Point]) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(track))

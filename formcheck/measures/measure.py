"""What a measure is: a quantity that can be read off a figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from formcheck.measures.figure import Figure


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity that can be read off a figure.

    Attributes:
        name: What exercise files call it.
        label: What people call it.
        unit: ``deg`` or ``%``.
        joints: The near joints that it needs, in the order in which it is drawn.
        what: One sentence for coaches.
        of: The function.
        phrase: What a number of it is of, as it stands behind the number: "at the knee".
        below: The same behind a negative number, which is then told without its sign; "" where
            the sign is told.
        from_outline: Whether it is read off the silhouette's outline, not off joints.
        sagittal: Whether the picture shows it from the side, and it is guessed from the front.
        in_sight: Says whether the movement itself leaves it in sight now; None: it always does.
            What the movement hides for a moment is not looked at, rather than not judged.
        rough: Says whether it is read so roughly now that clear changes alone are told.
        blur: Says by how much, in its unit, it may be misread now beyond what the margin of a
            limit allows for that holds for everybody; None: by nothing.
    """

    name: str
    label: str
    unit: str
    joints: tuple[str, ...]
    what: str
    of: Callable[[Figure], float]
    phrase: str
    below: str = ""
    from_outline: bool = False
    sagittal: bool = False
    in_sight: Callable[[Figure], bool] | None = None
    rough: Callable[[Figure], bool] | None = None
    blur: Callable[[Figure], float] | None = None

    def read(self, figure: Figure) -> float:
        """What `of` says of a figure; it is asked once of each, however many want to know."""
        value = figure.values.get(self.name)
        if value is None:
            value = figure.values[self.name] = self.of(figure)
        return value

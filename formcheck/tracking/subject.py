"""What tracking says of the person who is followed, in one frame."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.events import Reason
from formcheck.measures import Figure
from formcheck.pose import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The person who is followed, in one frame; any number of checkers can look at it.

    Attributes:
        time_s: The frame's time, seconds.
        figure: The person as measures see it; None where nobody was found.
        view: From where the camera sees the person: ``front``, ``back``, ``side`` or
            ``three-quarter``; "" until that is known.
        side: The side that is nearer to the camera.
        yaw_deg: How far the person is turned away from facing the camera, or from the back,
            degrees, 0 to 90.
        surely_side: Whether nothing speaks against a side view.
        trouble: Why the skeleton is not to be believed; None where it is.
    """

    time_s: float
    figure: Figure | None
    view: str
    side: Side
    yaw_deg: float
    surely_side: bool
    trouble: Reason | None

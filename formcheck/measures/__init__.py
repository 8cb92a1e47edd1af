"""Named measures of a pose: angles, inclinations, the line of the body, the bend of the back."""

from formcheck.measures.figure import JOINTS, SIDES, Figure
from formcheck.measures.measure import Measure
from formcheck.measures.movement import SIGNALS
from formcheck.measures.registry import MEASURES
from formcheck.measures.rep_times import REP_TIMES, RepTime
from formcheck.measures.views import SIDE_YAW_DEG

QUANTITIES: dict[str, Measure | RepTime] = {**MEASURES, **REP_TIMES}
"""All that a check may ask for, by name."""

__all__ = [
    "JOINTS",
    "MEASURES",
    "QUANTITIES",
    "REP_TIMES",
    "SIDES",
    "SIDE_YAW_DEG",
    "SIGNALS",
    "Figure",
    "Measure",
    "RepTime",
]

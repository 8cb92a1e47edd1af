"""Named measures of a pose: angles, inclinations, the line of the body, the bend of the back."""

from formcheck.measures.figure import JOINTS, SIDES, Figure
from formcheck.measures.measure import Measure
from formcheck.measures.movement import SIGNALS
from formcheck.measures.registry import MEASURES
from formcheck.measures.views import SIDE_YAW_DEG

__all__ = ["JOINTS", "MEASURES", "SIDES", "SIDE_YAW_DEG", "SIGNALS", "Figure", "Measure"]

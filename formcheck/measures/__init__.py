"""Named measures of a pose: angles, inclinations, the line of the body, the bend of the back."""

from formcheck.measures.figure import JOINTS, SIDES, Figure
from formcheck.measures.measure import Measure
from formcheck.measures.movement import SIGNALS
from formcheck.measures.posture import SIDE_YAW_DEG
from formcheck.measures.registry import MEASURES

__all__ = ["JOINTS", "MEASURES", "SIDES", "SIDE_YAW_DEG", "SIGNALS", "Figure", "Measure"]

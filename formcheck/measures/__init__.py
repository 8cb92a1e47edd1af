"""Named measures of a pose: angles, inclinations, the line of the body, the bend of the back."""

from formcheck.measures.figure import JOINTS, SIDES, Figure
from formcheck.measures.registry import MEASURES, SIDE_YAW_DEG, Measure

__all__ = ["JOINTS", "MEASURES", "SIDES", "SIDE_YAW_DEG", "Figure", "Measure"]

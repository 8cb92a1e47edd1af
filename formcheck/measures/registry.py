"""All measures by name: what exercise files may ask for."""

from __future__ import annotations

from formcheck.measures import arms, back, posture, prone, standing
from formcheck.measures.measure import Measure

MEASURES: dict[str, Measure] = {
    measure.name: measure
    for subject in (arms, posture, standing, prone, back)
    for measure in subject.MEASURES
}
"""All measures by name."""

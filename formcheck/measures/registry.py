"""All measures by name: what exercise files may ask for."""

from __future__ import annotations

from formcheck.measures import (
    arms,
    back,
    legs,
    lying,
    posture,
    prone,
    sides,
    standing,
    trunk,
    upper_arms,
)
from formcheck.measures.measure import Measure

MEASURES: dict[str, Measure] = {
    measure.name: measure
    for subject in (arms, upper_arms, posture, standing, trunk, legs, prone, lying, sides, back)
    for measure in subject.MEASURES
}
"""All measures by name."""

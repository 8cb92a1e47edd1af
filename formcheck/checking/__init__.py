"""Deciding what happened: session state, set-up, counting, holds and form checks."""

from formcheck.checking.reps.proposals import Movements
from formcheck.checking.session import Session

__all__ = ["Movements", "Session"]

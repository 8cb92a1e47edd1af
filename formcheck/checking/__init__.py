"""Deciding what happened: session state, counting, holds, checks, and the events that say so."""

from formcheck.checking.events import (
    AttemptMade,
    AttemptReason,
    Event,
    FaultEnded,
    FaultStarted,
    HoldProgress,
    NotJudged,
    Reason,
    RepCounted,
    State,
    StateChanged,
    Status,
    Tempo,
    Verdict,
    ViewChanged,
)
from formcheck.checking.session import Session

__all__ = [
    "AttemptMade",
    "AttemptReason",
    "Event",
    "FaultEnded",
    "FaultStarted",
    "HoldProgress",
    "NotJudged",
    "Reason",
    "RepCounted",
    "Session",
    "State",
    "StateChanged",
    "Status",
    "Tempo",
    "Verdict",
    "ViewChanged",
]

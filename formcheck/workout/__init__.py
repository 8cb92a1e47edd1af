"""One workout in front of a camera: what to say when, where a set ends, and what is kept of it.

Pure rules over what a session says; every time is handed in, nothing looks at a clock.
"""

from formcheck.workout.coach import Coach
from formcheck.workout.cues import CueEnded, CueSelector, CueShown
from formcheck.workout.guidance import Guidance, guide
from formcheck.workout.placement import Placement, PlacementPoint
from formcheck.workout.set_events import (
    AllDone,
    Countdown,
    Resting,
    SetDone,
    SetFinished,
    SetStarted,
    Stage,
    StageChanged,
)
from formcheck.workout.sets import SetTracker
from formcheck.workout.target import Target
from formcheck.workout.wording import (
    amount_of,
    count_of,
    count_said,
    ending_of,
    set_line,
    set_said,
    whole_seconds,
)

__all__ = [
    "AllDone",
    "Coach",
    "Countdown",
    "CueEnded",
    "CueSelector",
    "CueShown",
    "Guidance",
    "Placement",
    "PlacementPoint",
    "Resting",
    "SetDone",
    "SetFinished",
    "SetStarted",
    "SetTracker",
    "Stage",
    "StageChanged",
    "Target",
    "amount_of",
    "count_of",
    "count_said",
    "ending_of",
    "guide",
    "set_line",
    "set_said",
    "whole_seconds",
]

"""What was done on which day: sessions, sets, reps and faults in a database on this machine."""

from formcheck.history.activities import Activities
from formcheck.history.analyses import Analyses, Analysis, AnalysisState
from formcheck.history.database import (
    Database,
    StorageError,
    data_folder,
    has_database,
    storage_trouble,
)
from formcheck.history.own_postures import OwnPostures
from formcheck.history.records import (
    Activity,
    FrequentFault,
    Overview,
    SessionRecord,
    SetPlace,
    SetRecord,
    SetSaid,
    SetTrace,
    WorkoutRun,
    sets_of,
)
from formcheck.history.runs import WorkoutRuns
from formcheck.history.sessions import Sessions

__all__ = [
    "Activities",
    "Activity",
    "Analyses",
    "Analysis",
    "AnalysisState",
    "Database",
    "FrequentFault",
    "Overview",
    "OwnPostures",
    "SessionRecord",
    "Sessions",
    "SetPlace",
    "SetRecord",
    "SetSaid",
    "SetTrace",
    "StorageError",
    "WorkoutRun",
    "WorkoutRuns",
    "data_folder",
    "has_database",
    "sets_of",
    "storage_trouble",
]

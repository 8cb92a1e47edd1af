"""What was done on which day: sessions, sets, reps and faults in a database on this machine."""

from formcheck.history.analyses import Analyses, Analysis, AnalysisState
from formcheck.history.database import Database, StorageError, data_folder, storage_trouble
from formcheck.history.records import (
    FrequentFault,
    Overview,
    SessionRecord,
    SetRecord,
    SetTrace,
    sets_of,
)
from formcheck.history.sessions import Sessions

__all__ = [
    "Analyses",
    "Analysis",
    "AnalysisState",
    "Database",
    "FrequentFault",
    "Overview",
    "SessionRecord",
    "Sessions",
    "SetRecord",
    "SetTrace",
    "StorageError",
    "data_folder",
    "sets_of",
    "storage_trouble",
]

"""What to train next: workouts as data, progress that clean reps earn, and when muscles are due."""

from formcheck.plans.due import Due, due_today
from formcheck.plans.first_week import FirstWeek, Wish, first_week, first_week_data
from formcheck.plans.fitting import can_be_done, exercises_of, lacking, muscles_of
from formcheck.plans.library import Library, Shelved
from formcheck.plans.progress import Progress, progress_of
from formcheck.plans.progression import Proposal, SetDone, propose
from formcheck.plans.reading import list_workouts, load_workout, parse_workout
from formcheck.plans.recovery import due_again
from formcheck.plans.rules import Rules, shipped_rules
from formcheck.plans.score import SetScore, score_of
from formcheck.plans.training import Block, Step, Workout
from formcheck.plans.writing import draft_toml, toml_of

__all__ = [
    "Block",
    "Due",
    "FirstWeek",
    "Library",
    "Progress",
    "Proposal",
    "Rules",
    "SetDone",
    "SetScore",
    "Shelved",
    "Step",
    "Wish",
    "Workout",
    "can_be_done",
    "draft_toml",
    "due_again",
    "due_today",
    "exercises_of",
    "first_week",
    "first_week_data",
    "lacking",
    "list_workouts",
    "load_workout",
    "muscles_of",
    "parse_workout",
    "progress_of",
    "propose",
    "score_of",
    "shipped_rules",
    "toml_of",
]

"""What to train next: workouts as data, progress that clean reps earn, and when muscles are due."""

from formcheck.plans.progression import Proposal, SetDone, propose
from formcheck.plans.reading import list_workouts, load_workout, parse_workout
from formcheck.plans.recovery import due_again
from formcheck.plans.rules import Rules, shipped_rules
from formcheck.plans.training import Block, Step, Workout

__all__ = [
    "Block",
    "Proposal",
    "Rules",
    "SetDone",
    "Step",
    "Workout",
    "due_again",
    "list_workouts",
    "load_workout",
    "parse_workout",
    "propose",
    "shipped_rules",
]

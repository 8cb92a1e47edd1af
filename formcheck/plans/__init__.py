"""What to train next: rules of progress that clean reps earn, and when muscles are due again."""

from formcheck.plans.progression import Proposal, SetDone, propose
from formcheck.plans.recovery import due_again
from formcheck.plans.rules import Rules, shipped_rules

__all__ = ["Proposal", "Rules", "SetDone", "due_again", "propose", "shipped_rules"]

"""Deciding what happened: session state, set-up, counting, holds and form checks."""

from formcheck.checking.session import Session

__all__ = ["Session"]

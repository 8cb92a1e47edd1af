"""Following one person: near side, view, own lengths, kneeling, and whether to believe it all."""

from formcheck.tracking.build import Build
from formcheck.tracking.observer import SubjectObserver
from formcheck.tracking.subject import Subject

__all__ = ["Build", "Subject", "SubjectObserver"]

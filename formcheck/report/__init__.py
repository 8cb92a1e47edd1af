"""A result as files that people read: the HTML report with its drawings, and CSV."""

from formcheck.report.files import (
    atomic_write,
    prepare_output,
    write_report,
    write_reps_csv,
    write_result,
)
from formcheck.report.html import FaultStill, render

__all__ = [
    "FaultStill",
    "atomic_write",
    "prepare_output",
    "render",
    "write_report",
    "write_reps_csv",
    "write_result",
]

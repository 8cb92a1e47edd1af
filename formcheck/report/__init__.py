"""What an analysis found, as a document and as files: JSON, CSV and a report to read.

Everything here is made from a checker's events; nothing is measured or counted a second time.
"""

from formcheck.report.builder import ResultBuilder
from formcheck.report.files import (
    atomic_write,
    prepare_output,
    write_report,
    write_reps_csv,
    write_result,
)
from formcheck.report.html import Still, render
from formcheck.report.result import Result
from formcheck.report.trace import Trace

__all__ = [
    "Result",
    "ResultBuilder",
    "Still",
    "Trace",
    "atomic_write",
    "prepare_output",
    "render",
    "write_report",
    "write_reps_csv",
    "write_result",
]

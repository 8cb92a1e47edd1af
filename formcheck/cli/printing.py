"""Printing to a standard output that may be full, or that nobody reads any more."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from formcheck.cli.errors import complain, silence_output
from formcheck.errors import OutputError


class Printer:
    """Prints as long as it can be; what cannot be printed stops nothing else."""

    def __init__(self) -> None:
        self._trouble: OSError | None = None

    @contextmanager
    def printing(self) -> Iterator[None]:
        """While the block runs, standard output may fail; after the first failure it is silent."""
        try:
            yield
            sys.stdout.flush()
        except OSError as trouble:
            self._trouble = self._trouble or trouble
            silence_output()

    def finish(self) -> int:
        """Say what went wrong; returns the exit status for it, 0 for nothing."""
        if self._trouble is None:
            return 0
        if not isinstance(
            self._trouble, BrokenPipeError
        ):  # the program that closed a pipe knows that
            why = self._trouble.strerror or str(self._trouble)
            complain(f"what was found could not be printed: {why}")
        return OutputError.exit_status

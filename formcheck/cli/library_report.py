"""Tells of many results at once, for ``formcheck report``."""

from __future__ import annotations

from pathlib import Path

from formcheck.cli.errors import complain
from formcheck.cli.showing import show_files
from formcheck.errors import InputError, OutputError
from formcheck.report.library import read_library, write_table
from formcheck.report.library_page import write_page


def report_library(folder: Path, out: Path | None) -> int:
    """Writes the page and the table of a folder of results.

    Args:
        folder: The folder.
        out: Where they go; into the folder itself if None.

    Returns:
        The exit status: that of an input error if a document was left out.

    Raises:
        FormcheckError: There is no result, or the files cannot be written.
    """
    library = read_library(folder)
    target = out or folder
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{target}: results cannot be written here: {error.strerror}") from error
    files = [write_page(target, library, folder.resolve().name), *write_table(target, library)]
    for line in library.unreadable:
        complain(f"{folder}: {line}")
    show_files(files, to_stderr=False)
    return InputError.exit_status if library.unreadable else 0

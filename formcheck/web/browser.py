"""Opens the page in the browser of this machine, without showing its token to others on it."""

from __future__ import annotations

import html
import os
import secrets
import threading
import webbrowser
from contextlib import suppress
from pathlib import Path

from formcheck.lifecycle import Closing

_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>formcheck</title>
<meta http-equiv="refresh" content="0;url={address}"><p><a href="{address}">formcheck</a></p>
"""


class BrowserOpener(Closing):
    """Opens a page in a browser.

    A browser is another program, and its command line is there for everybody on the machine to
    see.  An address with a token is therefore handed over in a file that its owner alone can read.

    Args:
        folder: Where the file may be.
    """

    def __init__(self, folder: Path) -> None:
        # A name that nobody else has: what lies in the folder may be the user's own.
        self._file = folder / f".formcheck-open-{secrets.token_hex(16)}.html"
        self._written = False

    def open(self, address: str, *, secret: bool) -> None:
        """Open an address, without waiting for the browser.

        Args:
            address: The address.
            secret: Whether others must not see it.
        """
        if secret:
            try:
                self._write(address)
            except OSError:
                return  # the address was printed: it is opened by hand
            address = self._file.resolve().as_uri()
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    def close(self) -> None:
        """Take the file away, if it was written."""
        if self._written:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)

    def _write(self, address: str) -> None:
        if self._written:
            self._file.unlink(missing_ok=True)
        number = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._written = True
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(_PAGE.format(address=html.escape(address)))

"""The window, by OpenCV."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np

from formcheck.errors import UsageError
from formcheck.lifecycle import Closing
from formcheck.vision.frames import Image
from formcheck.vision.libraries import explaining_import_errors

with explaining_import_errors():
    import cv2

TITLE = "formcheck"
NO_DISPLAY = (
    "no window can be opened here (no display, or an OpenCV without windows): "
    "run `formcheck serve` and open its page in a browser"
)

_ESCAPE = 27
_STYLE = cv2.WINDOW_NORMAL | cv2.WINDOW_KEEPRATIO | cv2.WINDOW_GUI_NORMAL
_PROBE = f"import cv2, os; cv2.namedWindow({TITLE!r}, {_STYLE}); os._exit(0)"
_PROBE_S = 30.0


def check_display() -> None:
    """See whether a window can be opened.

    Where there is no display, OpenCV's windows end the whole process: another one tries.

    Raises:
        UsageError: It cannot.
    """
    if sys.platform in ("win32", "darwin"):
        return
    try:
        done = subprocess.run(
            [sys.executable, "-c", _PROBE], capture_output=True, check=False, timeout=_PROBE_S
        )
    except subprocess.TimeoutExpired:
        raise UsageError(NO_DISPLAY) from None
    if done.returncode:
        raise UsageError(NO_DISPLAY)


class Window(Closing):
    """A window that shows pictures and hears keys.

    Raises:
        UsageError: It cannot be opened.
    """

    def __init__(self) -> None:
        self._open = False
        self._sized = False
        os.environ.setdefault("QT_LOGGING_RULES", "*=false")  # Qt misses fonts that nobody needs
        try:
            cv2.namedWindow(TITLE, _STYLE)
        except cv2.error as error:
            raise UsageError(NO_DISPLAY) from error
        self._open = True

    def show(self, picture: Image) -> None:
        """Show a picture."""
        if not self._sized:
            cv2.resizeWindow(TITLE, picture.shape[1], picture.shape[0])
            self._sized = True
        cv2.imshow(TITLE, np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), np.uint8))

    def key(self, wait_ms: int) -> str:
        """The key that is pressed within some time: ``quit``, ``space``, or "" for none.

        That somebody closed the window is the same as ``quit``.
        """
        code = cv2.waitKey(max(1, wait_ms)) & 0xFF
        if code in (_ESCAPE, ord("q"), ord("Q")):
            return "quit"
        if code == ord(" "):
            return "space"
        try:
            seen = cv2.getWindowProperty(TITLE, cv2.WND_PROP_VISIBLE) >= 1
        except cv2.error:
            seen = False
        return "" if seen else "quit"

    def close(self) -> None:
        """Close it; further calls do nothing."""
        if self._open:
            self._open = False
            try:
                cv2.destroyWindow(TITLE)
                cv2.waitKey(1)
            except cv2.error:  # somebody closed it
                return

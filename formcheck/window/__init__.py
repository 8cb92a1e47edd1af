"""Live coaching in a window."""

from __future__ import annotations

from formcheck.vision.libraries import explaining_import_errors

with explaining_import_errors():
    # Before PyAV: both bring a libxcb, and on Linux OpenCV's first window hangs for ever where
    # PyAV's was loaded first (https://github.com/PyAV-Org/PyAV/issues/978).
    import cv2 as _cv2  # noqa: F401

"""What `formcheck doctor` looks at: the packages and system libraries that pictures need."""

from __future__ import annotations

import ctypes
import importlib
import platform
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from formcheck.errors import FormcheckError, SystemLibraryError

PYTHON = (3, 11)
"""The oldest Python that formcheck runs on."""

# library: (who needs it, Debian's package, Fedora's package)
SYSTEM_LIBRARIES = {
    "libGL.so.1": ("OpenCV", "libgl1", "mesa-libGL"),
    "libgthread-2.0.so.0": ("OpenCV", "libglib2.0-0", "glib2"),
    "libglib-2.0.so.0": ("OpenCV", "libglib2.0-0", "glib2"),
    "libEGL.so.1": ("MediaPipe", "libegl1", "mesa-libEGL"),
    "libGLESv2.so.2": ("MediaPipe", "libgles2", "mesa-libGLES"),
}
"""The shared libraries that no Python package brings, on Linux."""

VC_RUNTIME = ("vcruntime140.dll", "vcruntime140_1.dll", "msvcp140.dll")
"""What OpenCV, PyAV and MediaPipe need on Windows, and Windows itself does not bring."""

VC_REMEDY = (
    "install Microsoft's Visual C++ Redistributable for x64: `winget install "
    "Microsoft.VCRedist.2015+.x64`, or vc_redist.x64.exe from Microsoft's download page"
)
"""Where it comes from."""

_PACKAGES = {"numpy": "numpy", "cv2": "opencv-python", "av": "av", "mediapipe": "mediapipe"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's report.

    Attributes:
        name: What was looked at.
        ok: Whether it is as it should be.
        detail: A version, a path or what is wrong.
        remedy: How to mend it; "" where nothing is to be done.
    """

    name: str
    ok: bool
    detail: str
    remedy: str = ""


@contextmanager
def explaining_import_errors() -> Iterator[None]:
    """Turn an import that fails for want of a system library into an error that names it.

    Raises:
        SystemLibraryError: A shared library is missing.
    """
    try:
        yield
    except (ImportError, OSError) as error:
        library = missing_library(str(error))
        if library is None and _wants_runtime(error):
            raise SystemLibraryError(f"a system library is missing: {VC_REMEDY}") from error
        if library is None:
            raise
        raise SystemLibraryError(f"{library} is missing: {remedy(library)}") from error


def missing_library(message: str) -> str | None:
    """Find the shared library in a loader's message.

    >>> missing_library("libGL.so.1: cannot open shared object file: No such file or directory")
    'libGL.so.1'
    """
    match = re.search(r"(\S+\.so[.\d]*): cannot open shared object file", message)
    return match[1] if match else None


def _wants_runtime(error: Exception) -> bool:
    """Whether an import failed on Windows because a DLL that it needs is not there.

    Windows names the module that could not be loaded, never the library that it lacked.
    """
    return sys.platform == "win32" and "DLL load failed" in str(error)


def remedy(library: str) -> str:
    """Say how to get a shared library.

    >>> remedy("libEGL.so.1")
    'apt-get install libegl1 (Debian, Ubuntu) or dnf install mesa-libEGL (Fedora)'
    """
    if library not in SYSTEM_LIBRARIES:
        return "install the package of your system that has it"
    _, debian, fedora = SYSTEM_LIBRARIES[library]
    return f"apt-get install {debian} (Debian, Ubuntu) or dnf install {fedora} (Fedora)"


def examine() -> list[Finding]:
    """Look at everything that an analysis needs.

    Returns:
        The findings, in the order in which they matter; nothing is raised.
    """
    checks: list[Callable[[], list[Finding]]] = [_python, _system, _packages, _models, _encoder]
    return [finding for check in checks for finding in check()]


def _python() -> list[Finding]:
    version = platform.python_version()
    wanted = ".".join(map(str, PYTHON))
    fix = "" if sys.version_info >= PYTHON else f"install Python {wanted} or later"
    return [Finding("Python", not fix, version, fix)]


def _system() -> list[Finding]:
    if sys.platform == "win32":
        return _runtime()
    if not sys.platform.startswith("linux"):
        return []
    findings = []
    for library, (user, _, _) in SYSTEM_LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            findings.append(Finding(library, False, f"missing; {user} needs it", remedy(library)))
        else:
            findings.append(Finding(library, True, f"found ({user})"))
    return findings


def _runtime() -> list[Finding]:
    """Look for the run-time library of Microsoft's compiler."""
    name, missing = "Visual C++ runtime", []
    for library in VC_RUNTIME:
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(library)
    if missing:
        return [Finding(name, False, f"{', '.join(missing)} missing", VC_REMEDY)]
    return [Finding(name, True, "found")]


def _packages() -> list[Finding]:
    findings = []
    for module, package in _PACKAGES.items():
        try:
            version = str(getattr(importlib.import_module(module), "__version__", ""))
        except (ImportError, OSError) as error:
            library = missing_library(str(error))
            fix = remedy(library) if library else f"pip install --force-reinstall {package}"
            fix = VC_REMEDY if _wants_runtime(error) else fix
            findings.append(Finding(package, False, str(error).splitlines()[0], fix))
        else:
            findings.append(Finding(package, True, version))
    return findings


def _models() -> list[Finding]:
    from formcheck.vision.models import MODELS, find_model  # noqa: PLC0415  # imports this

    findings = []
    for model in MODELS.values():
        name = f"model {model.name}"
        try:
            findings.append(Finding(name, True, str(find_model(model.name))))
        except FormcheckError as error:
            if model.bundled:
                findings.append(Finding(name, False, str(error), "install formcheck again"))
            else:
                findings.append(Finding(name, True, f"not installed (optional): {error}"))
    return findings


def _encoder() -> list[Finding]:
    name = "H.264 encoder"
    try:
        import av  # noqa: PLC0415  # it may be what is broken
    except (ImportError, OSError):
        return []
    if "libx264" in av.codecs_available:
        return [Finding(name, True, "libx264")]
    return [
        Finding(name, False, "PyAV was built without libx264", "pip install --force-reinstall av")
    ]

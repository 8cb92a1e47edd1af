from __future__ import annotations

import ctypes
import importlib
import sys
from types import ModuleType
from typing import Any

import pytest

from formcheck.errors import SystemLibraryError
from formcheck.vision.libraries import SYSTEM_LIBRARIES, examine, explaining_import_errors

LOADER = "{}: cannot open shared object file: No such file or directory"


@pytest.mark.parametrize(
    ("error", "library", "package"),
    [
        (ImportError, "libGL.so.1", "libgl1"),
        (ImportError, "libgthread-2.0.so.0", "libglib2.0-0"),
        (OSError, "libGLESv2.so.2", "libgles2"),
        (OSError, "libEGL.so.1", "libegl1"),
    ],
)
def test_a_missing_library_is_named_with_its_package(
    error: type[Exception], library: str, package: str
) -> None:
    with pytest.raises(SystemLibraryError) as caught, explaining_import_errors():
        raise error(LOADER.format(library))
    assert str(caught.value).startswith(f"{library} is missing: apt-get install {package} ")
    assert "\n" not in str(caught.value)


def test_a_library_that_nobody_expected() -> None:
    with (
        pytest.raises(SystemLibraryError, match=r"libodd\.so\.3 is missing"),
        explaining_import_errors(),
    ):
        raise ImportError(LOADER.format("libodd.so.3"))


def test_other_errors_are_left_alone() -> None:
    with pytest.raises(ModuleNotFoundError), explaining_import_errors():
        importlib.import_module("formcheck_without_such_a_module")
    with pytest.raises(FileNotFoundError), explaining_import_errors():
        raise FileNotFoundError("frames.txt")


@pytest.mark.slow
def test_this_machine_is_fit() -> None:
    findings = examine()
    assert [finding for finding in findings if not finding.ok] == []
    names = [finding.name for finding in findings]
    assert names[0] == "Python"
    assert {"mediapipe", "opencv-python", "av", "model full", "H.264 encoder"} <= set(names)


def test_what_is_missing_is_told_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_library(name: str, *_: Any) -> None:
        raise OSError(LOADER.format(name))

    def no_package(name: str) -> ModuleType:
        raise ImportError(LOADER.format("libGL.so.1") if name == "cv2" else f"No module {name}")

    monkeypatch.setattr(ctypes, "CDLL", no_library)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(importlib, "import_module", no_package)
    missing = {finding.name: finding for finding in examine() if not finding.ok}
    assert set(SYSTEM_LIBRARIES) <= set(missing)
    assert "libegl1" in missing["libEGL.so.1"].remedy
    assert "libgl1" in missing["opencv-python"].remedy
    assert missing["av"].remedy == "pip install --force-reinstall av"


class TestWindowsWithoutItsRuntime:
    @pytest.fixture(autouse=True)
    def _windows(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "platform", "win32")

    def test_the_doctor_says_what_is_missing_and_where_it_comes_from(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def only_one(name: str, *_: Any) -> None:
            if name != "msvcp140.dll":
                raise OSError(f"Could not find module {name!r} (or one of its dependencies)")

        def no_package(_: str) -> ModuleType:
            raise ImportError("DLL load failed while importing cv2: The specified module ...")

        monkeypatch.setattr(ctypes, "CDLL", only_one)
        monkeypatch.setattr(importlib, "import_module", no_package)
        missing = {finding.name: finding for finding in examine() if not finding.ok}
        runtime = missing["Visual C++ runtime"]
        assert runtime.detail == "vcruntime140.dll, vcruntime140_1.dll missing"
        assert "vc_redist.x64.exe" in runtime.remedy
        assert missing["opencv-python"].remedy == runtime.remedy  # to install it again is no help

    def test_so_does_whatever_needs_it(self) -> None:
        with (
            pytest.raises(SystemLibraryError, match=r"Visual C\+\+ Redistributable"),
            explaining_import_errors(),
        ):
            raise ImportError("DLL load failed while importing _framework_bindings: ...")

"""The name of the processor."""

from __future__ import annotations

import platform
from pathlib import Path

import pytest

from formcheck.evaluation.machine import processor


def test_linux_tells_it(tmp_path: Path) -> None:
    info = tmp_path / "cpuinfo"
    info.write_text(
        "processor\t: 0\nmodel name\t: Intel(R) Core(TM) i7  CPU\nmodel name\t: other\n"
    )
    assert processor(info) == "Intel Core i7 CPU"


def test_elsewhere_the_system_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arm = tmp_path / "cpuinfo"
    arm.write_text("processor\t: 0\nmodel name\t:\n")
    monkeypatch.setattr(platform, "machine", lambda: "arm64")
    for asked, name in (("arm", "arm"), ("", "arm64")):
        monkeypatch.setattr(platform, "processor", lambda asked=asked: asked)
        assert processor(tmp_path / "none") == processor(arm) == name

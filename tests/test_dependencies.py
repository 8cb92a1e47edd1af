"""No version with a known hole is installed, and the notice says what the wheels carry."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SAFE = {
    # package: the first version without the hole
    "starlette": (0, 49, 1),  # CVE-2025-62727, CVE-2025-54121, CVE-2024-47874
    "h11": (0, 16),  # CVE-2025-43859
    "jinja2": (3, 1, 6),  # CVE-2025-27516
    "mako": (1, 2, 2),  # CVE-2022-40023
}
NOT_NEEDED = {"python-multipart": (0, 0, 18)}  # CVE-2024-53981; forms are not parsed here


def numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)))


def pinned(name: str) -> list[tuple[int, ...]]:
    text = (ROOT / "requirements" / "run.txt").read_text()
    return [numbers(v) for v in re.findall(rf"^{name}==([\d.]+)", text, re.MULTILINE)]


@pytest.mark.parametrize("name", SAFE)
def test_the_lower_bound_and_the_pin_are_beyond_the_hole(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    (bound,) = (d for d in project["dependencies"] if re.match(rf"{name}>=", d))
    assert numbers(bound.partition(">=")[2]) >= SAFE[name]
    assert pinned(name)
    assert min(pinned(name)) >= SAFE[name]


@pytest.mark.parametrize("name", NOT_NEEDED)
def test_what_is_not_needed_is_not_there_or_safe(name: str) -> None:
    assert all(version >= NOT_NEEDED[name] for version in pinned(name))


def test_the_notice_names_the_encoders_that_the_wheel_carries() -> None:
    notice = (ROOT / "models" / "NOTICE").read_text()
    files = importlib.metadata.files("av") or []
    carried = {match[0] for file in files if (match := re.search(r"x26[45]", file.name))}
    assert carried <= set(re.findall(r"x26[45]", notice))
    assert "General Public License" in notice

"""The one table of severities."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import formcheck
from formcheck.cli.showing import _SEVERITY_STYLES
from formcheck.severity import SEVERITIES, Severity
from formcheck.vision.overlay import SEVERITY_COLORS


def test_every_severity_has_a_meaning_of_its_own_and_colours_on_what_is_drawn_on() -> None:
    assert tuple(SEVERITIES) == get_args(Severity)
    for column in zip(*SEVERITIES.values(), strict=True):
        assert len(set(column)) == len(SEVERITIES)
    for colours in (SEVERITY_COLORS, _SEVERITY_STYLES):
        assert list(colours) == list(SEVERITIES)


def test_no_other_file_writes_the_words_or_the_signs() -> None:
    package = Path(formcheck.__file__).parent
    files = [each for kind in ("py", "js", "j2") for each in package.rglob(f"*.{kind}")]
    own = [f'"{SEVERITIES["risk"].words}"', *(each.sign for each in SEVERITIES.values())]
    for file in files:
        if file.name == "severity.py":
            continue
        text = file.read_text(encoding="utf-8")
        assert not [each for each in own if each in text], file.name

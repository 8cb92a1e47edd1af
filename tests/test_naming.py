"""Files' names: none steers a terminal, and none is two because it was typed on another machine."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.errors import FormcheckError, InputError
from formcheck.naming import composed, on_one_line, printable, stored
from formcheck.vision.source import open_video

EVIL = "set\x1b]0;gone\x07\x1b[2J\x9b31m\u202e4pm.mp4"
COMPOSED, APART = "R\u00fccken.mp4", "Ru\u0308cken.mp4"
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")


def steers(text: str) -> bool:
    return any(ord(sign) < 32 or 127 <= ord(sign) < 160 or sign in "\u202e\u2066" for sign in text)


@pytest.mark.slow
@given(st.text())
def test_nothing_that_is_shown_steers(text: str) -> None:
    assert not steers(on_one_line(text).replace("\t", " "))
    if text.isprintable():
        assert printable(text) == text


def test_no_error_steers() -> None:
    assert str(FormcheckError(EVIL)) == printable(EVIL)
    assert not steers(str(InputError(EVIL)))
    assert "4pm.mp4" in str(InputError(EVIL))


@posix
def test_a_file_that_cannot_be_read_is_named_safely(tmp_path: Path) -> None:
    (tmp_path / EVIL).write_text("squats on monday")
    for path in (tmp_path / EVIL, tmp_path / f"no{EVIL}"):
        with pytest.raises(InputError) as caught:
            open_video(path)
        assert not steers(str(caught.value))
        assert r"set\x1b]0;gone\x07" in str(caught.value)


@pytest.mark.parametrize(("kept", "typed"), [(COMPOSED, APART), (APART, COMPOSED)])
def test_a_name_is_one_however_it_is_composed(tmp_path: Path, kept: str, typed: str) -> None:
    assert composed(kept) == composed(typed) == COMPOSED
    (tmp_path / kept).write_text("x")
    assert stored(tmp_path / typed).read_text() == "x"
    assert stored(tmp_path / kept) == tmp_path / kept
    assert stored(tmp_path / f"no{typed}") == tmp_path / f"no{typed}"
    assert stored(tmp_path / "nowhere" / typed) == tmp_path / "nowhere" / typed


@posix
def test_of_two_files_the_one_that_was_typed_is_taken(tmp_path: Path) -> None:
    (tmp_path / COMPOSED).write_text("composed")
    (tmp_path / APART).write_text("apart")
    if len(list(tmp_path.iterdir())) == 1:
        pytest.skip("this file system knows one name only")
    assert stored(tmp_path / COMPOSED).read_text() == "composed"
    assert stored(tmp_path / APART).read_text() == "apart"

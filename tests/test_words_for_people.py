"""Nobody who trains reads a developer's words: not in the report, the page, the terminal, a cue."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

import formcheck
from formcheck.cli.app import app
from formcheck.events import Reason
from formcheck.exercises import Exercise, list_exercises
from formcheck.measures import MEASURES
from formcheck.report import render
from tests.command_line import invoke
from tests.result.sessions import Made, make_empty, make_idle, make_plank, make_row

PACKAGE = Path(formcheck.__file__).parent
DEVELOPERS = re.compile(
    r"\b(signals?|pictures|joints?|landmarks?|thresholds?|turning points?|turn level|working joint"
    r"|(?:the|a|counted) turns?|turned at|at its turn|implausible|hysteresis)\b|\d !",
    re.IGNORECASE,
)
"""`Turn side-on` is a cue, `it turned back` a movement, `in the picture` a place: they are said."""

CODES = {reason.value for reason in Reason}
"""What documents call a reason; people read the sentence that belongs to it."""

SPEAKING = ("cli", "jobs", "report", "result", "vision", "window", "workout", "exercises")
"""Packages whose sentences reach somebody who trains; those for programs are left out below."""

KEY = "signals, each with"
"""How a key of exercise files is explained to the coach who writes one."""

NOT_TOLD = {"description"}
"""Keywords of what describes a schema, for programmers."""


def complaints(texts: Iterator[str] | list[str]) -> list[str]:
    return [
        f"{found[0]!r} in {text!r}"
        for text in texts
        if text not in CODES and (found := DEVELOPERS.search(text.replace(KEY, "")))
    ]


class _Told(HTMLParser):
    """What somebody sees or hears of a page: its text and what a screen reader says."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [v for k, v in attrs if v and k in ("aria-label", "alt", "title")]

    def handle_data(self, data: str) -> None:
        self.found.append(data)


@pytest.mark.parametrize("make", [make_row, make_plank, make_empty, make_idle])
def test_the_report(make: Callable[[], Made]) -> None:
    made = make()
    told = _Told(render(made.result, made.exercise, made.trace, made.stills)).found
    assert any("far enough" in each for each in told) == (make is make_row)
    assert complaints(told) == []


@pytest.mark.parametrize("file", sorted(PACKAGE.glob("web/static/**/*.js")), ids=lambda f: f.name)
def test_the_page(file: Path) -> None:
    assert complaints(js_sentences(file.read_text(encoding="utf-8"))) == []


def test_the_sentences_of_a_script_are_found() -> None:
    script = """a("The turn it is.") // "a turn"
      /* "the signal" */ b(`at ${f("x y")} joints`, 'x')"""
    assert list(js_sentences(script)) == ["The turn it is.", "x y", "at  joints"]


@pytest.mark.slow
def test_commands_say_what_they_do() -> None:
    commands = [each.callback.__name__ for each in app.registered_commands if each.callback]
    assert "analyze" in commands
    for command in ([], *([name] for name in commands)):
        done = invoke(*command, "--help", env={"COLUMNS": "300"})
        assert done.exit_code == 0
        assert complaints([done.output]) == []


@pytest.mark.parametrize("exercise", list_exercises(), ids=lambda each: each.id)
def test_exercises(exercise: Exercise) -> None:
    told = [exercise.name, exercise.about, exercise.camera, exercise.counts]
    for check in exercise.checks:
        told += [check.name, check.cue, check.mended, check.why, check.source]
    assert complaints(told) == []


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_measures(name: str) -> None:
    measure = MEASURES[name]
    assert complaints([measure.label, measure.what, measure.phrase, measure.below]) == []


@pytest.mark.parametrize("package", SPEAKING)
def test_what_is_printed_shown_and_said(package: str) -> None:
    files = sorted(PACKAGE.glob(f"{package}/**/*.py"))
    assert files
    found = [
        f"{file.name}: {each}" for file in files for each in complaints(list(py_sentences(file)))
    ]
    assert found == []


def js_sentences(script: str) -> Iterator[str]:
    """The texts of more than one word in a script, without its comments."""
    token = re.compile(
        r"""//[^\n]*|/\*.*?\*/|"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`""",
        re.DOTALL,
    )
    for match in token.finditer(script):
        text = next((each for each in match.groups() if each is not None), "")
        if match[3] is not None:
            for inner in re.findall(r"\$\{([^{}]*)\}", text):
                yield from js_sentences(inner)
            text = re.sub(r"\$\{[^{}]*\}", "", text)
        if " " in text.strip():
            yield text


def py_sentences(file: Path) -> Iterator[str]:
    """The texts of more than one word in a module, without its docstrings."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    silent: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            silent.add(id(node.value))
        if isinstance(node, ast.keyword) and node.arg in NOT_TOLD:
            silent.update(id(each) for each in ast.walk(node.value))
    for node in ast.walk(tree):
        told = isinstance(node, ast.Constant) and id(node) not in silent and node.value
        if isinstance(told, str) and " " in told.strip():
            yield told

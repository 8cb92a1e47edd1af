"""What is said is collected for translation, and a language is whole or is not offered."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.pofile import read_po

from formcheck import catalogue as catalogues
from formcheck.catalogue import Sentence, catalogue, languages
from formcheck.plans import propose
from tests.plans import test_due, test_progression

PACKAGE = Path(catalogues.__file__).parent
MARKED = re.compile(r"""(?<![\w.])_\(\s*"((?:[^"\\]|\\.)*)\"""")


def load_words() -> ModuleType:
    """The command behind `make words`, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("words", PACKAGE.parent / "docs" / "words.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


words = load_words()
setattr(words, "collected", cache(words.collected))  # noqa: B010  # it takes seconds


def written() -> set[str]:
    with (PACKAGE / "locale" / words.TEMPLATE).open("rb") as file:
        return {str(message.id) for message in read_po(file) if message.id}


@pytest.fixture
def locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of catalogues that has none yet."""
    monkeypatch.setattr(words, "LOCALE", tmp_path)
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    return tmp_path


@pytest.mark.real
def test_the_template_is_that_of_the_code() -> None:
    """`make words` was run since a text was changed."""
    assert written() == {str(message.id) for message in words.collected() if message.id}


def test_every_marked_text_of_the_pages_is_collected() -> None:
    """Babel does not find what stands within another call, or within a template that has braces."""
    known = written()
    marked = {
        json.loads(f'"{text}"')
        for file in (PACKAGE / "web" / "static" / "js").glob("*.js")
        for text in MARKED.findall(file.read_text())
    }
    assert len(marked) > 200
    assert marked - known == set()


def test_a_language_that_is_brought_is_whole_and_current() -> None:
    for file in sorted((PACKAGE / "locale").glob("*.po")):
        with file.open("rb") as opened:
            catalog = read_po(opened, locale=file.stem)
        assert words.missing(catalog) == []
        assert file.with_suffix(".json").read_text() == words.compiled(catalog)


def start(locale: Path, say: Callable[[str], str]) -> None:
    """Begin a German catalogue in which every text is translated so."""
    template = deepcopy(words.collected())
    template.locale = "de"
    for message in template:
        if message.id:
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            made = tuple(say(str(each)) for each in ids)
            message.string = made if isinstance(message.id, tuple) else made[0]
    (locale / "de.po").write_text(words.written(template))


@pytest.mark.slow
def test_a_whole_language_is_offered(locale: Path) -> None:
    assert languages() == ("en",)
    start(locale, lambda text: f"[{text}]")
    words.main()
    assert languages() == ("en", "de")
    assert catalogue("de").translated("No reps") == "[No reps]"
    assert catalogue("de").messages["{count} set"] == ["[{count} set]", "[{count} sets]"]
    assert catalogue("fr").language == "en"


@pytest.mark.slow
def test_one_text_less_and_it_is_not_offered_any_more(
    locale: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start(locale, lambda text: f"[{text}]")
    words.main()
    start(locale, lambda text: "" if text == "No reps" else f"[{text}]")
    words.main()
    assert languages() == ("en",)
    assert "de.po: not offered, 1 texts are missing: 'No reps'" in capsys.readouterr().out


def texts(said: Sentence) -> set[str]:
    """What it is made of, as the catalogue has to know it."""
    inner = (texts(each) for each in said.values.values() if isinstance(each, Sentence))
    return {said.text}.union(*inner)


def test_why_something_is_proposed_or_due_is_in_the_catalogue() -> None:
    """Of every history and every day that the tests of plans have."""
    proposed = [propose(test_progression.history(text)) for text, *_ in test_progression.LOADED]
    proposed += [
        propose(test_progression.history(text, unit, target))
        for text, unit, target, *_ in test_progression.BODY
    ]
    said = {text for each in [*proposed, propose([])] for text in texts(each.reason)}
    said |= {text for each in test_due.all_kinds() for text in texts(each.reason)}
    assert len(said) > 20
    assert said - written() == set()

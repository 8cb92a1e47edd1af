"""The pages say what the report says: there is one set of words, and it is used."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Browser
from starlette.testclient import TestClient

import formcheck
from formcheck import catalogue as catalogues
from formcheck.exercises import list_exercises
from formcheck.result.phrases import PHRASES, say
from formcheck.result.reason_words import ATTEMPT_WORDS, DOUBT_WORDS, UNKNOWN_WORDS
from formcheck.severity import SEVERITIES
from tests.figures import rows
from tests.web.page_helpers import Start

PACKAGE = Path(formcheck.__file__).parent
IDS = {"not judged", "not counted", "nothing counted", "not known"}
"""Values of the API that are spelt as they are said."""

SAID = re.compile(r"""(?<![.\w])say\(\s*["'](\w+)["']""")


def texts(*kinds: str) -> dict[str, str]:
    return {
        str(file.relative_to(PACKAGE)): file.read_text()
        for kind in kinds
        for file in sorted(PACKAGE.rglob(f"*.{kind}"))
    }


@pytest.mark.real
def test_the_pages_get_the_words_of_the_report(client: TestClient) -> None:
    served = client.get("/api/v1/words").json()
    assert served["phrases"] == PHRASES
    assert served["attempts"] == ATTEMPT_WORDS
    assert served["not_judged"] == UNKNOWN_WORDS
    assert served["units"]["deg"] == {"sign": "\N{DEGREE SIGN}", "digits": 0}


def test_each_phrase_is_said_and_no_other() -> None:
    sources = texts("py", "js", "j2")
    asked = {key for text in sources.values() for key in SAID.findall(text)}
    assert asked - set(PHRASES) == set()
    del sources["result/phrases.py"]
    # Some are chosen among: say("a" if ... else "b").
    inside = {key for text in sources.values() for key in re.findall(r"""["'](\w+)["']""", text)}
    assert set(PHRASES) - inside == set()


def test_no_page_and_no_template_has_a_sentence_of_its_own_for_what_is_served() -> None:
    served = [*PHRASES.values(), *ATTEMPT_WORDS.values(), *UNKNOWN_WORDS.values()]
    served += [*DOUBT_WORDS.values(), *(each.words for each in SEVERITIES.values())]
    pieces = {
        piece.strip(" .,:;\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}")
        for each in served
        for piece in re.split(r"\{\w+\}", each)
    }
    long = {piece.lower() for piece in pieces if piece.count(" ") >= 4}
    short = {each.lower() for each in served if " " in each and "{" not in each} - long
    assert min(len(long), len(short)) > 15
    twice = []
    for name, text in texts("js", "j2").items():
        alone = {
            each.lower().strip(" .:") for each in re.findall(r"""["`>]([^"`<>]+)(?=["`<])""", text)
        }
        twice += [f"{name}: {each}" for each in long if each in text.lower()]
        twice += [f"{name}: {each}" for each in short & alone if each not in IDS]
    assert twice == []


@pytest.mark.parametrize("values", [{}, {"first": 1, "other": 2}])
def test_a_phrase_is_not_said_without_its_values(values: dict[str, int]) -> None:
    with pytest.raises(KeyError):
        say("perhaps_or", **values)


@pytest.mark.real
def test_the_pages_speak_the_language_that_the_browser_wants(
    browser: Browser, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a language made of brackets nothing is without them but names of exercises."""
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    with (PACKAGE / "locale" / "formcheck.pot").open("rb") as file:
        template = read_po(file)
    ids = [each.id if isinstance(each.id, tuple) else (each.id,) for each in template if each.id]
    made = {str(each[0]): [f"[{form}]" for form in each] for each in ids}
    (tmp_path / "de.json").write_text(json.dumps(made))
    context = browser.new_context(locale="de-DE")
    page = context.new_page()
    server = start(rows(1))
    for address in (
        "",
        "videos",
        "history",
        "live/bent-over-row",
        "plans/hiit-20",
        "follow/hiit-20",
    ):
        page.goto(f"{server.url}#/{address}")
        page.locator("main:not([aria-busy]) h1").wait_for()
        found = page.locator("main").locator("h1, h2, h3, button, legend, summary, a.button")
        said = [text.strip() for text in found.all_inner_texts() if text.strip()]
        names = {each.name for each in list_exercises()}
        assert len(said) >= 3
        assert [text for text in said if not text.startswith("[") and text not in names] == []
        assert page.evaluate("document.documentElement.lang") == "de"
    context.close()

"""The accuracy page: self-contained, safe, complete."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from formcheck.evaluation.publish.page import page, write_page
from formcheck.evaluation.statistics.scores import Scores
from tests.evaluation.factories import CHECKS, CONDITIONS, clip, nothing, scores

from .test_markdown import figures


class Page(HTMLParser):
    """The elements and the text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._data: list[str] = []
        self.feed(text)
        self.close()
        self.said = " ".join(" ".join(self._data).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self._data.append(data)


@pytest.mark.parametrize("made", [scores(), nothing()], ids=["full", "empty"])
def test_nothing_outside_is_referred_to(made: Scores) -> None:
    text = page(made, command="formcheck evaluate matrix/test")
    for tag, attributes in Page(text).elements:
        assert tag not in {"script", "link", "iframe", "object", "embed", "base", "form", "img"}
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert not {"src", "srcset", "action", "poster"} & set(attributes)
        assert re.match(r"$|#|reports/", attributes.get("href") or "")
    assert not re.search(r"url\((?!#)|@import|https?://", text)


def test_the_content_policy_lets_the_style_in_and_nothing_else() -> None:
    text = page(scores())
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'" in text
    assert text.count("<style>") == 1


def test_every_figure_is_there() -> None:
    made = scores()
    said = Page(page(made, command="formcheck evaluate x")).said
    for figure, digits in figures(made.supported):
        assert figure.value is not None
        assert figure.low is not None
        assert f"{figure.value:.{digits}f} [{figure.low:.{digits}f}, " in said
        assert f"n {figure.n}" in said
    for condition, values in CONDITIONS.items():
        assert f"By {condition}" in said
        assert all(value in said for value in values)
    assert "not judged, share" in said
    assert "not judged, faulty" in said
    assert all(check.replace("_", " ") in said for check in CHECKS)
    assert "formcheck evaluate x" in said


@pytest.mark.slow
def test_a_missed_target_is_marked() -> None:
    assert "NOT REACHED" not in page(scores())
    text = page(scores(f1=0.93))
    assert text.count("<strong>✗ NOT REACHED</strong>") == 4
    assert text.count('<tr class="missed">') == 4 + 2  # and the two clips that are wrong


def test_clips_lead_to_their_reports() -> None:
    parsed = Page(page(scores()))
    links = [a["href"] for tag, a in parsed.elements if tag == "a"]
    assert links[:2] == ["reports/row-dark.mp4/report.html", "reports/row-far.mp4/report.html"]
    assert len(links) == 2 + 32
    assert "All 32 analyses" in parsed.said
    assert "rounded back: found, 0.40 s" in parsed.said


@pytest.mark.parametrize(
    "report", [None, "", "javascript:alert(1)", "https://a.b/c", "//a.b/c", "/etc/passwd"]
)
def test_only_what_lies_beside_is_linked(report: str | None) -> None:
    bad = clip("a.mp4", 1.0, "wrong").model_copy(update={"report": report})
    assert "<a " not in page(scores(clips=(bad,)))


def test_names_are_escaped() -> None:
    text = page(scores(clips=(clip("<script>.mp4", 1.0, "a < b & c"),)))
    assert "<script" not in text
    assert "&lt;script&gt;.mp4" in text
    assert "reports/%3Cscript%3E.mp4/report.html" in text


@pytest.mark.parametrize("made", [scores(), nothing()], ids=["full", "empty"])
def test_ids_and_headings(made: Scores) -> None:
    elements = Page(page(made)).elements
    ids = [value for _, attributes in elements if (value := attributes.get("id"))]
    assert len(ids) == len(set(ids))
    for _, attributes in elements:
        for target in (attributes.get("aria-labelledby") or "").split():
            assert target in ids
    tags = [tag for tag, _ in elements]
    assert [tags.count(tag) for tag in ("header", "main", "footer", "h1")] == [1, 1, 1, 1]
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(b <= a + 1 for a, b in pairwise(levels))


@pytest.mark.slow
def test_it_is_written_whole(tmp_path: Path) -> None:
    file = write_page(tmp_path / "page.html", scores())
    assert file.read_text("utf-8").startswith("<!doctype html>")
    assert [each.name for each in tmp_path.iterdir()] == ["page.html"]

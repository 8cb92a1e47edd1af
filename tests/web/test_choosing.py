"""Choosing among many exercises: groups, words, what one has, keyboard, and two screens."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from typing import get_args

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from formcheck.exercises import Exercise, find_exercise, load_exercise
from formcheck.exercises.vocabulary import BodyPart, Equipment
from tests.axe import serious
from tests.chromium import in_chromium
from tests.figures import rows
from tests.web.page_helpers import Start
from tests.web.watching import Watched, until, watching

pytestmark = in_chromium

MANY = 30
LARGEST = 400_000  # of all that a page loads, bytes


def made_up() -> tuple[Exercise, ...]:
    """As many exercises as there are in the guides, none of which formcheck knows."""
    row = load_exercise("bent-over-row")
    ours = [load_exercise(name) for name in ("bent-over-row", "push-up", "plank", "reverse-fly")]
    parts, things = cycle(get_args(BodyPart)), cycle(get_args(Equipment))
    others = [
        {
            "id": f"made-up-{number}",
            "name": f"Made-up {number}",
            "aliases": (f"Übung {number}",),
            "body_part": next(parts),
            "equipment": (next(things),),
            "source": "Home training guides." if number % 2 else "The other guide: twice a week.",
        }
        for number in range(len(ours), MANY)
    ]
    return (*ours, *(row.model_copy(update=each) for each in others))


@pytest.fixture(autouse=True)
def thirty(monkeypatch: pytest.MonkeyPatch) -> tuple[Exercise, ...]:
    made = made_up()
    by_id = {each.id: each for each in made}
    monkeypatch.setattr("formcheck.web.exercises.list_exercises", lambda: made)
    monkeypatch.setattr(
        "formcheck.web.exercises.find_exercise", lambda name: by_id.get(name) or find_exercise(name)
    )
    return made


@pytest.fixture
def seen(browser: Browser, start: Start) -> Iterator[Watched]:
    with watching(browser, start(rows(1)), reduced_motion="no-preference") as watched:
        watched.page.goto(watched.url)
        watched.page.locator(".exercises").first.wait_for()
        yield watched


def names(page: Page) -> list[str]:
    return page.locator(".exercise .whole").all_inner_texts()


def test_they_stand_in_groups_by_what_they_are_for(seen: Watched) -> None:
    page = seen.page
    expect(page.locator(".find [role=status]")).to_have_text("30 exercises")
    heads = page.locator(".chooser h2").all_inner_texts()
    assert heads == [part.capitalize() for part in get_args(BodyPart)]
    page.get_by_role("button", name="Chest").click()
    assert page.evaluate("document.activeElement.textContent") == "Chest"
    page.get_by_label("In groups by").select_option("guide")
    assert page.locator(".chooser h2").all_inner_texts() == [
        "Home training guides",
        "The other guide",
    ]
    page.reload()
    expect(page.locator("#group-the-other-guide")).to_be_visible()  # as it was left


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("pushup", "Push-up"),
        ("PRESS up", "Push-up"),
        ("ubung 17", "Made-up 17"),
        ("dumbbell row", "Bent-over row"),
    ],
)
def test_words_find_names_and_aliases(seen: Watched, query: str, first: str) -> None:
    page = seen.page
    page.get_by_label("Find an exercise").fill(query)
    assert names(page)[0] == first
    assert len(names(page)) < 5
    expect(page.locator(".find [role=status]")).to_contain_text(" of 30 exercises")


def test_what_one_has_and_nothing_found(seen: Watched) -> None:
    page = seen.page
    page.get_by_label("You have").select_option("none")
    assert {"Push-up", "Plank"} <= set(names(page))
    assert "Bent-over row" not in names(page)
    page.get_by_label("Find an exercise").fill("trampoline")
    assert names(page) == []
    page.get_by_role("button", name="Show all").click()
    assert len(names(page)) == MANY


def test_a_page_that_still_loads_takes_the_keyboard_from_no_field(seen: Watched) -> None:
    page, held = seen.page, list[Route]()

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/history", hold)
    with page.expect_request("**/history"):
        page.evaluate("location.hash = '#/live/bent-over-row'")
    page.locator("[name=sets]").focus()
    held.pop().continue_()
    expect(page.locator("main")).not_to_have_attribute("aria-busy", "true")
    expect(page.locator("[name=sets]")).to_be_focused()
    page.unroute("**/history")
    page.evaluate("location.hash = '#/live/plank'")
    expect(page.locator("h1")).to_have_text("Plank")
    expect(page.locator("main")).to_be_focused()


def test_the_keyboard_alone_chooses(seen: Watched) -> None:
    page = seen.page
    page.get_by_label("Find an exercise").focus()
    page.keyboard.type("plank")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Plank")
    table = page.locator(".from-views")
    expect(table).to_contain_text("Seconds counted")
    expect(table.locator("tbody tr")).to_have_count(1 + len(load_exercise("plank").checks))
    expect(page.locator(".judged")).to_contain_text(
        "Not counted, though it may look like it: push-up"
    )


def test_the_last_ones_come_first(seen: Watched) -> None:
    page = seen.page
    seen.begin("push-up")
    expect(page.locator(".session")).to_be_visible()
    page.goto("about:blank")
    page.goto(seen.url)
    page.locator(".exercises").first.wait_for()
    assert page.locator(".chooser h2").first.inner_text() == "Last trained"
    assert names(page)[0] == "Push-up"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", [(390, 844), (1280, 900)])
def test_everybody_can_use_it_on_any_screen(
    browser: Browser, start: Start, screen: tuple[int, int], scheme: str
) -> None:
    size = {"width": screen[0], "height": screen[1]}
    with watching(browser, start(rows(1)), viewport=size, color_scheme=scheme) as seen:
        page = seen.page
        loaded: list[int] = []
        page.on("requestfinished", lambda asked: loaded.append(asked.sizes()["responseBodySize"]))
        for address in ("", "#/live/push-up", "#/videos"):
            page.goto(f"{seen.url}/{address}")
            until(page, "!document.querySelector('main').hasAttribute('aria-busy')")
            page.evaluate("scrollTo(0, document.body.scrollHeight)")
            page.wait_for_timeout(100)
            assert serious(page) == [], address
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= screen[0], address
        assert sum(loaded) < LARGEST


def test_a_figure_moves_when_it_is_pointed_at_and_only_then(seen: Watched) -> None:
    page = seen.page
    card = page.locator(".exercise", has_text="Push-up").first
    card.scroll_into_view_if_needed()
    head = card.locator("svg.movement .figure circle")
    head.wait_for()
    page.wait_for_timeout(5_200)  # it moves by itself for five seconds at most
    at = "e => e.cy.animVal.value"
    still = head.evaluate(at)
    page.wait_for_timeout(300)
    assert head.evaluate(at) == still
    card.hover()
    moved = set()
    for _ in range(20):
        moved.add(head.evaluate(at))
        page.wait_for_timeout(40)
    assert len(moved) > 5
    assert page.locator(".exercise", has_text="Made-up 7").locator("svg").count() == 0


def test_with_reduced_motion_it_stands_still(browser: Browser, start: Start) -> None:
    with watching(browser, start(rows(1)), reduced_motion="reduce") as seen:
        page = seen.page
        page.goto(f"{seen.url}/#/live/push-up")
        head = page.locator("svg.movement .figure circle")
        head.wait_for()
        places = set()
        for _ in range(10):
            places.add(head.evaluate("e => e.cy.animVal.value"))
            page.wait_for_timeout(50)
        assert len(places) == 1


def test_an_upload_finds_its_exercise(seen: Watched) -> None:
    page = seen.page
    page.goto(f"{seen.url}/#/videos")
    groups = page.locator("#exercise optgroup")
    expect(groups).to_have_count(len(get_args(BodyPart)))
    page.get_by_label("Find an exercise").fill("übung 9")
    expect(page.locator("#exercise option")).to_have_text(["Made-up 9"])
    expect(page.locator("#exercise")).to_have_value("made-up-9")
    page.get_by_label("Find an exercise").fill("push up")
    expect(page.locator("#exercise")).to_have_value("push-up")
    expect(page.locator(".upload-camera")).to_contain_text("Counted from the front")
    expect(page.locator(".upload-figure svg")).to_be_visible()

"""The report: self-contained, safe, and with words for every case."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from formcheck.events import AttemptMade, AttemptReason, DoubtKind, NotJudged, Reason, Tempo
from formcheck.exercises import load_exercise
from formcheck.measures import MEASURES
from formcheck.report import FaultStill, render
from formcheck.report.files import reps_csv
from formcheck.report.measure_drawing import measure_drawing
from formcheck.report.plot import MOST_POINTS, signal_plot
from formcheck.report.timeline import WIDE
from formcheck.result import ResultBuilder, wording
from formcheck.result.phrases import say
from tests.history.made_up import doubt, in_doubt
from tests.result.sessions import NAN, Made, fault, make_row, pose, rep, source, status


class Page(HTMLParser):
    """What stands in a page: its elements, ids and visible text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in {"style", "title", "desc"}:
            self.text += " ".join(data.split()) + " "

    def said(self, phrase: str) -> bool:
        return phrase in " ".join(self.text.split())


def page(made: Made) -> Page:
    return Page(render(made.result, made.exercise, made.trace, made.stills))


def test_nothing_outside_is_referred_to(any_session: Made) -> None:
    text = render(any_session.result, any_session.exercise, any_session.trace, any_session.stills)
    for tag, attributes in Page(text).elements:
        assert tag not in {"script", "link", "iframe", "object", "embed", "base", "form"}
        assert not [name for name in attributes if name.startswith("on")]
        assert "style" not in attributes
        for name in ("src", "href", "xlink:href", "srcset", "action", "poster"):
            value = attributes.get(name) or ""
            assert re.match(r"$|#|data:image/jpeg;base64,", value), (tag, name, value)
    assert not re.search(r"url\(|@import|https?://", text)


def test_the_content_policy_lets_the_style_in_and_nothing_else(row: Made) -> None:
    text = render(row.result, row.exercise)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert policy
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy[1].startswith("default-src 'none'; img-src data:; style-src 'sha256-")
    assert f"'sha256-{digest}'" in policy[1]


def test_every_colour_that_is_used_is_set_on_the_screen_in_the_dark_and_on_paper(row: Made) -> None:
    html = render(row.result, row.exercise)
    used = set(re.findall(r"var\((--[\w-]+)\)", html))
    palettes = re.findall(r":root \{(.*?)\}", html, re.DOTALL)
    assert len(palettes) == 3
    for palette in palettes:
        assert used <= set(re.findall(r"(--[\w-]+):", palette))


def test_ids_are_unique_and_labels_lead_somewhere(any_session: Made) -> None:
    elements = page(any_session).elements
    ids = [value for _, attributes in elements if (value := attributes.get("id"))]
    assert len(ids) == len(set(ids))
    for tag, attributes in elements:
        for target in (attributes.get("aria-labelledby") or "").split():
            assert target in ids, tag
        if (attributes.get("href") or "").startswith("#"):
            assert (attributes["href"] or "")[1:] in ids
        if tag == "img":
            assert attributes.get("alt")


def test_there_are_landmarks_and_headings_in_order(any_session: Made) -> None:
    tags = [tag for tag, _ in page(any_session).elements]
    for landmark in ("header", "main", "footer", "h1"):
        assert tags.count(landmark) == 1
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(b <= a + 1 for a, b in pairwise(levels))


def test_a_fault_that_lasts_over_reps_names_them(row: Made) -> None:
    first = next(each for each in row.result.faults if each.id == "rounded_back")
    lasting = first.model_copy(update={"to_s": row.result.reps[3].end_s})
    faults = tuple(lasting if each is first else each for each in row.result.faults)
    reps = [
        each.model_copy(update={"faults": ("rounded_back",)}) if 2 <= each.index <= 4 else each
        for each in row.result.reps
    ]
    result = row.result.model_copy(update={"faults": faults, "reps": tuple(reps)})
    shown = Page(render(result, row.exercise, row.trace, row.stills))
    assert shown.said("reps 2 to 4 (from 0:11.4), rep 4 (0:18.0)")


def test_the_rich_report_says_what_matters(row: Made) -> None:
    shown = page(row)
    for phrase in (
        "12 reps (6 good, 2 of them judged only in part, 6 at fault), 2 not counted",
        "rounded back in 3 of 12 reps",
        "Flatten your back",
        "42° more in the curve of the back than in your own flattest back, at worst; right is "
        "at most 9°",
        "rep 2 (0:11.4), rep 4 (0:18.0), rep 6 (0:24.6)",
        "Shallow. It turned back before the full range was reached.",
        "Knees locked: not found in the 7 reps that could be judged; not judged in 5",
        "Knees locked. A part of the body was hidden or out of view.",
        "More than one person was in view.",
        "The video ends in the middle of a frame",
        "row, evening.mp4",
    ):
        assert shown.said(phrase), phrase
    assert sum(tag == "img" for tag, _ in shown.elements) == 3


@pytest.mark.slow
def test_a_number_is_told_with_what_it_is_of_and_the_drawing_of_it(row: Made, plank: Made) -> None:
    text = render(row.result, row.exercise, row.trace)
    cards = re.findall(r'<div class="number">(.*?)</div>', text, re.DOTALL)
    measures = ["back_bend", "torso_inclination", "torso_inclination"]
    assert [measure_drawing(name) in card for name, card in zip(measures, cards, strict=True)] == [
        True
    ] * 3
    checked = text[text.index('id="checks"') :]
    assert all(measure_drawing(check.measure) in checked for check in row.exercise.checks)
    shown = page(row)
    assert shown.said("57° between trunk and floor, at worst; right is at most 48°.")
    assert shown.said("Range of the straight arm")
    assert shown.said("Right is at most 168° at the knee.")
    sagging = page(plank)
    assert sagging.said("14° below the line from shoulders to feet, at worst; right is at most 4°.")
    assert sagging.said("Right is at most 4° below the line from shoulders to feet.")


@pytest.mark.parametrize(
    ("exercise", "words"),
    [
        ("bent-over-row", ["waiting before it", "lifting", "still at the top", "lowering"]),
        ("push-up", ["waiting before it", "lowering", "still at the bottom", "lifting"]),
    ],
)
def test_tempos_stand_in_the_order_in_which_the_exercise_is_done(
    exercise: str, words: list[str]
) -> None:
    known = load_exercise(exercise)
    builder = ResultBuilder(known, source())
    builder.update(status(0.0), pose(0, 0.0))
    tempo = Tempo(out_s=0.9, turn_pause_s=0.2, back_s=1.4, start_pause_s=0.4)
    untimed = Tempo(out_s=NAN, turn_pause_s=NAN, back_s=NAN, start_pause_s=NAN)
    first = replace(tempo, start_pause_s=NAN)
    builder.add([rep(1, 0.0, tempo=first), rep(2, 3.0, tempo=tempo), rep(3, 6.0, tempo=untimed)])
    result = builder.build()
    shown = Page(render(result, known))
    assert shown.said(f"Tempo in seconds: {' '.join(words)} a dash: could not be timed")
    assert shown.said("- · 0.9 · 0.2 · 1.4")
    assert shown.said("0.4 · 0.9 · 0.2 · 1.4")
    assert shown.said("could not be timed no fault")
    rows = [line.split(",") for line in reps_csv(result).splitlines()]
    tempos = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    lifting = "0.9" if exercise == "bent-over-row" else "1.4"
    assert [each["up_s"] for each in tempos] == [lifting, lifting, ""]
    assert [each["rest_s"] for each in tempos] == ["", "0.4", ""]


def test_a_plank_tells_seconds(plank: Made) -> None:
    shown = page(plank)
    for phrase in (
        "Held 42.0 s (31.2 s good, 10.8 s at fault)",
        "hips sagging for 10.8 s of 42.0 s",
        "Hips too high: not found in 42.0 s",
        "Head hanging: could not be judged in 42.0 s",
    ):
        assert shown.said(phrase), phrase
    assert not shown.said("The movement")


def test_nobody_found_is_told_calmly(empty: Made) -> None:
    shown = page(empty)
    assert shown.said("Nobody was found")
    assert shown.said("What helps")
    assert not shown.said("What was checked")


def test_an_interrupted_and_idle_session_says_what_counts(idle: Made) -> None:
    shown = page(idle)
    assert shown.said("You were not in the position of a reverse fly")
    assert shown.said("Interrupted.")
    assert shown.said(f"What counts: {idle.exercise.counts}")
    assert f'aria-label="Drawing: {idle.exercise.name}"' in render(idle.result, idle.exercise)


def test_no_fault_is_said_only_of_what_was_judged() -> None:
    exercise = load_exercise("bent-over-row")
    builder = ResultBuilder(exercise, source())
    builder.update(status(0.0), pose(0, 0.0))
    builder.add([rep(1, 0.0), rep(2, 3.0)])
    assert wording.verdict(builder.build(), exercise) == "2 reps (2 good); no fault found"
    builder.add([NotJudged(time_s=9.0, id="rounded_back", reason=Reason.WRONG_VIEW, seconds=9.0)])
    result = builder.build()
    assert (
        wording.verdict(result, exercise)
        == "2 reps (2 good); no fault found in what could be judged"
    )
    assert Page(render(result, exercise)).said("No fault found in what could be judged.")


def test_reps_of_which_nothing_was_judged_are_not_called_good() -> None:
    exercise = load_exercise("bent-over-row")
    unknown = tuple(check.id for check in exercise.checks)
    builder = ResultBuilder(exercise, source())
    builder.update(status(0.0), pose(0, 0.0))
    builder.add([replace(rep(1, 0.0), unknown=unknown), replace(rep(2, 3.0), unknown=unknown)])
    builder.add([NotJudged(time_s=9.0, id="*", reason=Reason.WRONG_VIEW, seconds=9.0)])
    result = builder.build()
    assert (result.summary.good_reps, result.summary.unjudged_reps) == (0, 2)
    said = "2 reps (2 not judged); nothing of it could be judged"
    assert wording.verdict(result, exercise) == said
    assert [line.split(",")[9] for line in reps_csv(result).splitlines()] == [
        "form",
        "not judged",
        "not judged",
    ]
    page = render(result, exercise)
    assert page.count(say("nothing_was_judged")) == 2
    assert say("not_judged_of_rep", checks="") not in page  # it would say the same at length


def test_a_fault_outside_of_the_counted_reps_is_told() -> None:
    exercise = load_exercise("bent-over-row")
    builder = ResultBuilder(exercise, source())
    builder.update(status(0.0), pose(0, 0.0))
    builder.add(
        [
            AttemptMade(
                time_s=3.0,
                start_s=0.0,
                turn_s=1.0,
                end_s=3.0,
                range=9.0,
                reason=AttemptReason.LOST_SIGHT,
            )
        ]
    )
    builder.add([fault("rounded_back", 0.5, 1.2, 40.0)])
    result = builder.build()
    assert wording.verdict(result, exercise) == (
        "1 movement, not counted: it could not be seen to its end; rounded back once, 0.7 s in all"
    )
    assert Page(render(result, exercise)).said("Outside of the counted reps: at 0:00.5.")


def test_a_fault_before_the_own_back_is_known_tells_its_own_limit() -> None:
    exercise = load_exercise("bent-over-row")
    builder = ResultBuilder(exercise, source())
    builder.update(status(0.0), pose(0, 0.0))
    builder.add([rep(1, 0.0, faults=("rounded_back",))])
    builder.add([fault("rounded_back", 0.5, 1.2, 44.0, limit=30.0)])
    shown = Page(render(builder.build(), exercise))
    assert shown.said(
        "44° in the curve of the back, at worst; right is at most 30° while your own is not "
        "known yet"
    )


@pytest.mark.parametrize(
    "name", ['<script>alert("x")</script>.mp4', "a&b'\"].mp4", "../ü/ \N{SNOWMAN}"]
)
def test_names_cannot_break_out(name: str) -> None:
    made = make_row(path=name)
    exercise = made.exercise.model_copy(update={"name": "<img src=x onerror=y>"})
    text = render(made.result, exercise, made.trace)
    shown = Page(text)
    assert not [tag for tag, _ in shown.elements if tag in {"script", "img"}]
    assert shown.said(" ".join(name.split()))


def test_a_picture_is_inside_of_the_page(row: Made) -> None:
    text = render(
        row.result, row.exercise, stills=[FaultStill("rounded_back", 1.0, b"\xff\xd8jpeg")]
    )
    assert base64.b64encode(b"\xff\xd8jpeg").decode() in text


@pytest.mark.real
def test_a_long_session_stays_small() -> None:
    exercise = load_exercise("push-up")
    builder = ResultBuilder(exercise, source("long.mp4", 3600.0))
    for i in range(0, 3600 * 30, 3):
        t = i / 30
        builder.update(status(t, signal=100 + 60 * (i % 60) / 60, levels=(150, 110)), pose(i, t))
    builder.add([rep(n, n * 9.0) for n in range(1, 301)])
    made = Made(exercise, builder, builder.build(), builder.trace())
    text = render(made.result, exercise, made.trace)
    assert len(text) < 1_000_000
    assert Page(text).said("300 reps")
    plot = signal_plot(made.result, made.trace, WIDE, MEASURES["elbow_angle"])
    assert plot is not None
    line = re.search(r'<path d="([^"]*)" class="signal"', plot)
    assert line
    assert 500 < len(re.findall(r"[ML]", line[1])) <= MOST_POINTS


def test_turns_are_marked_on_the_line(row: Made) -> None:
    plot = signal_plot(row.result, row.trace, WIDE, MEASURES["reach"])
    assert plot is not None
    assert plot.count('class="turn-mark"') == 12
    assert plot.count('class="attempt-mark"') == 2
    assert plot.count('class="threshold start"') == 2  # the level and its key
    dots = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', plot)
    line = re.search(r'<path d="([^"]*)" class="signal"', plot)
    assert line
    assert all(f"{x} {y}" in line[1] for x, y in dots)


def test_without_a_signal_there_is_no_plot(plank: Made, empty: Made) -> None:
    for made in (plank, empty):
        assert signal_plot(made.result, made.trace, WIDE, MEASURES["elbow_angle"]) is None


def test_doubts_are_listed_and_marked(row: Made) -> None:
    doubts = (
        doubt(8.24, DoubtKind.MISSED, more=1),
        doubt(row.result.reps[3].turn_s, DoubtKind.UNCERTAIN, fewer=1),
    )
    result = in_doubt(row.result, *doubts)
    text = render(result, row.exercise, row.trace)
    assert "<h1>12 reps, perhaps 11 to 13 (" in text
    assert text.count('class="doubt"') == 4  # on a desk and on a phone
    assert "At 0:08: a movement was not counted that may be a rep" in text
    listed = text.partition('id="doubts"')[2].partition("</section>")[0]
    assert '<span class="time">0:08</span>' in listed
    assert "A movement was counted that may be no rep." in listed
    (reps_line,) = (line for line in reps_csv(result).splitlines() if line.startswith("4,"))
    assert reps_line.split(",")[12] == "perhaps no rep"
    assert 'id="doubts"' not in render(row.result, row.exercise, row.trace)

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from formcheck.plans import Proposal, SetDone, propose, shipped_rules
from formcheck.plans.progression import Unit

START = datetime(2026, 1, 5, 18)


def history(text: str, unit: Unit = "reps", target: tuple[int, int] = (10, 12)) -> list[SetDone]:
    """Sessions apart by `|`, sets by space: done/judged/clean, then @load and ?doubts."""
    sets = []
    for day, session in enumerate(text.split("|")):
        for minute, each in enumerate(session.split()):
            numbers, _, doubts = each.partition("?")
            numbers, _, load = numbers.partition("@")
            done, judged, clean = map(float, numbers.split("/"))
            at = START + timedelta(days=2 * day, minutes=3 * minute)
            weight = float(load) if load else None
            sets.append(
                SetDone(
                    str(9 - day), at, done, judged, clean, target, unit, int(doubts or 0), weight
                )
            )
    return sets


TOP, TOP20 = "12/12/12", "12/12/12@20"
LOADED = [
    # Earned twice: more load.
    (f"{TOP20}|{TOP20}", "more", 22.5),
    (f"{TOP20} {TOP20} {TOP20}|{TOP20} {TOP20} {TOP20}", "more", 22.5),
    ("12/12/11@20|12/12/11@20", "more", 22.5),  # 92 %
    ("14/14/14@20|13/13/13@20", "more", 22.5),  # beyond the top
    ("12/9/9@20|12/9/9@20", "more", 22.5),  # 75 % judged, all clean
    (f"12/12/6@20|{TOP20}|{TOP20}", "more", 22.5),  # what was before no longer matters
    ("12/12/12@8|12/12/12@8", "more", 9.0),
    ("12/12/12@4|12/12/12@4", "more", 5.0),
    ("12/12/12@100|12/12/12@100", "more", 105.0),
    ("12/12/12@200|12/12/12@200", "more", 210.0),
    # Earned once, or not alike: the same.
    (TOP20, "same", 20.0),
    (f"12/12/12@17.5|{TOP20}", "same", 20.0),
    (f"12/12/12@22.5|{TOP20}", "same", 20.0),
    (f"10/10/10@20|{TOP20}", "same", 20.0),
    (f"{TOP20}|10/10/10@20|{TOP20}", "same", 20.0),  # not in a row
    (f"12/12/12@20?1|{TOP20}", "same", 20.0),  # the first was in doubt
    (f"12/5/5@20|{TOP20}", "same", 20.0),  # the first was not seen
    # Clean, but not at the top in every set: the same.
    ("11/11/11@20|11/11/11@20", "same", 20.0),
    (f"{TOP20} 11/11/11@20|{TOP20} 11/11/11@20", "same", 20.0),
    (f"{TOP20}|9/9/9@20", "same", 20.0),
    # One set hidden among clean ones.
    (f"{TOP20} {TOP20} 12/12/10@20|{TOP20} {TOP20} 12/12/10@20", "same", 20.0),
    (f"{TOP20} {TOP20} 12/5/5@20|{TOP20} {TOP20} 12/5/5@20", "same", 20.0),
    # Form fell: the same or less.
    (f"{TOP20}|12/12/10@20", "same", 20.0),
    (f"{TOP20}|12/12/9@20", "same", 20.0),
    (f"{TOP20}|12/12/8@20", "less", 17.5),
    (f"{TOP20}|12/12/0@20", "less", 17.5),
    (f"{TOP20}|12/12/10@25", "less", 20.0),  # back to what held
    (f"{TOP20}|12/12/3@30", "less", 20.0),
    ("12/12/10@20|12/12/10@22.5", "same", 22.5),  # no cleaner before
    ("12/12/4@1", "same", 1.0),  # nothing lighter
    ("12/12/4@9", "less", 8.0),
    # Not seen, or in doubt: nothing.
    ("12/8/8@20", "nothing", None),
    ("12/0/0@20", "nothing", None),
    (f"{TOP20}|{TOP20}|12/8/8@20", "nothing", None),
    (f"{TOP20}|{TOP20}|12/8/0@20", "nothing", None),  # not even less
    (f"{TOP20}|12/12/12@20?1", "nothing", None),
    (f"{TOP20}|{TOP20} 12/12/12@20?2", "nothing", None),
    ("0/0/0@20", "nothing", None),
]
BODY: list[tuple[str, Unit, tuple[int, int], str, tuple[int, int] | None]] = [
    (f"{TOP}|{TOP}", "reps", (10, 12), "more", (12, 14)),
    (f"{TOP}", "reps", (10, 12), "same", (10, 12)),
    ("24/24/24|24/24/24", "reps", (20, 24), "more", (21, 25)),
    ("25/25/25|25/25/25", "reps", (20, 25), "same", (20, 25)),
    ("12/12/5", "reps", (10, 12), "less", (8, 10)),
    ("3/3/0", "reps", (1, 3), "same", (1, 3)),
    ("12/3/3", "reps", (10, 12), "nothing", None),
    ("30/30/29|30.5/30/30", "seconds", (20, 30), "more", (25, 35)),
    ("30/30/30|29/29/29", "seconds", (20, 30), "same", (20, 30)),
    ("30/30/30|30/30/20", "seconds", (20, 30), "less", (15, 25)),
    ("30/30/30|30/30/24", "seconds", (20, 30), "same", (20, 30)),
    ("120/120/120|120/120/120", "seconds", (60, 120), "same", (60, 120)),
    ("30/20/20", "seconds", (20, 30), "nothing", None),
]


def test_there_are_forty_histories_and_more() -> None:
    assert len(LOADED) + len(BODY) >= 40


@pytest.mark.parametrize(("text", "kind", "load"), LOADED)
def test_a_history_with_a_load(text: str, kind: str, load: float | None) -> None:
    found = propose(history(text))
    assert (found.kind, found.load_kg) == (kind, load)
    assert found.grows == ("load" if kind in ("more", "less") else None)
    assert_one_sentence(found)


@pytest.mark.parametrize(("text", "unit", "target", "kind", "wanted"), BODY)
def test_a_history_without_a_load(
    text: str, unit: Unit, target: tuple[int, int], kind: str, wanted: tuple[int, int] | None
) -> None:
    found = propose(history(text, unit, target))
    assert (found.kind, found.target, found.load_kg) == (kind, wanted, None)
    assert_one_sentence(found)


def assert_one_sentence(found: Proposal) -> None:
    reason = str(found.reason)
    assert reason.endswith(".")
    assert reason.count(". ") == 0
    assert "{" not in reason


def test_no_history_proposes_nothing() -> None:
    assert propose([]).kind == "nothing"


def test_the_order_in_which_sets_are_given_makes_no_difference() -> None:
    sets = history("12/12/10@20 12/12/11@20|12/12/12@20|12/12/12@20")
    assert propose(sets[::-1]) == propose(sets)
    assert propose(sets).kind == "more"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12/8/8", "Only 66 % of the reps of the last session could be judged"),
        ("12/12/12?1", "1 count is in doubt"),
        (f"{TOP}|12/12/8", "66 % of the judged reps were clean, after 100 % in the session before"),
    ],
)
def test_the_reason_says_what_it_rests_on(text: str, words: str) -> None:
    assert words in str(propose(history(text)).reason)


def test_the_rules_decide() -> None:
    rules = shipped_rules()
    easy = rules.model_copy(update={"earned": rules.earned.model_copy(update={"sessions": 1})})
    assert propose(history(TOP20)).kind == "same"
    assert propose(history(TOP20), easy).kind == "more"


@pytest.mark.parametrize("numbers", ["12/13/12", "12/11/12", "-1/-1/-1"])
def test_a_set_that_cannot_be_is_refused(numbers: str) -> None:
    with pytest.raises(ValueError, match="at most"):
        history(numbers)


def test_a_range_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no range"):
        history(TOP, target=(12, 10))

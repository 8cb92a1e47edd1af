"""The two-minute start over the API: shown, and then kept and followed."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.web.asking import API

FIRST = f"{API}/first-week"


def test_it_is_shown_and_nothing_is_kept(client: TestClient) -> None:
    before = client.get(f"{API}/workouts").json()
    answer = client.get(FIRST, params={"days": 3, "have": "dumbbells", "leave_out": "lower back"})
    plan = answer.json()
    assert {"id": "arms", "name": "elbows and wrists"} in plan["parts"]
    assert [each["day"] for each in plan["days"]] == [1, 3, 5][: len(plan["days"])]
    assert plan["said"][0] == (
        "What trains or loads this is left out: lower back. formcheck treats nothing: ask a doctor"
        " or a physiotherapist what is right for you, and before you take it up again."
    )
    out = {c["exercise"] for w in plan["workouts"] for c in w["changes"] if c["because"] == "part"}
    done = {each for workout in plan["workouts"] for each in workout["exercises"]}
    assert out
    assert not done & {"deadlift", "plank", "bent-over-row", "superman", "swimming"}
    assert client.get(f"{API}/workouts").json() == before


@pytest.mark.slow
def test_it_is_followed_and_due_today(client: TestClient) -> None:
    client.put(f"{API}/workouts/hiit-20/followed", json={"followed": True})
    wish: dict[str, Any] = {"days": 3, "have": ["dumbbells"]}
    plan = client.post(FIRST, json=wish)
    assert plan.status_code == 201
    ids = [each["workout"] for each in plan.json()["workouts"]]
    heads = {each["id"]: each for each in client.get(f"{API}/workouts").json()}
    assert [id_ for id_, each in heads.items() if each["followed"]] == sorted(ids)
    assert all(heads[id_]["lacking"] == [] for id_ in ids)
    due = client.get(f"{API}/today").json()["due"]
    assert [(each["workout"], each["state"], each["days_per_week"]) for each in due] == [
        (id_, "due", heads[id_]["days_per_week"]) for id_ in ids
    ]
    assert sum(each["days_per_week"] for each in due) == 3
    many = len(heads)
    again = client.post(FIRST, json=wish).json()
    assert [each["workout"] for each in again["workouts"]] == ids  # once more makes no more of them
    assert len(client.get(f"{API}/workouts").json()) == many


@pytest.mark.slow
def test_what_cannot_be_is_said(client: TestClient) -> None:
    for wrong in (
        client.get(FIRST, params={"leave_out": "liver"}),
        client.post(FIRST, json={"days": 2, "leave_out": ["liver"]}),
    ):
        assert "leave_out" in code_text(wrong, 422, "invalid")
    everything = [each["id"] for each in client.get(FIRST).json()["parts"]]
    nothing = client.post(FIRST, json={"days": 2, "leave_out": everything})
    assert "Nothing of the guides' programmes" in code_text(nothing, 409, "nothing-left")
    assert client.get(f"{API}/today").json()["due"] == []
    assert client.get(FIRST, params={"days": 9}).status_code == 422


def code_text(answer: Any, status: int, name: str) -> str:
    assert (answer.status_code, answer.json()["code"]) == (status, name)
    return str(answer.json()["detail"])

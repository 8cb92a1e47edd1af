"""The API of workouts and of what becomes of them: files, what is due, progress, minutes."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from formcheck import catalogue as catalogues
from formcheck.web.services import Services
from tests.history.made_up import a_set, rep
from tests.plans.made_up import OWN, block, workout
from tests.web.asking import API, code

WALK: dict[str, object] = {"activity": "walking slowly", "seconds": 60}
WORKOUTS = f"{API}/workouts"
DRAFT: dict[str, Any] = {
    "name": "My evening",
    "about": "Two things.",
    "source": "my own",
    "days_per_week": 2,
    "block": [
        {
            "kind": "straight",
            "sets": 3,
            "rest_s": 60,
            "step": [{"exercise": "bent-over-row", "reps": [8, 10], "load_kg": 12.5}],
        },
        {"kind": "rest", "seconds": 60},
        {"kind": "emom", "minutes": 4, "step": [{"activity": "rope", "seconds": 30}]},
    ],
}
TOML = OWN.encode()


def ended(*outcomes: str) -> dict[str, Any]:
    """The state of a run whose tasks ended so."""
    done = [{"task": at, "outcome": each} for at, each in enumerate(outcomes)]
    return {"standing": {"done": done}}


def put_in(client: TestClient, content: bytes, name: str = "") -> Any:
    how = {"content-type": "application/octet-stream"}
    return client.post(f"{WORKOUTS}/import", params={"name": name}, content=content, headers=how)


class TestWorkouts:
    @pytest.mark.slow
    def test_those_that_formcheck_brings_and_what_they_take(self, client: TestClient) -> None:
        found = {each["id"]: each for each in client.get(WORKOUTS).json()}
        assert len(found) == 5
        assert not any(each["own"] or each["lacking"] for each in found.values())
        have = client.get(WORKOUTS, params={"have": "none"}).json()
        lacking = {each["id"]: each["lacking"] for each in have}
        assert lacking["core-and-plank"] == ["reverse-hip-raise"]
        assert "bent-over-row" in lacking["back-circuit"]
        lats = client.get(WORKOUTS, params={"muscle": "lats"}).json()
        assert {each["id"] for each in lats} == {"back-circuit", "full-body-strength", "upper-back"}
        one = client.get(f"{WORKOUTS}/hiit-20").json()
        assert "intervals" in [block["kind"] for block in one["block"]]

    @pytest.mark.slow
    def test_one_is_made_changed_taken_out_put_in_again_and_deleted(
        self, client: TestClient
    ) -> None:
        answer = client.post(WORKOUTS, json=DRAFT)
        assert answer.status_code == 201, answer.text
        made = answer.json()
        assert (made["id"], made["own"], made["exercises"]) == (
            "my-evening",
            True,
            ["bent-over-row"],
        )
        place = f"{WORKOUTS}/my-evening"
        changed = client.put(place, json={**DRAFT, "days_per_week": None}).json()
        assert changed["days_per_week"] is None
        assert client.get(place).json() == changed
        file = client.get(f"{place}/file")
        assert file.headers["content-disposition"] == 'attachment; filename="my-evening.toml"'
        again = put_in(client, file.content, "my-evening.toml").json()
        assert again["id"] == "my-evening-2"
        assert {**again, "id": "my-evening"} == changed
        assert client.delete(place).status_code == 204
        assert code(client.get(place), 404) == "not-found"

    def test_those_of_formcheck_are_taken_out_but_not_changed(self, client: TestClient) -> None:
        place = f"{WORKOUTS}/upper-back"
        assert code(client.put(place, json=DRAFT), 409) == "not-own"
        assert code(client.delete(place), 409) == "not-own"
        assert put_in(client, client.get(f"{place}/file").content, "x").status_code == 201

    def test_a_wrong_file_is_refused_a_line_for_each_mistake(self, client: TestClient) -> None:
        wrong = put_in(client, TOML.replace(b"plank", b"knitting").replace(b"sets = 2", b"b = 1"))
        assert code(wrong, 422) == "wrong-workout"
        problems = wrong.json()["problems"]
        assert len(problems) == 3
        assert [each.split(":")[1] for each in problems] == [" line 4", " line 6", " line 9"]
        assert "knitting" in problems[2]
        assert code(put_in(client, b"\xff\xfe"), 422) == "wrong-workout"
        assert code(put_in(client, b""), 422) == "wrong-workout"
        assert code(put_in(client, b"#" * 300_000), 413) == "too-large"
        assert len(client.get(WORKOUTS).json()) == 5

    def test_a_wrong_draft_says_in_which_block_and_step(self, client: TestClient) -> None:
        block = {"kind": "straight", "sets": 3, "rest_s": 60}
        steps = [{"exercise": "plank", "seconds": 20}, {"exercise": "plank", "reps": [8, 10]}]
        wrong = client.post(WORKOUTS, json={**DRAFT, "block": [{**block, "step": steps}]})
        assert code(wrong, 422) == "wrong-workout"
        (problem,) = wrong.json()["problems"]
        assert problem == "block 1, step 2: plank is held, not counted; write `seconds`"
        wrong = client.post(WORKOUTS, json={**DRAFT, "block": []})
        assert code(wrong, 422) == "wrong-workout"
        wrong = client.post(WORKOUTS, json={**DRAFT, "block": [{"kind": "dance"}]})
        assert code(wrong, 422) == "invalid"

    def test_a_file_that_became_wrong_is_listed_and_can_be_deleted(
        self, client: TestClient, services: Services
    ) -> None:
        put_in(client, TOML)
        (services.settings.data / "workouts" / "mine.toml").write_bytes(b"name = ")
        (found,) = (each for each in client.get(WORKOUTS).json() if each["own"])
        assert found["problems"]
        assert client.get(f"{WORKOUTS}/mine").json()["block"] == []
        assert client.get(f"{WORKOUTS}/mine/file").content == b"name = "
        assert client.delete(f"{WORKOUTS}/mine").status_code == 204

    @pytest.mark.parametrize("id_", ["..%2f..%2fetc%2fpasswd", "followed.txt", "%00"])
    def test_an_id_never_becomes_a_path(self, client: TestClient, id_: str) -> None:
        for path in (f"{WORKOUTS}/{id_}", f"{WORKOUTS}/{id_}/file"):
            assert client.get(path).status_code == 404
        assert client.delete(f"{WORKOUTS}/{id_}").status_code in (404, 405)


class TestToday:
    @pytest.mark.slow
    def test_what_is_followed_is_due_until_it_was_done(
        self, client: TestClient, services: Services
    ) -> None:
        zone = {"tz": "UTC"}
        assert client.get(f"{API}/today", params=zone).json()["due"] == []
        said = client.put(f"{WORKOUTS}/upper-back/followed", json={"followed": True})
        assert said.json()["followed"] is True
        (due,) = client.get(f"{API}/today", params=zone).json()["due"]
        assert (due["workout"], due["state"], due["done"]) == ("upper-back", "due", 0)
        run = services.runs.begin("upper-back", "Upper back", "", {})
        assert client.get(f"{API}/today", params=zone).json()["under_way"] == run.id
        services.runs.end(run.id, ended("skipped", "done"))
        (due,) = client.get(f"{API}/today", params=zone).json()["due"]
        assert (due["state"], due["reason"]) == ("done", "It was done today.")
        client.put(f"{WORKOUTS}/upper-back/followed", json={"followed": False})
        assert client.get(f"{API}/today", params=zone).json()["due"] == []

    @pytest.mark.slow
    @pytest.mark.parametrize("outcomes", [None, [], ["skipped", "unseen", "cut"]])
    def test_one_that_was_stopped_before_anything_was_done_is_still_due(
        self, client: TestClient, services: Services, outcomes: list[str] | None
    ) -> None:
        services.library.follow("upper-back")
        run = services.runs.begin("upper-back", "Upper back", "", {})
        services.runs.end(run.id, {} if outcomes is None else ended(*outcomes))
        (due,) = client.get(f"{API}/today", params={"tz": "UTC"}).json()["due"]
        assert (due["state"], due["done"]) == ("due", 0)

    @pytest.mark.slow
    def test_the_same_muscles_rest(self, client: TestClient, services: Services) -> None:
        client.put(f"{WORKOUTS}/upper-back/followed", json={"followed": True})
        at = datetime.now(UTC) - timedelta(hours=3)
        services.sessions.begin("live", started_at=at, sets=[a_set()])
        (due,) = client.get(f"{API}/today", params={"tz": "UTC"}).json()["due"]
        assert due["state"] == "rest"
        assert "48 hours" in due["reason"]

    @pytest.mark.slow
    def test_minutes_are_ticked_off_by_the_week(self, client: TestClient) -> None:
        place = f"{API}/activities"
        day = client.get(f"{API}/today", params={"tz": "UTC"}).json()["day"]
        walk = client.post(place, json={"day": day, "activity": " walking ", "minutes": 30}).json()
        client.post(place, json={"day": day, "activity": "cardio", "minutes": 20.5})
        client.post(place, json={"day": "2026-03-08", "activity": "cardio", "minutes": 10})
        now = client.get(f"{API}/today", params={"tz": "UTC"}).json()
        assert now["minutes"]["by_activity"] == {"walking": 30, "cardio": 20.5}
        assert (now["minutes"]["minutes"], now["aim_minutes"]) == (50.5, 150)
        all_ = client.get(place).json()
        assert all_["weeks"][0]["week"] == "2026-03-02"
        early = client.get(place, params={"to": "2026-03-31"}).json()
        assert [each["minutes"] for each in early["activities"]] == [10]
        assert client.delete(f"{place}/{walk['id']}").status_code == 204
        assert code(client.delete(f"{place}/{walk['id']}"), 404) == "not-found"
        for wrong in ({"minutes": 0}, {"minutes": 9999}, {"activity": "  "}, {"day": "today"}):
            asked = {"day": day, "activity": "cardio", "minutes": 5, **wrong}
            assert code(client.post(place, json=asked), 422) == "invalid"


class TestProgress:
    @pytest.mark.slow
    def test_clean_reps_earn_more(self, client: TestClient, services: Services) -> None:
        clean = a_set(faults=0).model_copy(
            update={"reps": tuple(rep(i + 1, 3.0 * i) for i in range(12)), "target": (10, 12)}
        )
        for days in (5, 2):
            at = datetime.now(UTC) - timedelta(days=days)
            id_ = services.sessions.begin("live", started_at=at, sets=[clean])
            client.put(f"{API}/sessions/{id_}/sets/1/said", json={"load_kg": 20})
        found = client.get(f"{API}/progress/bent-over-row").json()
        assert (found["proposal"]["kind"], found["proposal"]["load_kg"]) == ("more", 22.5)
        assert [each["clean_reps"] for each in found["days"]] == [12, 12]
        (only,) = client.get(f"{API}/progress").json()
        assert (only["exercise"], only["sets"]) == ("bent-over-row", 2)
        assert only["proposal"] == found["proposal"]
        assert client.get(f"{API}/progress/plank").json()["days"] == []
        assert code(client.get(f"{API}/progress/knitting"), 404) == "not-found"

    def test_each_set_has_its_score_or_why_not(
        self, client: TestClient, services: Services
    ) -> None:
        id_ = services.sessions.begin("live", sets=[a_set(reps=4), a_set(2, reps=0)])
        first, second = client.get(f"{API}/sessions/{id_}/scores").json()
        assert first["score"] == int(100 * (0.75 * 3 + 1 + 1) / 5)
        assert [each["id"] for each in first["parts"]] == ["form", "range", "tempo"]
        assert (second["score"], second["why_not"]) == (None, "Nothing was counted in it.")
        assert code(client.get(f"{API}/sessions/{'0' * 32}/scores"), 404) == "not-found"


def test_reasons_are_said_in_the_language_of_the_browser(
    client: TestClient, services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    german = {
        "{done} of {days} days of this week are done.": ["Diese Woche {done} von {days} Tagen."],
        "No set of it was counted yet that could tell anything.": ["Noch nichts gezählt."],
    }
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    (tmp_path / "de.json").write_text(json.dumps(german), encoding="utf-8")
    services.library.follow("upper-back")
    wanted = {"accept-language": "de-AT, de"}
    (due,) = client.get(f"{API}/today", headers=wanted).json()["due"]
    assert due["reason"] == "Diese Woche 0 von 3 Tagen."
    (due,) = client.get(f"{API}/today").json()["due"]
    assert due["reason"] == "0 of 3 days of this week are done."
    answer = client.get(f"{API}/progress/plank", headers=wanted)
    assert answer.headers["content-language"] == "de"
    assert answer.json()["proposal"]["reason"] == "Noch nichts gezählt."


@pytest.mark.slow
def test_our_workouts_are_in_the_catalogue_and_a_persons_own_are_as_they_wrote_them(
    client: TestClient, services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    german = {"Upper back": ["Oberer Rücken"], "HIIT, 20 minutes": ["HIIT, 20 Minuten"]}
    german |= {"Cool-down": ["Ausklang"], "walking slowly": ["langsam gehen"]}
    german |= {"{name}, fitted": ["{name}, angepasst"]}
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    (tmp_path / "de.json").write_text(json.dumps(german), encoding="utf-8")
    services.library.follow("upper-back")
    own = services.library.add(workout(block("straight", WALK, sets=1, rest_s=5)), "own")
    assert own.name not in german
    wanted = {"accept-language": "de"}
    names = {each["id"]: each["name"] for each in client.get(WORKOUTS, headers=wanted).json()}
    assert (names["upper-back"], names[own.id]) == ("Oberer Rücken", own.name)
    last = client.get(f"{WORKOUTS}/hiit-20", headers=wanted).json()["block"][-1]
    assert (last["name"], last["step"][0]["activity"]) == ("Ausklang", "langsam gehen")
    mine = client.get(f"{WORKOUTS}/{own.id}", headers=wanted).json()["block"][0]["step"][0]
    assert mine["activity"] == WALK["activity"]  # as they wrote it
    (due,) = client.get(f"{API}/today", headers=wanted).json()["due"]
    assert due["name"] == "Oberer Rücken"
    (due,) = client.get(f"{API}/today").json()["due"]
    assert due["name"] == "Upper back"
    wish = {"days": 2, "leave_out": ["neck"]}
    (planned, *_) = client.post(f"{API}/first-week", json=wish, headers=wanted).json()["workouts"]
    assert client.get(f"{WORKOUTS}/{planned['workout']}").json()["name"] == planned["name"]

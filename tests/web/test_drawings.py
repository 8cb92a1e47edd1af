"""What the report draws, served to the pages."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

from formcheck.result.document import Result
from formcheck.web.app import create_app
from formcheck.web.services import Services
from formcheck.web.settings import Settings
from tests.web.fakes import BASE
from tests.web.replaying import CLIPS, Replayer

pytestmark = pytest.mark.real

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def replayed(tmp_path: Path) -> Iterator[TestClient]:
    with (
        Services(Settings(data=tmp_path / "data"), Replayer()) as services,
        TestClient(create_app(services), base_url=f"{BASE}/api/v1") as client,
    ):
        yield client


def analysed(client: TestClient, clip: Path, exercise: str) -> str:
    made = client.post(
        "/analyses", params={"exercise": exercise, "name": clip.name}, content=clip.read_bytes()
    )
    id_: str = made.json()["id"]
    for _ in range(600):
        if client.get(f"/analyses/{id_}").json()["state"] == "done":
            return id_
        time.sleep(0.05)
    raise AssertionError("it is not analysed")


def test_a_timeline_says_where_each_thing_is_and_what_to_say_of_it(replayed: TestClient) -> None:
    id_ = analysed(replayed, CLIPS / "row-rounded.mp4", "bent-over-row")
    result = Result.from_json(replayed.get(f"/analyses/{id_}/result").content)
    for width, beside in ((340, False), (1000, True)):
        answer = replayed.get(f"/analyses/{id_}/drawings/timeline", params={"width": width})
        assert answer.headers["content-type"].startswith("image/svg+xml")
        drawn = ET.fromstring(answer.text)
        assert (drawn.get("viewBox") or "").split()[2] == str(width)
        assert ("small" in (drawn.get("class") or "").split()) is not beside
        reps = drawn.findall(f"{SVG}g[@data-name='counted']/{SVG}g[@class='thing']")
        assert [float(each.get("data-from", "")) for each in reps] == pytest.approx(
            [rep.start_s for rep in result.reps], abs=0.001
        )
        assert reps[1].get("data-now") == f"Rep 2 of {len(result.reps)}"
        assert (reps[1].findtext(f"{SVG}title") or "").startswith("Rep 2, ")
        axis = drawn.find(f"{SVG}g[@class='axis time']")
        assert axis is not None
        assert float(axis.get("data-right", "")) == width - 4
    plot = replayed.get(f"/analyses/{id_}/drawings/plot", params={"width": 700})
    assert plot.text.count('class="turn-mark"') == len(result.reps)
    assert replayed.get(f"/analyses/{id_}/drawings/plot", params={"width": 7}).status_code == 422


def test_what_there_is_not_is_not_found(replayed: TestClient) -> None:
    held = analysed(replayed, CLIPS / "plank-sag.mp4", "plank")
    assert replayed.get(f"/analyses/{held}/drawings/timeline").status_code == 200
    for path in (f"{held}/drawings/plot", f"{held}/drawings/else", f"{'0' * 32}/drawings/timeline"):
        assert replayed.get(f"/analyses/{path}").status_code in {404, 422}
    assert ".drawing .rep" in replayed.get("/drawing.css").text

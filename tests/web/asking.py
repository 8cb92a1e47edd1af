"""Asking the API: uploading, and what its answers and problems must be like."""

from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient

API = "/api/v1"
MP4 = b"\x00\x00\x00\x20ftypisom" + b"no real video" * 20


def upload(client: TestClient, name: str = "row.mp4", body: bytes = MP4) -> dict[str, Any]:
    answer = client.post(
        f"{API}/analyses", params={"exercise": "bent-over-row", "name": name}, content=body
    )
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def state(client: TestClient, id_: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"{API}/analyses/{id_}").json()
    return found


def code(answer: Any, status: int, kind: str = "about:blank") -> str:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    found = answer.json()
    assert found["status"] == status
    assert found["type"] == kind
    return str(found["code"])

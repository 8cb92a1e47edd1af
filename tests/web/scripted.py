"""A live server that says what a test tells it: no session lies behind it."""

from __future__ import annotations

import json
import struct
from typing import Any

from playwright.sync_api import Page, WebSocketRoute

from formcheck.skeleton import DRAWN_BONES, DRAWN_NAMES
from formcheck.web.live import messages as say

PACE = say.Pace(fps=10.0, side_px=320)


class Scripted:
    """What a page's live socket is connected to.

    Args:
        page: The page, before it was gone to.
        welcomes: Whether a hello is answered.
        answers: Whether frames are answered.
    """

    def __init__(self, page: Page, *, welcomes: bool = True, answers: bool = True) -> None:
        self.welcomes = welcomes
        self.answers = answers
        self.sockets: list[WebSocketRoute] = []
        self.heard: list[dict[str, Any]] = []
        self.frames = 0
        self.shown: dict[str, Any] = {}
        page.route_web_socket("**/api/v1/live", self._opened)

    def tell(self, type_: str, **what: Any) -> None:
        """Send a message."""
        self.sockets[-1].send(json.dumps({"type": type_, **what}))

    def cut(self, code: int = 1012) -> None:
        """Close the connection."""
        self.sockets[-1].close(code=code)

    def count(self, reps: int = 0, **what: Any) -> None:
        """From now on frames are answered with so many reps, or what is said."""
        self.shown = {"reps": reps, **what}

    def _opened(self, socket: WebSocketRoute) -> None:
        self.sockets.append(socket)
        socket.on_message(lambda message: self._take(socket, message))

    def _take(self, socket: WebSocketRoute, message: str | bytes) -> None:
        if isinstance(message, bytes):
            self.frames += 1
            if self.answers:
                (number,) = struct.unpack_from("<I", message)
                socket.send(json.dumps(self._seen(number)))
            return
        said = json.loads(message)
        self.heard.append(said)
        if said["type"] == "hello" and self.welcomes:
            socket.send(self._welcome(said).model_dump_json())

    def _welcome(self, hello: dict[str, Any]) -> say.Welcome:
        target = say.TargetDocument(
            sets=hello.get("sets") or 3,
            reps=hello.get("reps"),
            hold_s=hello.get("hold_s"),
            rest_s=60.0,
        )
        return say.Welcome.model_validate(
            {
                "resume": "a token",
                "resume_s": 60.0,
                "resumed": hello.get("resume") is not None,
                "exercise": hello["exercise"],
                "target": target,
                "pace": PACE,
                "stage": "set",
                "set": 1,
                "reps": 0,
                "hold_s": 0.0,
                "count": "0",
                "joints": DRAWN_NAMES,
                "bones": DRAWN_BONES,
            }
        )

    def _seen(self, number: int) -> dict[str, Any]:
        return {
            "type": "frame",
            "number": number,
            "latency_ms": 1.0,
            "replaced": 0,
            "pace": PACE.model_dump(),
            "state": "active",
            "stage": "set",
            "phase": "start",
            "set": 1,
            "reps": 0,
            "hold_s": 0.0,
            "good_hold_s": 0.0,
            "rest_left_s": None,
            "gauge": 0.4,
            "reps_range": None,
            "view": "side",
            "missing": "",
            "skeleton": None,
            "count": str(self.shown.get("reps") or int(self.shown.get("hold_s", 0))),
            **self.shown,
        }

"""The wire of a live session: JSON messages out, JSON messages and pictures in."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from fastapi import WebSocket
from pydantic import BaseModel, ValidationError
from starlette.websockets import WebSocketDisconnect

from formcheck.web.live import messages
from formcheck.web.problems import ProblemError

HELLO_S = 15.0
"""How long a browser may take to say what it wants, seconds."""

CLOSE_DONE = 1000
"""The code with which a connection is closed after the summary."""

CLOSE_PROBLEM = 4400
"""The code with which a connection is closed after a fatal problem."""


class Channel:
    """What is sent and received, one message at a time.

    Args:
        socket: The connection; it was accepted.

    Attributes:
        closed: Whether it was closed, by whichever end.
    """

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._sending = asyncio.Lock()
        self.closed = False

    async def hello(self) -> messages.Hello:
        """The first message.

        Raises:
            ProblemError: It is another, or does not come.
            WebSocketDisconnect: The browser has gone.
        """
        try:
            message = await asyncio.wait_for(self._socket.receive(), HELLO_S)
        except TimeoutError as error:
            raise ProblemError(408, "no-hello", "the first message, hello, did not come") from error
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code", 1000))
        said = parse(message.get("text"))
        if not isinstance(said, messages.Hello):
            raise ProblemError(400, "no-hello", "the first message must be hello")
        return said

    async def receive(self) -> str | bytes:
        """The next message.

        Returns:
            JSON as text, or the bytes of a picture.

        Raises:
            WebSocketDisconnect: The browser has gone.
        """
        message = await self._socket.receive()
        if message["type"] == "websocket.disconnect":
            self.closed = True
            raise WebSocketDisconnect(message.get("code", 1000))
        data = message.get("bytes")
        return data if data is not None else str(message.get("text"))

    async def send(self, messages: Iterable[BaseModel]) -> None:
        """Send some messages, in order."""
        async with self._sending:
            for message in messages:
                if self.closed:
                    return
                await self._socket.send_text(message.model_dump_json(by_alias=True))

    async def fail(self, error: ProblemError, *, fatal: bool = True) -> None:
        """Say what is wrong; if it is fatal, that is the last message."""
        with suppress(RuntimeError, WebSocketDisconnect):
            await self.send([messages.ProblemMessage(problem=error.document(), fatal=fatal)])
            if fatal:
                await self.close(CLOSE_PROBLEM, error.code)

    async def close(self, code: int, reason: str = "") -> None:
        """Close the connection."""
        if not self.closed:
            self.closed = True
            with suppress(RuntimeError, WebSocketDisconnect):
                await self._socket.close(code, reason)


def parse(text: Any) -> BaseModel:
    """A message of the browser.

    Raises:
        ProblemError: It is none that is known.
    """
    try:
        found: BaseModel = messages.from_browser.validate_json(text or b"")
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = " ".join(str(part) for part in first["loc"])
        detail = f"the message is not valid: {place} {first['msg']}".replace("  ", " ")
        raise ProblemError(422, "invalid", detail) from error
    except (ValueError, json.JSONDecodeError) as error:
        raise ProblemError(422, "invalid", "the message is not JSON") from error
    return found

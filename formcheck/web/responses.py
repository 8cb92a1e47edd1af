"""What every answer keeps to: a failure is a problem document, and HEAD works where GET does."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from formcheck.web.problems import MEDIA_TYPE, for_status, respond

_KEPT = ("content-range", "allow", "retry-after", "www-authenticate")


class ResponseMiddleware:
    """Stands before the app: mends the answers of those parts of it that are not ours.

    Args:
        app: The app.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(scope, receive, send)
        if scope["method"] == "HEAD":
            # Nothing of the body is sent, so it need not be made: its maker is told that the
            # client has gone, in the way of this version of ASGI.
            asgi = {**scope.get("asgi", {}), "spec_version": "2.3"}
            await self._app({**scope, "method": "GET", "asgi": asgi}, receive, answer.head_only)
        else:
            await self._app(scope, receive, answer.whole)


class _Answer:
    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope = scope
        self._receive = receive
        self._send = send
        self._replaced = self._over = False

    async def whole(self, message: Message) -> None:
        """Send a part of an answer; a failure's own words are replaced by a document."""
        if message["type"] == "http.response.start":
            headers = Headers(raw=message.get("headers", []))
            if message["status"] >= 400 and headers.get("content-type") != MEDIA_TYPE:
                self._replaced = True
                kept = {name: headers[name] for name in _KEPT if name in headers}
                document = respond(for_status(message["status"]), _with_head(kept))
                await document(self._scope, self._receive, self._send)
                return
            if message["status"] == 405:
                message = {**message, "headers": _raw(_with_head(dict(headers)))}
        if not self._replaced:
            await self._send(message)

    async def head_only(self, message: Message) -> None:
        """Send the head of an answer."""
        if message["type"] == "http.response.start" and not self._over:
            self._over = True
            await self.whole(message)
            if not self._replaced:
                await self._send({"type": "http.response.body", "body": b""})


def _with_head(headers: dict[str, str]) -> dict[str, str]:
    """What is allowed, with HEAD where there is GET.

    >>> _with_head({"allow": "GET"})
    {'allow': 'GET, HEAD'}
    """
    allowed = [name.strip() for name in headers.get("allow", "").split(",")]
    if "GET" in allowed and "HEAD" not in allowed:
        return {**headers, "allow": ", ".join([*allowed, "HEAD"])}
    return headers


def _raw(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]

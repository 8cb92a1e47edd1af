"""Who may ask: the Host, Origin and token of every request, and the headers of every answer."""

from __future__ import annotations

import hmac
import html
import ipaddress
import socket
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from formcheck.addresses import is_loopback
from formcheck.web.problems import problem, respond
from formcheck.web.settings import Settings

COOKIE = "formcheck_token"

POLICY = (
    "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
"""The content policy: nothing comes from, and nothing goes to, anywhere else."""

_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(self), microphone=(), geolocation=()",
    "x-frame-options": "SAMEORIGIN",
}
_SAFE = {"GET", "HEAD", "OPTIONS"}
_YEAR_S = 365 * 24 * 3600
_POLICY_VIOLATION = 4403
_INTERNAL = 1011

_ASK = """<!doctype html><html lang="en"><meta charset="utf-8"><title>formcheck</title>
<h1>formcheck asks for its token</h1>
<p>Open the address that <code>formcheck serve</code> printed, with <code>?token=</code> in it.</p>
"""

_GO = """<!doctype html><html lang="en"><meta charset="utf-8"><title>formcheck</title>
<meta http-equiv="refresh" content="0;url={address}"><p><a href="{address}">formcheck</a></p>
"""


class Guard:
    """Stands before the app: refuses what is not from its own page, and adds headers.

    Args:
        app: The app.
        settings: How the server is set up.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._names = _own_names(settings.host)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a connection."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await _refuse(refusal, scope, receive, self._adding_headers(scope, send))
            return
        try:
            await self._app(scope, receive, self._adding_headers(scope, send))
        except Exception as error:  # it has been answered; who runs the server is told, too
            self._tell(error)
            if scope["type"] == "websocket":
                with suppress(Exception):  # it may be closed already
                    await send({"type": "websocket.close", "code": _INTERNAL, "reason": ""})

    def _refusal(self, scope: Scope) -> Response | None:
        """The answer to a request that is refused; None where it is not."""
        headers = Headers(scope=scope)
        if not self._is_own(headers.get("host", "")):
            return respond(problem(421, "wrong-host", "this server does not go by that name"))
        changes = scope["type"] == "websocket" or scope["method"] not in _SAFE
        if changes and not self._same_origin(headers):
            return respond(problem(403, "wrong-origin", "only formcheck's own page may do this"))
        return self._token_refusal(scope, headers) if self._settings.token else None

    def _is_own(self, host: str) -> bool:
        """Whether a Host header is this server's: any other name may be a rebound one."""
        name = _hostname(host)
        if name in self._names:
            return True
        if is_loopback(self._settings.host):
            return is_loopback(name)
        try:  # an address cannot be rebound, only a name can
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True

    def _same_origin(self, headers: Headers) -> bool:
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        origin = headers.get("origin")
        if origin is None:  # no browser: those always say it here
            return True
        parts = urlsplit(origin)
        scheme = "https" if self._settings.secure else "http"
        return parts.scheme == scheme and parts.netloc.lower() == headers.get("host", "").lower()

    def _token_refusal(self, scope: Scope, headers: Headers) -> Response | None:
        if any(map(self._knows, _cookies(headers))) or self._knows(_bearer(headers)):
            return None
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = next((value for key, value in query if key == "token"), "")
        if self._knows(given) and scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            rest = urlencode([(key, value) for key, value in query if key != "token"])
            path = "/" + scope["path"].lstrip("/")
            answer = _onward(path + (f"?{rest}" if rest else ""), headers)
            answer.set_cookie(
                COOKIE,
                quote(given, safe=""),  # what a cookie cannot hold is not in it
                max_age=_YEAR_S,
                httponly=True,
                samesite="strict",
                secure=self._settings.secure,
            )
            return answer
        detail = "open the address with ?token= that formcheck serve printed, or send it as bearer"
        refused = respond(problem(401, "no-token", detail), {"WWW-Authenticate": "Bearer"})
        if scope["type"] == "http" and "text/html" in headers.get("accept", ""):
            return HTMLResponse(_ASK, 401, {"WWW-Authenticate": "Bearer"})
        return refused

    def _knows(self, given: str) -> bool:
        """Whether somebody gave the token, in either way that a header can hold it."""
        token = self._settings.token.encode()
        with suppress(UnicodeEncodeError):  # no Latin letters: it did not come in a header
            if given and hmac.compare_digest(given.encode("latin-1"), token):
                return True
        return bool(given) and hmac.compare_digest(given.encode(errors="replace"), token)

    def _adding_headers(self, scope: Scope, send: Send) -> Send:
        async def adding(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith("/api/"):
                    headers.setdefault("cache-control", "no-store")
                else:
                    headers.setdefault("cache-control", "no-cache")
            await send(message)

        return adding

    def _tell(self, error: Exception) -> None:
        """An error that is formcheck's own: one line, without what the person sent."""
        if self._settings.debug:
            traceback.print_exception(error)
            return
        kind = type(error).__name__
        sys.stderr.write(f"error: {kind} in the server; --debug shows where it came from\n")


async def _refuse(answer: Response, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": _POLICY_VIOLATION, "reason": "refused"})
        return
    await answer(scope, receive, send)


def _own_names(host: str) -> set[str]:
    if is_loopback(host):
        return {"localhost"}
    name = socket.gethostname().lower()
    return {"localhost", host.lower(), name, f"{name.partition('.')[0]}.local"}


def _hostname(host: str) -> str:
    """The name in a Host header; "" if it is none.

    >>> _hostname("LOCALHOST:8000"), _hostname("[::1]:80"), _hostname("a b")
    ('localhost', '::1', 'a b')
    """
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _cookies(headers: Headers) -> Iterator[str]:
    r"""What the cookies of our name hold.

    Other servers on this machine set cookies for the same host, with whatever characters they
    like, and some of our name: one that a parser would stumble over must not hide ours.

    >>> list(_cookies(Headers({"cookie": 'a={"x":1}; formcheck_token=abc; b=\\xe9;;=;c'})))
    ['abc']
    """
    for header in headers.getlist("cookie"):
        for pair in header.split(";"):
            name, _, value = pair.partition("=")
            if name.strip() == COOKIE:
                value = value.strip().strip('"')
                yield value
                if "%" in value:
                    yield unquote(value)


def _onward(address: str, headers: Headers) -> Response:
    """Send a browser on to an address of ours, without the token.

    One that comes from another page or from a file would not send the cookie along with a
    redirection (`SameSite`); from a page of ours it does.
    """
    inside = headers.get("sec-fetch-site") in ("none", "same-origin")
    if inside or "text/html" not in headers.get("accept", ""):
        return RedirectResponse(address, 303)
    return HTMLResponse(_GO.format(address=html.escape(address)))


def _bearer(headers: Headers) -> str:
    scheme, _, value = headers.get("authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else ""

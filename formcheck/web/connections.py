"""How many connections the server holds, and for how long one may keep it waiting.

uvicorn waits for ever for the rest of a request.  Here the head of a request has a time by which it
must be there, a body must keep coming, and where there is no room for another connection, the
server drops the one that has kept it waiting for longest.
"""

from __future__ import annotations

import asyncio
import json
import math
import socket
import ssl
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from formcheck.web.problems import MEDIA_TYPE, problem

BATCH = 64
"""How many connections are taken at once; too many are noticed before files run out."""

QUEUE = 1024
"""How many connections may wait in the system until they are taken."""

FILES = 4096
"""How many open files the system is asked for, if it allows more than it has given (Unix)."""


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """What a connection may take.

    Attributes:
        connections: How many are held at once.
        head_s: How long the head of a request and a TLS handshake may take, and for how long the
            end of an answer may lie unfetched, seconds.
        body_s: How long `body_bytes` of a body may take, seconds.
        body_bytes: See `body_s`.
    """

    connections: int = 256
    head_s: float = 10.0
    body_s: float = 30.0
    body_bytes: int = 15_000


class Connections:
    """The connections that the server holds.

    Args:
        limits: What each may take.
    """

    def __init__(self, limits: ConnectionLimits) -> None:
        self.limits = limits
        self._held: list[HeldConnection] = []

    def enter(self, new: HeldConnection) -> bool:
        """Hold another; where there is no room, drop one that keeps the server waiting.

        Returns:
            Whether there is room.
        """
        self._forget()
        if len(self._held) >= self.limits.connections:
            victim = self._to_evict()
            if victim is None:
                return False
            victim.drop()
            self._held.remove(victim)
        self._held.append(new)
        return True

    def leave(self, old: HeldConnection) -> None:
        """Hold one no longer, as another goes on with what it spoke on."""
        self._held = [each for each in self._held if each is not old]

    def sweep(self) -> None:
        """Drop those that have taken too long."""
        self._forget()
        for each in list(self._held):
            each.enforce(self.limits)

    def end(self) -> None:
        """Drop those of which uvicorn does not know yet, as the server ends."""
        for each in self._held:
            if isinstance(each, TlsHandshake):
                each.drop()

    def _forget(self) -> None:
        self._held = [each for each in self._held if not each.is_closed]

    def _to_evict(self) -> HeldConnection | None:
        """The one to go: of the address that has most that wait, the one that waits for longest."""
        waiting = [
            (each, rank) for each in self._held if (rank := each.eviction_rank()) is not None
        ]
        if not waiting:
            return None
        of = Counter(each.peer for each, _ in waiting)
        return min(waiting, key=lambda found: (-of[found[0].peer], found[1]))[0]


class HeldConnection(asyncio.Protocol, ABC):
    """A connection that is held.

    Attributes:
        raw: What it is carried on, below TLS.
        socket: Its socket.
        peer: The address at its other end; "" if that is not known.
    """

    raw: asyncio.Transport
    socket: Any
    peer: str

    def set_transport(self, raw: asyncio.Transport) -> None:
        """Say what it is carried on, below TLS."""
        self.raw = raw
        self.socket = raw.get_extra_info("socket")
        peer = raw.get_extra_info("peername")
        self.peer = str(peer[0]) if isinstance(peer, tuple) and peer else ""

    @property
    def is_closed(self) -> bool:
        """Whether nothing of it is left: one that only closes still has its file."""
        return self.socket is None or self.socket.fileno() < 0

    @abstractmethod
    def eviction_rank(self) -> tuple[int, float] | None:
        """In which order connections are dropped for another, the lowest first; None for never."""

    @abstractmethod
    def enforce(self, limits: ConnectionLimits) -> None:
        """Drop it if it has taken too long."""

    def drop(self) -> None:
        """End it at once."""
        self.raw.abort()


class HttpConnection(H11Protocol, HeldConnection):
    """uvicorn's HTTP connection, with an end to waiting.

    Args:
        connections: Those that the server holds.
        options: uvicorn's.
    """

    def __init__(self, connections: Connections, **options: Any) -> None:
        super().__init__(**options)
        self._connections = connections
        self._phase = ""
        self._since = self._last = self.loop.time()
        self._got = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin, if there is room."""
        super().connection_made(transport)
        if not hasattr(self, "raw"):
            self.set_transport(transport)
        if not self._connections.enter(self):
            self._answer(503, "too-many", "too many connections: try again in a moment")

    def data_received(self, data: bytes) -> None:
        """Take what comes."""
        if self.transport.is_closing():
            return
        self._last = self.loop.time()
        self._got += len(data)
        super().data_received(data)
        self._update_phase()

    def eviction_rank(self) -> tuple[int, float] | None:
        """A request that has not begun is missed least, then one whose body does not come."""
        phase = self._update_phase()
        if phase in ("head", "late", "closing"):
            return 0, self._since
        return (1, self._last) if phase == "body" and not self.flow.read_paused else None

    def enforce(self, limits: ConnectionLimits) -> None:
        """Drop it if it has taken too long."""
        phase, now = self._update_phase(), self.loop.time()
        if phase == "head" and now - self._since > limits.head_s:
            if self.conn.trailing_data[0]:
                self._answer(408, "too-slow", "the request did not come in time")
            else:
                self.transport.close()
        elif phase == "closing" and now - self._since > limits.head_s:
            self.drop()
        elif phase in ("body", "late"):
            if self.flow.read_paused:  # it is we who take our time
                self._since, self._got = now, 0
            elif now - self._since > limits.body_s:
                if self._got < limits.body_bytes:
                    self.drop()
                self._since, self._got = now, 0

    def send_400_response(self, msg: str) -> None:
        """Say that it was no request."""
        self._answer(400, "bad-request", msg)

    def _update_phase(self) -> str:
        """What is waited for: "" where nothing is."""
        phase = self._phase_now()
        if phase != self._phase:
            self._phase, self._since, self._got = phase, self.loop.time(), 0
        return phase

    def _phase_now(self) -> str:
        if self.transport.is_closing():
            return "closing"
        if self.transport.get_protocol() is not self:
            return ""  # a live socket now, which looks after itself
        if self.conn.their_state is h11.IDLE:
            return "head"
        if self.conn.their_state is h11.SEND_BODY:
            return "late" if self.conn.our_state is h11.DONE else "body"
        return "head" if self.conn.our_state in (h11.DONE, h11.MUST_CLOSE) else ""

    def _answer(self, status: int, code: str, detail: str) -> None:
        """Answer without the app, and close."""
        body = json.dumps(problem(status, code, detail).model_dump()).encode()
        headers = [
            ("content-type", MEDIA_TYPE),
            ("content-length", str(len(body))),
            ("x-content-type-options", "nosniff"),
            ("connection", "close"),
        ]
        with suppress(h11.LocalProtocolError):
            head = h11.Response(status_code=status, headers=headers)
            for event in (head, h11.Data(data=body), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()


class TlsHandshake(HeldConnection):
    """A connection that is to speak TLS first.

    Args:
        context: The certificate.
        connections: Those that the server holds.
        make: Makes what speaks HTTP on it.
    """

    def __init__(
        self, context: ssl.SSLContext, connections: Connections, make: Callable[[], HttpConnection]
    ) -> None:
        self._context = context
        self._connections = connections
        self._make = make
        self._since = math.nan
        self._early = b""
        self._task: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin, if there is room."""
        assert isinstance(transport, asyncio.Transport)
        self.set_transport(transport)
        loop = asyncio.get_running_loop()
        self._since = loop.time()
        if not self._connections.enter(self):
            self.drop()
            return
        # It runs before the first byte is read: asyncio runs what is ready before it reads.
        self._task = loop.create_task(self._start_tls(loop))

    def data_received(self, data: bytes) -> None:
        """Keep what was said right after the handshake."""
        self._early += data

    def eviction_rank(self) -> tuple[int, float] | None:
        """As one whose request has not begun."""
        return 0, self._since

    def enforce(self, limits: ConnectionLimits) -> None:
        """The handshake has a time of its own."""

    async def _start_tls(self, loop: asyncio.AbstractEventLoop) -> None:
        wait = self._connections.limits.head_s
        try:
            tls = await loop.start_tls(
                self.raw, self, self._context, server_side=True, ssl_handshake_timeout=wait
            )
        except (OSError, ssl.SSLError):  # it was none, or took too long
            self.drop()
            return
        if tls is None or tls.is_closing():
            return
        http = self._make()
        http.set_transport(self.raw)
        tls.set_protocol(http)
        self._connections.leave(self)
        http.connection_made(tls)
        if self._early:
            http.data_received(self._early)


async def listen(
    line: socket.socket,
    context: ssl.SSLContext | None,
    make: Callable[[], HttpConnection],
    connections: Connections,
) -> asyncio.Server:
    """Take connections.

    Args:
        line: What they come to; bound.
        context: The certificate, for TLS.
        make: Makes what speaks HTTP on a connection.
        connections: Those that the server holds.
    """
    loop = asyncio.get_running_loop()

    def hold() -> asyncio.Protocol:
        return make() if context is None else TlsHandshake(context, connections, make)

    server = await loop.create_server(hold, sock=line, backlog=BATCH)
    line.listen(QUEUE)
    return server


def fitting_open_files(limits: ConnectionLimits) -> ConnectionLimits:
    """Ask the system for enough open files, and hold no more connections than they allow."""
    try:
        import resource
    except ImportError:  # pragma: no cover  # Windows has no such limit on sockets
        return limits
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < FILES:
        wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
        soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if soft == resource.RLIM_INFINITY:
        return limits
    # A third: those that are being closed still count, and so do files, workers and the database.
    return replace(limits, connections=max(8, min(limits.connections, soft // 3)))

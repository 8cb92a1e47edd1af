"""Runs the server: binds the address, prints where it is, and ends in good order."""

from __future__ import annotations

import errno
import ipaddress
import secrets
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import uvicorn

from formcheck.addresses import is_loopback
from formcheck.errors import UsageError
from formcheck.lifecycle import ended_by_sigterm
from formcheck.web.app import create_app
from formcheck.web.browser import BrowserOpener
from formcheck.web.connections import (
    ConnectionLimits,
    Connections,
    HttpConnection,
    fitting_open_files,
    listen,
)
from formcheck.web.services import Services
from formcheck.web.settings import Settings

GRACE_S = 3
"""How long requests that are under way may take when the server ends, seconds."""


def serve(
    settings: Settings,
    port: int,
    *,
    certificate: Path | None = None,
    key: Path | None = None,
    browser: bool = True,
    say: Callable[[str], None] = print,
) -> None:
    """Run the server until it is told to end, by Ctrl-C or by SIGTERM.

    Args:
        settings: How it is set up; on an address that others can reach, a token is made if it has
            none.
        port: The port; 0 for any that is free.
        certificate: The TLS certificate's file.
        key: The TLS key's file.
        browser: Whether to open the page.
        say: Called with what the person should know.

    Raises:
        UsageError: The address cannot be used, or the certificate is none.
    """
    _check_tls(certificate, key)
    if not settings.token.isprintable():
        raise UsageError("--token: it must be printable characters only")
    settings = replace(settings, secure=certificate is not None)
    if not settings.token and not is_loopback(settings.host):
        settings = replace(settings, token=secrets.token_urlsafe(18))
    bound = bind(settings.host, port)
    try:
        with (
            ended_by_sigterm(),
            Services(settings) as services,
            BrowserOpener(settings.data) as opener,
        ):
            address = address_of(settings, bound.getsockname()[1])
            config = uvicorn.Config(
                create_app(services, warm=True),
                log_level="error",
                access_log=False,  # what people call their files is nobody's business
                ws="websockets-sansio",
                ws_max_size=4 * settings.limits.message_bytes,
                ws_per_message_deflate=False,  # pictures are packed already
                timeout_graceful_shutdown=GRACE_S,
                server_header=False,
                ssl_certfile=certificate,
                ssl_keyfile=key,
                http="h11",
            )

            def announce() -> None:
                _announce(settings, address, say)
                if browser:
                    opener.open(address, secret=bool(settings.token))

            server = Server(
                config, Connections(fitting_open_files(ConnectionLimits())), announce, services
            )
            # It has ended in good order; uvicorn raises the signal that ended it once more.
            with suppress(KeyboardInterrupt):
                server.run(sockets=[bound])
            if not server.started:
                raise UsageError("the server could not start: --debug shows why")
    finally:
        bound.close()


class Server(uvicorn.Server):
    """A server that waits for nobody for ever, says when it is there, and tells streams its end.

    Args:
        config: uvicorn's.
        connections: Those that it holds.
        started: Called when it is there.
        services: Told when it ends, if there are any.
    """

    def __init__(
        self,
        config: uvicorn.Config,
        connections: Connections,
        started: Callable[[], None],
        services: Services | None = None,
    ) -> None:
        super().__init__(config)
        self._connections = connections
        self._announce = started
        self._services = services

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await self.lifespan.startup()
        if self.lifespan.should_exit:
            self.should_exit = True
            return

        def make() -> HttpConnection:
            return HttpConnection(
                self._connections,
                config=self.config,
                server_state=self.server_state,
                app_state=self.lifespan.state,
            )

        self.servers = [
            await listen(each, self.config.ssl, make, self._connections) for each in sockets or ()
        ]
        self.started = True
        self._announce()

    async def on_tick(self, counter: int) -> bool:
        """Look after the connections, which nothing else does while they are silent."""
        self._connections.sweep()
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End: streams of events would be waited for otherwise."""
        if self._services is not None:
            self._services.ending = True
        self._connections.end()
        await super().shutdown(sockets)


def bind(host: str, port: int) -> socket.socket:
    """Bind an address.

    Raises:
        UsageError: It cannot be bound.
    """
    address = _numeric(host)
    bound = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((address, port))
    except (OSError, OverflowError) as error:
        bound.close()
        raise UsageError(_why_not(error, host, port)) from error
    return bound


def _numeric(host: str) -> str:
    """The number of an address; a name is looked up only if it is one."""
    if host == "localhost":
        return "127.0.0.1"
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError as error:
        raise UsageError(f"--host {host}: there is no such address") from error
    return str(found[0][4][0])


def _why_not(error: Exception, host: str, port: int) -> str:
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        return f"port {port} is in use: say another with --port, or end what uses it"
    if number in (errno.EACCES, errno.EPERM):
        return f"port {port} may not be used: say one above 1023 with --port"
    return f"{host} port {port} cannot be used: {getattr(error, 'strerror', None) or error}"


def address_of(settings: Settings, port: int) -> str:
    """The address of the page, with the token that it asks for."""
    scheme = "https" if settings.secure else "http"
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    if settings.host in ("0.0.0.0", "::"):
        host = _reachable() or socket.gethostname()
    token = f"/?token={quote(settings.token, safe='')}" if settings.token else "/"
    return f"{scheme}://{host}:{port}{token}"


def _reachable() -> str:
    """This machine's address on its network; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
        probe.connect(("192.0.2.1", 9))  # a datagram socket: connecting only picks the route
        return str(probe.getsockname()[0])
    return ""


def _announce(settings: Settings, address: str, say: Callable[[str], None]) -> None:
    say(f"formcheck is at {address} (Ctrl-C ends it)")
    if not is_loopback(settings.host) and not settings.secure:
        say(
            "Other devices can upload videos there, but their browsers give the camera to secure "
            "pages only: for that, use --tls-cert and --tls-key."
        )


def _check_tls(certificate: Path | None, key: Path | None) -> None:
    if (certificate is None) != (key is None):
        raise UsageError("--tls-cert and --tls-key go together")
    if certificate is None or key is None:
        return
    for option, file in (("--tls-cert", certificate), ("--tls-key", key)):
        if not file.is_file():
            raise UsageError(f"{option} {file}: there is no such file")
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(certificate, key)
    except (ssl.SSLError, OSError) as error:
        raise UsageError(f"{certificate} and {key} are no certificate and its key (PEM)") from error

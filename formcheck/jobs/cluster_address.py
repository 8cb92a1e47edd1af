"""Which clusters videos may be sent to: recordings of people leave this machine encrypted only."""

from __future__ import annotations

from urllib.parse import urlsplit

from formcheck.addresses import is_loopback
from formcheck.errors import UsageError

PLAIN, ENCRYPTED = "tcp", "tls"


def check_address(address: str) -> str:
    """Check the address of a scheduler.

    Whoever reads what goes to it sees the recordings, and whoever is taken for it has its workers'
    poses believed.  Plain TCP is for this machine alone.

    Args:
        address: As ``tls://scheduler:8786``, or ``tcp://127.0.0.1:8786``.

    Returns:
        The address.

    Raises:
        UsageError: It is none, or not one that recordings may be sent to.

    >>> check_address("tcp://[::1]:8786")
    'tcp://[::1]:8786'
    """
    try:
        parts = urlsplit(address)
        scheme, host, port = parts.scheme, parts.hostname or "", parts.port
    except ValueError:
        scheme, host, port = "", "", None
    if scheme not in (PLAIN, ENCRYPTED) or not host or port is None or parts.path:
        raise UsageError(
            f"--cluster {address}: give the scheduler's address, as tls://scheduler:8786"
        )
    if scheme == PLAIN and not is_loopback(host):
        raise UsageError(
            f"--cluster {address}: recordings of people would go over the network for all to read; "
            f"use {ENCRYPTED}://{parts.netloc} with certificates (docs/cluster.md)"
        )
    return address


def is_elsewhere(address: str) -> bool:
    """Whether a checked address is, or may be, another machine's."""
    return not is_loopback(urlsplit(address).hostname or "")

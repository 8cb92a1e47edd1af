"""Addresses: which are this machine's own, and those of cameras as they may be printed.

A password may stand in any part of a camera's address.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import unquote

HIDDEN = "***"

_PLAIN = {
    "audio", "bitrate", "camera", "ch", "channel", "codec", "compression", "fps", "height", "id",
    "inst", "mode", "overlay", "profile", "quality", "res", "resolution", "rotation", "size",
    "stream", "streamtype", "subtype", "transport", "tcp", "type", "udp", "unicast", "width",
}  # fmt: skip
"""What is said of a picture, and may be printed.  All else may be a secret by any name."""

_ADDRESS = re.compile(r"\b[A-Za-z][A-Za-z0-9+.-]+:/{1,3}[^\s'\"<>]+")
_PAIR = re.compile(r"([^&;?/#=]*)=([^&;?/#]*)")


def is_loopback(host: str) -> bool:
    """Whether a host is surely this machine; a name other than localhost may be anybody's.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def without_password(address: str) -> str:
    """An address as it may be printed.

    Left out are the user and the password before the host; values of parameters, in the query, the
    path or the fragment, stay only where they say which picture it is; a part of the path with a
    colon is hidden, as some cameras have user and password there.

    >>> without_password("rtsp://me:secret@camera:554/stream?channel=1&pwd=x")
    'rtsp://camera:554/stream?channel=1&pwd=***'
    >>> without_password("rtsp://camera/user=me_password=a_channel=1.sdp")
    'rtsp://camera/user=***'
    """
    scheme, mark, rest = _split(address)
    if not mark:
        return address
    end = min((at for at in map(rest.find, "?#") if at >= 0), default=len(rest))
    place, query = rest[:end], rest[end:]
    # The last @ before the query ends the password, which may hold any other character.  One that
    # holds a ? or # goes on in what then looks like a query.
    if "@" in query and ":" in place.partition("/")[0] and not _has_port(place):
        place, query = query.rpartition("@")[2], ""
        end = min((at for at in map(place.find, "?#") if at >= 0), default=len(place))
        place, query = place[:end], place[end:]
    host, slash, path = place.rpartition("@")[2].partition("/")
    segments = [HIDDEN if ":" in unquote(each) else each for each in path.split("/")]
    return scheme + mark + host + slash + _pairs("/".join(segments)) + _pairs(query)


def hide_passwords(text: str) -> str:
    """A text with every address in it as it may be printed.

    >>> hide_passwords("rtsp:/a:b@cam/x does not exist")
    'rtsp:/cam/x does not exist'
    """
    return _ADDRESS.sub(lambda found: without_password(found[0]), text)


def is_address(text: str) -> bool:
    """Whether a text is meant as an address, rightly written or not.

    >>> is_address("rtsp:/me:secret@camera/1"), is_address("C:/clips/row.mp4"), is_address("a.mp4")
    (True, False, False)
    """
    return bool(_ADDRESS.match(text))


def _split(address: str) -> tuple[str, str, str]:
    found = re.match(r"([A-Za-z][A-Za-z0-9+.-]+)(:/{1,3})(.*)", address, re.DOTALL)
    return (found[1], found[2], found[3]) if found else (address, "", "")


def _has_port(place: str) -> bool:
    return bool(re.fullmatch(r"(\[[^]]*\]|[^:@/]*):\d{1,5}(/.*)?", place))


def _pairs(text: str) -> str:
    """Hide the values of parameters."""

    def pair(found: re.Match[str]) -> str:
        name = unquote(found[1]).strip().lower()
        harmless = name in _PLAIN and "=" not in found[2] and len(found[2]) <= 20
        return f"{found[1]}={found[2] if harmless else HIDDEN}"

    return _PAIR.sub(pair, text)

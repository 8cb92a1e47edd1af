"""The time zone by which the days of a request, or of a live session, are days."""

from __future__ import annotations

from datetime import tzinfo
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fastapi import Depends, Query

from formcheck.web.problems import ProblemError


def _zone(
    tz: Annotated[
        str | None,
        Query(
            description="The time zone by which a session is on a day, as IANA names it"
            " (Europe/Berlin); this machine's if there is none.",
            max_length=64,
        ),
    ] = None,
) -> tzinfo | None:
    """The time zone of a request."""
    return zone_of(tz)


def zone_of(name: str | None) -> tzinfo | None:
    """A time zone by the name that IANA gives it; None, this machine's, where there is none.

    Raises:
        ProblemError: There is no such zone.
    """
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        detail = "there is no such time zone; it is named like Europe/Berlin"
        raise ProblemError(404, "not-found", detail) from error


Zone = Annotated[tzinfo | None, Depends(_zone)]

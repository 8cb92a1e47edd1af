"""The person's own flat back and upright posture: ``/api/v1/own-posture``."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from formcheck.checking.own_posture import Stance
from formcheck.measures import MEASURES
from formcheck.result.own_words import own_kept_words
from formcheck.web.problems import documented
from formcheck.web.services import ServicesDependency

router = APIRouter(tags=["training"])


class OwnDocument(BaseModel):
    """What a measure read in the person's own posture, shown on purpose."""

    measure: str
    stance: Stance = Field(description="How they showed it.")
    value: float
    unit: str
    day: date = Field(description="When they showed it.")
    said: str = Field(description="That, in a sentence.")


@router.get("/own-posture", responses=documented(401, 403, 421))
def own_posture(services: ServicesDependency) -> list[OwnDocument]:
    """What the person showed as their own; the checks use it where today shows nothing better."""
    kept = services.own_postures.get()
    said = own_kept_words(kept) if kept else ()
    return [
        OwnDocument(
            measure=measure,
            stance=stance,
            value=own.value,
            unit=MEASURES[measure].unit,
            day=own.day,
            said=text,
        )
        for ((measure, stance), own), text in zip(kept.items(), said, strict=True)
    ]


@router.delete("/own-posture", status_code=204, responses=documented(401, 403, 421))
def forget_own_posture(services: ServicesDependency) -> Response:
    """Forget it: the checks compare with what is shown in each set."""
    services.own_postures.forget()
    return Response(status_code=204)

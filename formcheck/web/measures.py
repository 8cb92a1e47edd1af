"""What is measured, as little drawings: ``/api/v1/measures``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from formcheck.measures import QUANTITIES
from formcheck.report.measure_drawing import measure_file
from formcheck.web.problems import documented, not_found

router = APIRouter(tags=["exercises"])

MeasureName = Annotated[str, Path(max_length=100, description="Its name in exercise files.")]
_DRAWING = {"description": "The drawing.", "content": {"image/svg+xml": {}}}


@router.get(
    "/measures/{measure}.svg",
    response_class=Response,
    responses={200: _DRAWING, **documented(401, 403, 404, 421, 422)},
)
def measure_drawing(measure: MeasureName) -> Response:
    """A stick figure on which a measure is marked.

    Its lines are `currentColor`, its marks the variable `--measure` of the page that it stands in.
    """
    if measure not in QUANTITIES:
        raise not_found("measure")
    return Response(measure_file(measure), media_type="image/svg+xml")

"""The app: the API under ``/api/v1``, the pages at ``/``, and the guard before both."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Literal

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from pydantic import BaseModel, Field
from starlette.types import ASGIApp

from formcheck import __version__
from formcheck.skeleton import BONES, DRAWN_NAMES
from formcheck.web import (
    analyses,
    clips,
    drawings,
    exercises,
    files,
    first_week,
    measures,
    own_posture,
    runs,
    sessions,
    training,
    words,
    workouts,
)
from formcheck.web.live import endpoint
from formcheck.web.pages import Pages
from formcheck.web.problems import Problem, documented, install
from formcheck.web.responses import ResponseMiddleware
from formcheck.web.security import Guard
from formcheck.web.services import Services, ServicesDependency
from formcheck.web.settings import Limits

CLIPS_S = 600.0
"""How often it is looked for clips whose date has passed, seconds; none is shown after it."""

router = APIRouter(tags=["server"])


class About(BaseModel):
    """What the pages need to know of the server."""

    version: str
    secure: bool = Field(description="Whether it speaks TLS: browsers give cameras to those only.")
    limits: Limits
    cluster: str = Field(description="Where uploaded videos are sent to; empty if nowhere.")


@router.get("/about", responses=documented(401, 403, 421))
def about(services: ServicesDependency) -> About:
    """What the server is and takes."""
    settings = services.settings
    return About(
        version=__version__,
        secure=settings.secure,
        limits=settings.limits,
        cluster=settings.cluster.address if settings.cluster else "",
    )


class Health(BaseModel):
    """Whether all is well with the server."""

    status: Literal["ok", "storage"] = Field(description="storage: nothing can be kept now.")
    detail: str = Field(description="What is wrong, in words; empty if nothing is.")
    unsaved: int = Field(
        description="Outcomes of analyses and live sessions that wait to be stored."
    )


@router.get("/health", responses=documented(401, 403, 421))
def health(services: ServicesDependency) -> Health:
    """Whether what is found can be kept."""
    trouble, unsaved = (
        services.database.trouble(),
        services.jobs.outbox.waiting() + services.registry.unsaved(),
    )
    return Health(status="storage" if trouble else "ok", detail=trouble, unsaved=unsaved)


class SkeletonDocument(BaseModel):
    """How a person's skeleton is drawn."""

    joints: tuple[str, ...] = Field(description="The landmarks that are drawn.")
    bones: tuple[tuple[str, ...], ...] = Field(description="Pairs of them that a line joins.")


@router.get("/skeleton", responses=documented(401, 403, 421))
def skeleton() -> SkeletonDocument:
    """Which landmarks are drawn, and which lines join them."""
    bones = tuple((start.name.lower(), end.name.lower()) for start, end in BONES)
    return SkeletonDocument(joints=DRAWN_NAMES, bones=bones)


async def _let_clips_go(services: Services) -> None:
    """Delete clips on the day after their date, while the server runs; until it is cancelled."""
    while True:
        await asyncio.sleep(CLIPS_S)
        await asyncio.to_thread(services.clips.expire)


def create_app(services: Services, *, warm: bool = False) -> ASGIApp:
    """Make the app.

    Args:
        services: What requests are answered with.  The app starts their work when the server
            starts, and leaves closing them to who made them.
        warm: Whether to load the pose model in the background, before anybody asks for it.
    """
    api = _described()
    api.state.services = services

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        await asyncio.to_thread(services.start)
        tasks = [
            asyncio.create_task(services.registry.sweep()),
            asyncio.create_task(_let_clips_go(services)),
        ]
        if warm:
            tasks.append(asyncio.create_task(services.pose_processes.warm()))
        try:
            yield
        finally:
            services.ending = True
            for task in tasks:
                task.cancel()
            await services.registry.close()
            await asyncio.gather(*tasks, return_exceptions=True)

    pages = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, lifespan=running)
    install(pages)
    pages.mount("/api/v1", api)
    pages.mount("/", Pages())
    return Guard(ResponseMiddleware(pages), services.settings)


def description() -> dict[str, Any]:
    """The API's OpenAPI document."""
    return _described().openapi()


def _described() -> FastAPI:
    """The API without the services that answer it."""
    api = _Api(
        title="formcheck",
        version=__version__,
        description="Counts repetitions and checks form in workout videos, on your own machine.",
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=_name,
        separate_input_output_schemas=False,
    )
    install(api)
    for each in (
        router,
        exercises.router,
        measures.router,
        analyses.router,
        files.router,
        drawings.router,
        runs.router,
        sessions.router,
        workouts.router,
        first_week.router,
        training.router,
        own_posture.router,
        clips.router,
        words.router,
        endpoint.router,
    ):
        api.include_router(each)
    return api


class _Api(FastAPI):
    """An API whose description knows of problem documents."""

    def openapi(self) -> dict[str, Any]:
        """Describe the API."""
        if self.openapi_schema is None:
            made = super().openapi()
            parts = made.setdefault("components", {}).setdefault("schemas", {})
            parts["Problem"] = Problem.model_json_schema()
            for unused in ("HTTPValidationError", "ValidationError"):
                parts.pop(unused, None)
            made["servers"] = [{"url": "/api/v1"}]
        return self.openapi_schema or made


def _name(route: APIRoute) -> str:
    """What a generated client calls a request."""
    return route.name

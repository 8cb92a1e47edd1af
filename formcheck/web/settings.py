"""How the server is set up, and its limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from formcheck.jobs.cluster import Cluster

MB = 1_000_000


class Limits(BaseModel):
    """What the server takes, and no more."""

    model_config = ConfigDict(frozen=True)

    upload_bytes: int = Field(default=2000 * MB, description="Size of an uploaded video.")
    duration_s: float = Field(default=3600.0, description="Length of an uploaded video, seconds.")
    pixels: int = Field(default=4096 * 2304, description="Pixels of a video's picture.")
    queued: int = Field(default=100, description="Analyses that wait or run at once.")
    live_sessions: int = Field(default=2, description="Live sessions at once.")
    live_fps: float = Field(default=30.0, description="Frames a second of a live session.")
    live_pixels: int = Field(default=1920 * 1080, description="Pixels of a live frame.")
    clip_days: int = Field(default=14, description="Days for which clips of live sets are kept.")
    message_bytes: int = Field(default=1 * MB, description="Size of a live message.")


@dataclass(frozen=True, slots=True)
class Settings:
    """How the server is set up.

    Attributes:
        data: The folder of the history and of uploaded videos.
        host: The address that it listens on.
        token: What a browser must know; "" for nothing.
        secure: Whether it speaks TLS.
        workers: How many analyses run at once.
        resume_s: How long a live session that lost its connection waits for it, seconds.
        limits: What it takes, and no more.
        cluster: Where poses in uploaded videos are found; None for this machine.
        debug: Whether errors are printed with where they came from.
    """

    data: Path
    host: str = "127.0.0.1"
    token: str = ""
    secure: bool = False
    workers: int = 1
    resume_s: float = 60.0
    limits: Limits = field(default_factory=Limits)
    cluster: Cluster | None = None
    debug: bool = False

    @property
    def clips(self) -> Path:
        """Where clips of live sets are, of those who allowed them."""
        return self.data / "clips"

    @property
    def uploads(self) -> Path:
        """Where uploaded videos and what was made of them are."""
        return self.data / "analyses"

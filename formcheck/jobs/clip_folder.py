"""What the folder of a session's clips says of itself: what they are, and until when they stay."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from formcheck.jobs.clip_video import Clip
from formcheck.jobs.worker import write_json

FRAMES = "frames"
"""The file of a session's pictures; there until its videos are made."""

ABOUT = "clips.json"
"""The file that says until when a session's clips are kept, and what they are."""


@dataclass(frozen=True, slots=True)
class SessionClips:
    """What there is of a session.

    Attributes:
        until: The last day on which they are kept.
        made: Whether the videos are made, of what was done so far.
        trouble: Why there is not all of it; "" if there is.
        clips: The videos of sets.
    """

    until: date
    made: bool
    trouble: str
    clips: tuple[Clip, ...]


def told_by(folder: Path) -> SessionClips | None:
    """What a folder says of itself; None if it says nothing that can be read."""
    try:
        found = json.loads((folder / ABOUT).read_bytes())
        clips = tuple(Clip(**each) for each in found["clips"])
        until = date.fromisoformat(found["until"])
        return SessionClips(until, not (folder / FRAMES).exists(), str(found["trouble"]), clips)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def made_since(folder: Path, frames: Path) -> bool:
    """Whether videos were made of all pictures that there are."""
    found = told_by(folder)
    if found is None or not found.clips:
        return False
    return (folder / ABOUT).stat().st_mtime_ns > frames.stat().st_mtime_ns


def tell(folder: Path, until: date, trouble: str = "", clips: Iterable[Clip] = ()) -> None:
    """Let a folder say this of itself.

    Args:
        folder: The folder.
        until: The last day on which its clips are kept.
        trouble: Why there is not all of them; "" if there is.
        clips: The videos of sets.

    Raises:
        OSError: It cannot be written.
    """
    write_json(
        folder / ABOUT,
        {"until": until.isoformat(), "trouble": trouble, "clips": [asdict(each) for each in clips]},
    )

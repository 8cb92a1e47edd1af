"""A webcam in a page that shows our own clips: somebody who does what the server asks for.

It is not the film that Chromium can play as one (``--use-file-for-fake-video-capture``).  A workout
whose sets end with their reps does follow a film of these clips, in each of which somebody stands
ready for 9 s before two reps: tried on two cores with eight times as much to do, it ran through in
97 s without a touch, but of twelve reps one was not counted, since a film goes on however few of
its pictures are looked at.  It also begins anew whenever the camera is opened again, so that after
a kill it would show reps that were done already.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import cv2

from formcheck.vision.source import open_video

SAMPLES = Path(__file__).parents[2] / "sample_videos"
SCRIPT = Path(__file__).with_name("obedient_camera.js")
FPS = 15
BEFORE_S, AFTER_S = 0.3, 0.15
"""So much of a clip is shown before its first rep, and after the last that is done, seconds."""


def camera(clips: Mapping[str, str], reps: int) -> str:
    """The script of a webcam.

    Args:
        clips: The name of a sample video for each exercise.
        reps: How many of its reps are done in a set.
    """
    shown = {exercise: _shown(SAMPLES / f"{name}.mp4", reps) for exercise, name in clips.items()}
    return f"window.CLIPS = {json.dumps(shown)};\n{SCRIPT.read_text(encoding='utf-8')}"


def _shown(video: Path, count: int) -> dict[str, Any]:
    """The pictures of a clip, and at which of them each rep begins."""
    reps = json.loads(video.with_suffix(".json").read_text())["reps"][:count]
    first_s, last_s = reps[0]["start_s"] - BEFORE_S, reps[-1]["end_s"] + AFTER_S
    pictures = []
    with open_video(video) as source:
        for frame in source:
            if first_s <= frame.time_s <= last_s and not frame.index % 2:
                bgr = cv2.cvtColor(cv2.resize(frame.image, (640, 360)), cv2.COLOR_RGB2BGR)
                jpeg = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes()
                pictures.append(base64.b64encode(jpeg).decode())
    starts = [round(FPS * (each["start_s"] - BEFORE_S / 2 - first_s)) for each in reps]
    return {"pictures": pictures, "starts": starts}

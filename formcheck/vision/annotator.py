"""The annotated video: every frame with the skeleton, the count, the phase and the cue.

It is no larger than a screen: an encoder holds several pictures, which of 4096-pixel footage take
as much memory as everything else of an analysis together.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from formcheck.events import Event, State, StateChanged, Status
from formcheck.exercises import Exercise
from formcheck.lifecycle import Closing
from formcheck.pose import Pose
from formcheck.recording import SourceInfo
from formcheck.result.position_words import position_words
from formcheck.vision.frames import Frame
from formcheck.vision.overlay import draw
from formcheck.vision.pose_resizing import Size, middle, put_pose
from formcheck.vision.resizing import put_frame
from formcheck.vision.writer import VideoWriter

MAX_SIDE = 1920
"""The longer side of the written video at most, pixels; larger pictures are made smaller."""


class Annotator(Closing):
    """Draws what a session knows on each frame and writes the frames, with the source's timing.

    Pictures whose longer side has more than `MAX_SIDE` pixels are made smaller first, and what is
    drawn is drawn on the smaller ones, so that lines and letters are as clear as in any video.

    Args:
        path: The video to write.
        info: The source's size and frame rate.
        exercise: What is checked.

    Raises:
        OutputError: The video cannot be written.
    """

    def __init__(self, path: Path, info: SourceInfo, exercise: Exercise) -> None:
        self._exercise = exercise
        self._hold = exercise.kind == "hold"
        self._hint = ""
        self._size = _written_size((info.width, info.height))
        self._place = middle((info.width, info.height), self._size)
        self._writer = VideoWriter(path, *self._size, fps=info.fps or 30.0)

    def update(self, frame: Frame, pose: Pose, events: Iterable[Event], status: Status) -> None:
        """Draw and write one frame.

        Args:
            frame: The frame.
            pose: Its pose.
            events: What became known with it.
            status: The session after it.
        """
        for event in events:
            if isinstance(event, StateChanged):
                self._hint = ""
                if event.state is State.POSITIONING:
                    self._hint = position_words(event.missing)
        if (frame.width, frame.height) != self._size:
            frame = put_frame(frame, self._place, self._size)
            pose = put_pose(pose, self._place, self._size)
        picture = draw(frame.image, pose, status, hold=self._hold, hint=self._hint)
        self._writer.write(picture, frame.time_s)

    def close(self) -> None:
        """Finish the video; further calls do nothing.

        Raises:
            OutputError: It could not be written; then nothing is left of it.
        """
        self._writer.close()


def _written_size(own: Size) -> Size:
    """The size in which a picture is written: its own, or smaller with the same shape.

    >>> _written_size((1280, 720)), _written_size((4096, 2304)), _written_size((2160, 3840))
    ((1280, 720), (1920, 1080), (1080, 1920))
    """
    scale = min(1.0, MAX_SIDE / max(own))
    return max(1, round(own[0] * scale)), max(1, round(own[1] * scale))

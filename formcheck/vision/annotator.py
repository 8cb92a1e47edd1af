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
from formcheck.vision.pose_resizing import middle, put_pose
from formcheck.vision.resizing import fitted_frame, written_size
from formcheck.vision.writer import VideoWriter


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
        self._size = written_size((info.width, info.height))
        self._writer = VideoWriter(path, *self._size, fps=info.fps or 30.0)

    def update(self, frame: Frame, pose: Pose, events: Iterable[Event], status: Status) -> None:
        """Draw and write one frame.

        Args:
            frame: The frame, or `smaller` of it.
            pose: Its pose, in pixels of the whole frame.
            events: What became known with it.
            status: The session after it.
        """
        for event in events:
            if isinstance(event, StateChanged):
                self._hint = ""
                if event.state is State.POSITIONING:
                    self._hint = position_words(event.missing)
        if (pose.width, pose.height) != self._size:
            pose = put_pose(pose, middle((pose.width, pose.height), self._size), self._size)
        picture = draw(
            fitted_frame(frame, self._size).image, pose, status, hold=self._hold, hint=self._hint
        )
        self._writer.write(picture, frame.time_s)

    def close(self) -> None:
        """Finish the video; further calls do nothing.

        Raises:
            OutputError: It could not be written; then nothing is left of it.
        """
        self._writer.close()

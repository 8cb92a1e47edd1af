"""The poses of one video, however they are come by: found in one go, in chunks, or kept before.

Whoever judges takes them in order and need not know which it was.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from formcheck.errors import InputError
from formcheck.finding.chunk_finder import ChunkFinder
from formcheck.finding.chunks import SAME_TIME_S, divide
from formcheck.lifecycle import Closing
from formcheck.pose import Pose
from formcheck.recording import Recording
from formcheck.vision.container import MAX_PIXELS
from formcheck.vision.estimator import PoseEstimator
from formcheck.vision.frames import Frame
from formcheck.vision.pipeline import run
from formcheck.vision.reading_log import learnt
from formcheck.vision.resizing import Fitted, fitted, smaller
from formcheck.vision.source import VideoSource, open_video

if TYPE_CHECKING:
    from formcheck.vision.models import ModelName

_NEAR_S = 10.0
"""A picture that is less than this after another is come by from there, without going anywhere."""


class VideoPoses(Closing):
    """The poses of one video, in the size of its first frame: iterated over once.

    Args:
        path: The video.
        model: Which pose model to use.
        start: What comes before this is left out, seconds; None for nothing.
        end: What comes after this is left out, seconds; None for nothing.
        max_pixels: The largest picture that is taken, width times height; 8192 x 8192 if None.
        executor: What finds the poses of a long video's chunks; threads if None.
        at_once: How many chunks are looked at at a time.
        kept: The poses of this very video, with this model, which were found before; they are
            not found again.
        frames: Whether each pose comes with its frame, whatever that costs.  Where they are at
            hand, they come in any case.
        elsewhere: Whether the executor finds the poses of a short video, too.
        tick: Called now and then while chunks are looked at, with how many frames are done;
            once it returns False, the iteration ends after what was found until then.

    Attributes:
        info: What is known of the file; better once all was iterated over.
        warnings: What the user should know about it, one sentence each.
        resized: Whether a frame had another size than the first, so far.
        interrupted: Whether it ended early because `tick` said so.
        finds_in_chunks: Whether it is found in chunks: then who iterates waits for whole chunks.

    Raises:
        InputError: The video cannot be read.
    """

    def __init__(
        self,
        path: str,
        *,
        model: ModelName = "full",
        start: float | None = None,
        end: float | None = None,
        max_pixels: int | None = None,
        executor: Executor | None = None,
        at_once: int = 1,
        kept: Recording | None = None,
        frames: bool = False,
        elsewhere: bool = False,
        tick: Callable[[int], bool] = lambda _: True,
    ) -> None:
        self.resized = self.interrupted = False
        self._path = path
        self._model: ModelName = model
        self._start, self._end = start, end
        self._max_pixels = max_pixels or MAX_PIXELS
        self._executor = executor
        self._at_once = at_once
        self._kept = kept
        self._frames = frames
        self._tick = tick
        self._source = self._open()
        self.info = self._source.info
        self.warnings = self._source.warnings
        self.finds_in_chunks = False
        try:
            if kept is None:
                self._chunks = divide(self._source)
                # A short one goes to others as well, if nobody needs its pictures here.
                self.finds_in_chunks = len(self._chunks) > 1 or (elsewhere and executor is not None)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the video; further calls do nothing."""
        self._source.close()

    def __iter__(self) -> Generator[Fitted, None, None]:
        """Give out the poses, in order.

        Raises:
            FormcheckError: Whatever is wrong with the video.
        """
        if self._kept is not None:
            poses = self._from_kept(self._kept)
        elif self.finds_in_chunks:
            poses = self._in_chunks()
        else:
            poses = self._in_one_go()
        with closing(poses):
            for each in poses:
                self.resized = self.resized or each.place is not None
                yield each

    def pictures(self, times: Iterable[float]) -> Iterator[Frame]:
        """The frames at some times, in their own size.

        Args:
            times: Of frames whose poses were given out, seconds, in order.
        """
        left = sorted(times)
        exact = bool(left) and len(divide(self._source)) > 1
        while left:
            with self._open(left[0] if exact else self._start) as source:
                for frame in source:
                    if frame.time_s == left[0]:
                        yield frame
                    left = [time_s for time_s in left if time_s > frame.time_s]
                    if not left or (exact and left[0] > frame.time_s + _NEAR_S):
                        break
                else:
                    return

    def _open(self, start: float | None = None) -> VideoSource:
        start = self._start if start is None else max(0.0, start - SAME_TIME_S)
        return open_video(self._path, start=start, end=self._end, max_pixels=self._max_pixels)

    def _in_one_go(self) -> Generator[Fitted, None, None]:
        with ExitStack() as stack:
            estimator = stack.enter_context(PoseEstimator(self._model))
            pairs = stack.enter_context(closing(run(self._source, estimator, smaller)))
            try:
                yield from fitted(pairs, (self.info.width, self.info.height))
            finally:
                stack.close()  # before the source says what it was like
                self.info = self._source.info

    def _in_chunks(self) -> Generator[Fitted, None, None]:
        with ExitStack() as stack:
            executor = self._executor or stack.enter_context(ThreadPoolExecutor(self._at_once))
            finder = ChunkFinder(
                self._path,
                self._chunks,
                executor,
                model=self._model,
                end_s=self._source.end,
                max_pixels=self._max_pixels,
                at_once=self._at_once,
                tick=self._tick,
            )
            stack.enter_context(finder)
            pairs = stack.enter_context(self._with_frames(finder))
            try:
                yield from fitted(pairs, (self.info.width, self.info.height))
            finally:
                self.interrupted = finder.interrupted
                log, end = finder.log, self._source.end
                self.info, found = learnt(self.info, self._source.stated, log, end=end)
                for text in found:
                    if text and text not in self.warnings:
                        self.warnings.append(text)

    def _from_kept(self, kept: Recording) -> Generator[Fitted, None, None]:
        with self._with_frames(kept) as pairs:
            for frame, pose in pairs:
                yield Fitted(frame, pose)
        self.info = replace(kept.info, path=self.info.path)
        self.warnings = kept.warnings

    @contextmanager
    def _with_frames(self, poses: Iterable[Pose]) -> Iterator[Iterator[tuple[Frame | None, Pose]]]:
        """Put frames and poses together, if frames are wanted at all."""
        if not self._frames:
            yield ((None, pose) for pose in poses)
            return
        with self._open() as source, closing(iter(source)) as frames:
            yield _together(frames, poses)


def _together(
    frames: Iterator[Frame], poses: Iterable[Pose]
) -> Iterator[tuple[Frame | None, Pose]]:
    for pose in poses:
        for frame in frames:
            if frame.time_s == pose.time_s:
                yield frame, pose
                break
        else:
            raise InputError(f"the video has changed: it has no frame at {pose.time_s:.3f} s")

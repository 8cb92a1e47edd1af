"""When each frame of a file is shown: by the picture's own times, counted from its first frame.

What a container says of its duration is about all that is in it: sound that goes on longer, or a
clock that does not begin at zero.  So length and frame rate come from the frames themselves.
"""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass

from formcheck.vision.libraries import explaining_import_errors

with explaining_import_errors():
    import av
    from av.container import InputContainer
    from av.video.stream import VideoStream

GAP_S = 1.0
"""A picture that stays for longer than this, and far longer than is usual in the file, is a gap: it
says nothing of the frame rate."""

SLOW_MOTION = 1.8
"""A video is slow motion if it was filmed with this many times the frames a second that are stored.
Cameras that slow down in a dim room come to 1.3."""

CAPTURE_RATE = "com.android.capture.fps"
"""Where Android's cameras note how many frames a second they took.  Apple's store slow motion with
its true times."""

_FAR_LONGER = 5.0
_EVEN = 0.02
_ASSUMED_FPS = 25.0
_DUPLICATE_S = 1.0  # a smaller step back is a duplicate, a larger one a clock that restarted
_MAX_DUPLICATES = 5
_ENDS_LATE = {
    "matroska",
    "webm",
    "flv",
    "nut",
    "asf",
}  # these state when the last thing ends, not how long


@dataclass(frozen=True, slots=True)
class StatedTiming:
    """What a file says of the times in it.

    Attributes:
        fps: Frames a second of true time.
        duration_s: How long it is, of true time; None where that is not said.
        own: Whether that is said of the picture, not of all that is in the file.
        slowed: How many times slower than it was filmed it is stored: 1 for most files.
        filmed_fps: Frames a second as they were filmed; None where that is not said.
        assumed: Whether nothing in the file says how many frames a second there are.
    """

    fps: float
    duration_s: float | None
    own: bool
    slowed: float = 1.0
    filmed_fps: float | None = None
    assumed: bool = False

    @property
    def warning(self) -> str:
        """What to tell the user about slow motion, if anything."""
        if self.slowed == 1.0 or self.filmed_fps is None:
            return ""
        kind = "slow motion" if self.slowed > 1 else "time lapse"
        return (
            f"{kind}: filmed at {self.filmed_fps:g} frames a second and stored at "
            f"{self.filmed_fps / self.slowed:.3g}; all times here are those of the movement, "
            "not of the player"
        )


def stated(container: InputContainer, stream: VideoStream) -> StatedTiming:
    """Read what a file says of its times.

    Args:
        container: The file.
        stream: Its picture.
    """
    fps = _stated_fps(stream)
    duration_s, own = _stated_duration(container, stream)
    filmed = _filmed_fps(container, stream)
    average = float(stream.average_rate or fps)
    even = abs(fps / average - 1) < _EVEN  # the average is a hair off where the last frame stays
    slowed = filmed / (fps if even else average) if filmed else 1.0
    if filmed is None or 1 / SLOW_MOTION < slowed < SLOW_MOTION:
        assumed = stream.start_time is None and not stream.codec_context.framerate
        return StatedTiming(fps, duration_s, own, assumed=assumed)
    if duration_s is not None:
        duration_s /= slowed
    return StatedTiming(fps * slowed, duration_s, own, slowed, filmed)


def stated_time(frame: av.VideoFrame, stream: VideoStream) -> float | None:
    """Return a frame's time as the file gives it, in seconds."""
    base = frame.time_base or stream.time_base
    ticks = frame.dts if knows_no_order(stream) else frame.pts
    return None if ticks is None or base is None else float(ticks * base)


def knows_no_order(stream: VideoStream) -> bool:
    """Whether the file tells only when a frame is decoded, which for some is long before.

    The decoder gives them out in the right order all the same, one at each of these times.
    """
    return stream.container.format.name == "avi"


class FrameClock:
    """Gives each frame its time: strictly increasing, from 0 at the file's first frame.

    Args:
        stated: What the file says.
        origin_s: The first frame's time as the file gives it; None where it gives none.

    Attributes:
        timeless: How many frames had no time.
        duplicates: How many frames repeated another's.
        restarts: How often the file's times stepped back.
    """

    def __init__(self, stated: StatedTiming, origin_s: float | None) -> None:
        self.stated = stated
        self.timeless = self.duplicates = self.restarts = 0
        self._shift = -(origin_s or 0.0)
        self._last = -math.inf  # as the file counts
        self._step = 1.0 / (stated.fps / stated.slowed)
        self._in_a_row = 0

    def time_of(self, frame: av.VideoFrame, stream: VideoStream) -> float | None:
        """Return a frame's time in seconds; None if it is to be left out.

        Args:
            frame: The frame, in the order in which the file shows them.
            stream: Its stream.
        """
        given = stated_time(frame, stream)
        if given is None:
            self.timeless += not knows_no_order(stream)  # the last ones come without
            time_s = self._last + self._step if math.isfinite(self._last) else 0.0
        else:
            time_s = given + self._shift
            if time_s <= self._last:
                if self._last - time_s < _DUPLICATE_S and self._in_a_row < _MAX_DUPLICATES:
                    self._in_a_row += 1
                    self.duplicates += 1
                    return None
                self.restarts += 1
                self._shift += self._last + self._step - time_s
                time_s = self._last + self._step
        self._in_a_row = 0
        if time_s <= self._last:  # a time of centuries, to which nothing can be added
            self.duplicates += 1
            return None
        self._last = time_s
        return time_s / self.stated.slowed

    def trouble(self) -> str:
        """Say what is wrong with the file's times, if anything."""
        if self.timeless or self.stated.assumed:
            return f"the file gives no times: {self.stated.fps:g} frames a second are assumed"
        if self.restarts:
            return "the times in the file step back: seconds after that are approximate"
        if self.duplicates:
            return f"{self.duplicates} frames repeat the time of another: left out"
        return ""


class FrameRateMeter:
    """How the frames that were used follow each other.

    Attributes:
        frames: How many there were.
        first: The first one's time, seconds.
        last: The last one's time, seconds.
    """

    def __init__(self) -> None:
        self.frames = 0
        self.first = self.last = 0.0
        self._steps: list[float] = []
        self._stays_s = 0.0

    def add(self, time_s: float, stays_s: float) -> None:
        """Take the next frame.

        Args:
            time_s: Its time.
            stays_s: For how long it is shown, as the file says; 0 if it does not.
        """
        if self.frames:
            self._steps.append(time_s - self.last)
        else:
            self.first = time_s
        self.frames += 1
        self.last = time_s
        self._stays_s = stays_s

    @property
    def fps(self) -> float | None:
        """Frames a second where there are frames; None for a single one."""
        usual = [step for step in self._steps if step <= self._longest_usual]
        whole = sum(usual)
        return len(usual) / whole if whole > 0 else None

    @property
    def end_s(self) -> float:
        """When the last frame ends, seconds."""
        usual = statistics.median(self._steps) if self._steps else 0.0
        return self.last + max(self._stays_s, usual)

    def gaps(self) -> list[tuple[float, float]]:
        """From when to when one picture stays, seconds."""
        found, time_s = [], self.first
        for step in self._steps:
            if step > self._longest_usual:
                found.append((time_s, time_s + step))
            time_s += step
        return found

    @property
    def _longest_usual(self) -> float:
        return max(GAP_S, _FAR_LONGER * statistics.median(self._steps)) if self._steps else GAP_S


def _stated_fps(stream: VideoStream) -> float:
    """Return the frame rate that the file claims.

    A raw stream has no times, and its average is just a number that its reader assumes: what the
    codec says of itself comes first there, and then FFmpeg's guess.
    """
    raw = stream.codec_context.framerate if stream.start_time is None else None
    for rate in (raw, stream.guessed_rate, stream.average_rate, stream.base_rate):
        if rate and 0.01 < rate <= 1000:
            return float(rate)
    return _ASSUMED_FPS


def _stated_duration(container: InputContainer, stream: VideoStream) -> tuple[float | None, bool]:
    """Return the duration in seconds as the file claims it, and whether it is the picture's own."""
    # Without a first time the duration is FFmpeg's own guess, by the bit rate.
    known = stream.start_time is not None and stream.time_base is not None
    base = stream.time_base
    start_s = float(stream.start_time * base) if stream.start_time and base else 0.0
    ends_late = bool(_ENDS_LATE & set(container.format.name.split(",")))
    if known and stream.duration and stream.duration > 0:
        own_s = float(stream.duration * (base or 0))
        return (own_s - start_s if ends_late and own_s > start_s else own_s), True
    tag_s = _seconds(stream.metadata.get("DURATION", ""))
    if tag_s is not None and tag_s > start_s:
        return tag_s - start_s, True
    if known and container.duration and container.duration > 0:
        whole_s = container.duration / av.time_base
        if ends_late and whole_s > start_s:
            whole_s -= start_s
        return whole_s, len(container.streams) == 1
    return None, False


def _seconds(clock: str) -> float | None:
    """Read what Matroska notes for a stream.

    >>> _seconds("02:00:06.500000000")
    7206.5
    """
    try:
        hours, minutes, seconds = (float(part) for part in clock.split(":"))
    except ValueError:
        return None
    total = 3600 * hours + 60 * minutes + seconds
    return total if math.isfinite(total) else None


def _filmed_fps(container: InputContainer, stream: VideoStream) -> float | None:
    """Return how many frames a second the camera says that it took."""
    for notes in (container.metadata, stream.metadata):
        try:
            fps = float(notes.get(CAPTURE_RATE, ""))
        except ValueError:
            continue
        if 0.01 < fps <= 100_000:
            return fps
    return None

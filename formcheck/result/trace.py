"""What the plots are drawn from: the rep signal and the session's state over time.

The recorder's memory is bounded however long a session lasts.  It keeps two samples of every
bucket of frames, the lowest and the highest, so that peaks stay where they were; when it is full,
neighbouring buckets are merged and a bucket holds twice as many frames from then on.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from formcheck.events import State, Status
from formcheck.pose import FloatArray

STATES: tuple[State, ...] = tuple(State)
"""What the numbers in `Trace.state` mean."""

_NAMES = ("time_s", "signal", "start_threshold", "turn_threshold", "state")
_TIME, _SIGNAL, _START, _TURN, _STATE, _COLUMNS = range(6)


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """A session over time; all arrays have one length.

    Attributes:
        time_s: Seconds of the source, increasing.
        signal: The rep signal in the exercise's unit; NaN where unknown.
        start_threshold: The level that ended a rep then.
        turn_threshold: The level that a rep had to reach then.
        state: Indices into `STATES`.
    """

    time_s: FloatArray
    signal: FloatArray
    start_threshold: FloatArray
    turn_threshold: FloatArray
    state: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.time_s)

    def shortened(self, points: int) -> Trace:
        """The same with at most so many points; the lowest and highest stay.

        Args:
            points: At least 4.
        """
        table = np.stack(
            [self.time_s, self.signal, self.start_threshold, self.turn_threshold, self.state],
            axis=1,
        )
        while len(table) > points:
            table = _merged(table)
        return _trace(table)

    def between(self, from_s: float, to_s: float) -> Trace:
        """What lies between two times, in seconds of the source; both are in it."""
        inside = (self.time_s >= from_s) & (self.time_s <= to_s)
        return Trace(**{name: getattr(self, name)[inside] for name in _NAMES})

    def followed_by(self, later: Trace) -> Trace:
        """This and what came after an interruption, in which nothing is known and nobody seen.

        Args:
            later: What came after it; what of it is not later is left out.
        """
        if not len(self):
            return later
        last_s = float(self.time_s[-1])
        after = later.between(np.nextafter(last_s, np.inf), np.inf)
        if not len(after):
            return self
        unknown = np.array([np.nan])
        between = Trace(
            time_s=np.array([(last_s + after.time_s[0]) / 2]),
            signal=unknown,
            start_threshold=unknown,
            turn_threshold=unknown,
            state=np.array([STATES.index(State.NO_PERSON)], dtype=np.intp),
        )
        parts = (self, between, after)
        return Trace(
            **{name: np.concatenate([getattr(part, name) for part in parts]) for name in _NAMES}
        )

    def to_bytes(self) -> bytes:
        """The same as a compressed NumPy archive; of numbers other than the time 7 digits stay.

        >>> trace = TraceRecorder().trace()
        >>> len(Trace.from_bytes(trace.to_bytes()))
        0
        """
        file = io.BytesIO()
        arrays = {name: getattr(self, name).astype(np.float32) for name in _NAMES[1:-1]}
        names = np.array([state.value for state in STATES])
        np.savez_compressed(
            file, time_s=self.time_s, state=self.state.astype(np.int8), states=names, **arrays
        )
        return file.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read what `to_bytes` wrote; states are found by their names.

        Args:
            data: That.
        """
        with np.load(io.BytesIO(data), allow_pickle=False) as file:
            order = np.array([STATES.index(State(name)) for name in file["states"].tolist()])
            arrays = {name: file[name].astype(np.float64) for name in _NAMES[:-1]}
            return cls(**arrays, state=order[file["state"]].astype(np.intp))

    def spans(self) -> list[tuple[State, float, float]]:
        """The session's states in order, each with its first time and the next one's."""
        if not len(self):
            return []
        starts = np.concatenate([[0], np.flatnonzero(np.diff(self.state)) + 1])
        ends = np.append(self.time_s[starts[1:]], self.time_s[-1])
        return [
            (STATES[self.state[first]], float(self.time_s[first]), float(end))
            for first, end in zip(starts, ends, strict=True)
        ]


class TraceRecorder:
    """Keeps a `Trace` of a session of any length in bounded memory.

    Args:
        capacity: How many samples are kept at most; a multiple of 4.

    Example:
        >>> from dataclasses import replace
        >>> still = Status(time_s=0, state=State.ACTIVE, phase="", reps=0, attempts=0, hold_s=0,
        ...                good_hold_s=0, signal=0, start_threshold=8, turn_threshold=1)
        >>> recorder = TraceRecorder(capacity=8)
        >>> for i in range(100):
        ...     recorder.add(replace(still, time_s=i / 10, signal=i % 10))
        >>> trace = recorder.trace()
        >>> len(trace) <= 10, trace.signal.max(), trace.signal.min()
        (True, np.float64(9.0), np.float64(0.0))
    """

    def __init__(self, capacity: int = 16384) -> None:
        if capacity < 8 or capacity % 4:
            msg = f"capacity must be a multiple of 4, at least 8: {capacity}"
            raise ValueError(msg)
        self._table = np.empty((capacity, _COLUMNS))
        self._used = 0
        self._stride = 2
        self._bucket: list[tuple[float, ...]] = []

    def add(self, status: Status) -> None:
        """Takes the picture of the session after a frame."""
        self._bucket.append(
            (
                status.time_s,
                status.signal,
                status.start_threshold,
                status.turn_threshold,
                STATES.index(status.state),
            )
        )
        if len(self._bucket) == self._stride:
            self._flush()

    def trace(self) -> Trace:
        """What was recorded so far."""
        rest = np.array(self._bucket).reshape(-1, _COLUMNS)
        if len(rest) > 2:
            rest = _extremes(rest[np.newaxis])
        return _trace(np.concatenate([self._table[: self._used], rest]))

    def _flush(self) -> None:
        if self._used == len(self._table):
            self._used //= 2
            self._table[: self._used] = _merged(self._table)
            self._stride *= 2
            return  # the bucket now holds half of what it may
        bucket = np.array(self._bucket)
        self._table[self._used : self._used + 2] = _extremes(bucket[np.newaxis])
        self._used += 2
        self._bucket.clear()


def _extremes(buckets: FloatArray) -> FloatArray:
    """The lowest and the highest sample of each bucket, in order of time.

    Args:
        buckets: Shape (buckets, samples, columns).

    Returns:
        Shape (2 * buckets, columns).
    """
    signal = buckets[:, :, _SIGNAL]
    unknown = np.isnan(signal)
    low = np.where(unknown, np.inf, signal).argmin(axis=1)
    high = np.where(unknown, -np.inf, signal).argmax(axis=1)
    last = signal.shape[1] - 1
    same = low == high  # one value only, or none: another sample keeps it company
    high = np.where(same, np.where(low < last, last, 0), high)
    keep = np.sort(np.stack([low, high], axis=1), axis=1)
    picked = np.take_along_axis(buckets, keep[:, :, np.newaxis], axis=1)
    return picked.reshape(-1, _COLUMNS)


def _merged(table: FloatArray) -> FloatArray:
    """Half as many samples: the lowest and the highest of every four; a rest stays as it is."""
    whole = len(table) // 4 * 4
    buckets = table[:whole].reshape(-1, 4, _COLUMNS)
    return np.concatenate([_extremes(buckets), table[whole:]])


def _trace(table: FloatArray) -> Trace:
    columns = table.T.copy()
    return Trace(
        time_s=columns[_TIME],
        signal=columns[_SIGNAL],
        start_threshold=columns[_START],
        turn_threshold=columns[_TURN],
        state=columns[_STATE].astype(np.intp),
    )

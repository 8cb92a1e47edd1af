"""Stretches of time, as pairs of seconds."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from formcheck.pose import FloatArray

Span = tuple[float, float]
BoolArray = NDArray[np.bool_]


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Put together what overlaps, in order of time; empty spans are dropped.

    >>> merged([(4.0, 5.0), (0.0, 2.0), (1.0, 3.0)])
    ((0.0, 3.0), (4.0, 5.0))
    """
    found: list[Span] = []
    for start, end in sorted(span for span in spans if span[1] > span[0]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def seconds(spans: Iterable[Span]) -> float:
    """How long some spans last together; what overlaps counts once.

    >>> seconds([(0.0, 2.0), (1.0, 3.0)])
    3.0
    """
    return sum(end - start for start, end in merged(spans))


def common(some: Iterable[Span], others: Iterable[Span]) -> tuple[Span, ...]:
    """What is in both.

    >>> common([(0.0, 2.0), (4.0, 6.0)], [(1.0, 5.0)])
    ((1.0, 2.0), (4.0, 5.0))
    """
    rest = merged(others)
    return tuple(
        (max(a, c), min(b, d)) for a, b in merged(some) for c, d in rest if max(a, c) < min(b, d)
    )


def touches(span: Span, others: Iterable[Span], slack: float = 0.0) -> bool:
    """Whether a span meets one of the others, each widened by `slack` on both ends.

    >>> touches((3.0, 4.0), [(1.0, 2.6)], slack=0.5), touches((3.0, 4.0), [(1.0, 2.0)])
    (True, False)
    """
    return any(span[0] <= end + slack and span[1] >= start - slack for start, end in others)


def inside(times: FloatArray, spans: Iterable[Span], slack: float = 0.0) -> BoolArray:
    """Which times are in one of the spans, each widened by `slack` on both ends.

    Args:
        times: Seconds, shape (frames,).
        spans: From when to when, seconds.
        slack: Seconds.

    Returns:
        Whether each time is, shape (frames,).

    >>> inside(np.array([0.5, 1.5, 2.5]), [(1.0, 2.0)]).tolist()
    [False, True, False]
    """
    found = np.zeros(len(times), dtype=np.bool_)
    for start, end in spans:
        found |= (times >= start - slack) & (times <= end + slack)
    return found

"""What the rules cost a frame, with counting and without: `python -m benchmarks.rules`.

Prints, for recorded poses of a row, push-ups and a plank, milliseconds of processor time:

- a frame of everything after the pose: following the person, counting and recognising, and checks
  (goal 0.3 at 30 frames a second; what is counted is done once a rep, and of fewer frames each
  carries more of it: at 10 the goal is 0.9, as much in a second),
- how much of it counts and recognises (`formcheck/checking/reps`), and how much all the rest is
  (goal 0.2),
- the dearest frame (goal 5): nothing comes in bursts.

Other work on the machine makes the rules wait, which costs them nothing; but it takes their caches.
So each frame's least time of several rounds counts.  The status is 1 where a goal is missed.
"""

from __future__ import annotations

import functools
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from formcheck import Pose, Session, load_exercise
from formcheck.checking.counting import Counting
from formcheck.exercises import Exercise
from formcheck.recording import read
from formcheck.tracking import SubjectObserver

ROOT = Path(__file__).parents[1]
RECORDINGS = (
    ("bent-over-row", "tests/recordings/row-flat.jsonl.gz"),
    ("push-up", "tests/recordings/push-up-partial.jsonl.gz"),
    ("push-up", "accuracy/test/push-up-1.jsonl.gz"),
    ("plank", "accuracy/test/plank-1.jsonl.gz"),
)
WHOLE_MS, REST_MS, BURST_MS = 0.3, 0.2, 5.0
"""The goals; the first at `GOAL_FPS`."""

GOAL_FPS = 30.0

ROUNDS = 7

_COUNTS = ("update", "watch", "doubts", "rep", "attempt")


class RulesCost(NamedTuple):
    """What the rules cost, milliseconds of processor time.

    Attributes:
        whole: A frame, on average.
        counting: Of that, what counts reps and recognises movements.
        dearest: The frame that costs most.
    """

    whole: float
    counting: float
    dearest: float

    @property
    def rest(self) -> float:
        """A frame without what counts."""
        return self.whole - self.counting


def cost_of(poses: Sequence[Pose], exercise: Exercise, rounds: int = ROUNDS) -> RulesCost:
    """Measure what the rules cost.

    Args:
        poses: What they are given.
        exercise: What is checked.
        rounds: How often; of each frame the least counts.
    """
    whole = np.array([_round(poses, exercise)[0] for _ in range(rounds)]).min(axis=0)
    parts = np.array([_round(poses, exercise, apart=True)[1] for _ in range(rounds)]).min(axis=0)
    return RulesCost(*(float(each) * 1e3 for each in (whole.mean(), parts.mean(), whole.max())))


def _round(
    poses: Sequence[Pose], exercise: Exercise, *, apart: bool = False
) -> tuple[list[float], list[float]]:
    """The seconds of each frame, and those that counting took of it."""
    observer, session = SubjectObserver(), Session(exercise)
    spent = [0.0]
    counting = session._counting
    if apart and counting is not None:
        _take_time(counting, spent)
    whole: list[float] = []
    of_counting: list[float] = []
    for pose in poses:
        spent[0] = 0.0
        began = time.process_time()
        session.update(observer.update(pose))
        whole.append(time.process_time() - began)
        of_counting.append(spent[0])
    return whole, of_counting


def _take_time(counting: Counting, spent: list[float]) -> None:
    """Have what counts add up its own time."""

    def timed(method: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(method)
        def wrapped(*arguments: Any, **named: Any) -> Any:
            began = time.process_time()
            found = method(*arguments, **named)
            spent[0] += time.process_time() - began
            return found

        return wrapped

    for name in _COUNTS:
        setattr(counting, name, timed(getattr(counting, name)))


def main() -> int:
    """Print the table; 1 where a goal is missed."""
    print("CPU ms a frame     fps     whole   counting   the rest   dearest frame")
    missed = False
    for exercise, file in RECORDINGS:
        poses = list(read(ROOT / file))
        fps = (len(poses) - 1) / (poses[-1].time_s - poses[0].time_s)
        cost = cost_of(poses, load_exercise(exercise))
        print(
            f"{exercise:<15}{fps:>7.0f}{cost.whole:>10.3f}{cost.counting:>11.3f}{cost.rest:>11.3f}"
            f"{cost.dearest:>16.2f}",
            flush=True,
        )
        whole_ms = WHOLE_MS * max(1.0, GOAL_FPS / fps)
        missed |= cost.whole > whole_ms or cost.rest > REST_MS or cost.dearest > BURST_MS
    print(
        f"{'goals':<15}{GOAL_FPS:>7.0f}{WHOLE_MS:>10.3f}{'':>11}{REST_MS:>11.3f}{BURST_MS:>16.2f}"
    )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())

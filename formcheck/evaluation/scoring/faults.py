"""Scoring one check on one clip: by clip, by second, the size, and how soon it was said.

What was not judged is a value of its own throughout.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from formcheck.evaluation.scoring.sizes import size_error
from formcheck.evaluation.scoring.spans import Span, common, inside, seconds, touches
from formcheck.evaluation.scoring.tally import Findings
from formcheck.evaluation.scoring.transcript import (
    NOT_JUDGED,
    NOT_LOOKED,
    RIGHT,
    WRONG,
    ReportedFault,
    Transcript,
)
from formcheck.evaluation.statistics.scores import FaultOutcome
from formcheck.evaluation.truth.clip_truth import ClipTruth, TrueFault
from formcheck.exercises import Check, Exercise
from formcheck.pose import FloatArray

NEAR_S = 0.5
"""A fault that is said this close to a true one is that one, seconds."""

FAULTY_S = 1.0
FAULTY_SHARE = 0.5
"""A clip is faulty if the fault lasts this long, in seconds, or for this share of the exercise."""

DOUBTFUL_S = 0.3
"""A clip is neither faulty nor good if the fault can be argued about for this long, seconds."""

JUDGED_S = 0.5
"""A clip was said to be right if this much of it was, seconds."""


@dataclass(slots=True)
class FaultFindings:
    """What came of a clip's checks.

    Attributes:
        outcomes: By the check's id, of the checks that support the clip's view.
        delays_s: By the check's id: the longest time to the cue.
        invented: The checks that said a fault where there is none.
    """

    outcomes: dict[str, FaultOutcome] = field(default_factory=dict)
    delays_s: dict[str, float] = field(default_factory=dict)
    invented: list[str] = field(default_factory=list)


def score_faults(
    truth: ClipTruth, exercise: Exercise, seen: Transcript, found: Findings, *, shown: bool
) -> FaultFindings:
    """Score all checks of an exercise on a clip.

    Args:
        truth: The clip's.
        exercise: As which it was analysed.
        seen: What was said.
        found: Takes what comes of it.
        shown: Whether the clip shows that exercise.
    """
    faults = FaultFindings()
    for index, check in enumerate(exercise.checks):
        said = sorted((f for f in seen.faults if f.id == check.id), key=lambda f: f.said_s)
        if not shown:
            _accused_of_nothing(check, said, found, faults)
        elif not truth.faults_known:
            faults.outcomes[check.id] = "doubtful"
        else:
            _CheckScore(truth, check, said, seen, index).into(found, faults)
    return faults


def _accused_of_nothing(
    check: Check, said: list[ReportedFault], found: Findings, faults: FaultFindings
) -> None:
    """Nobody does the exercise: whatever is said is invented."""
    if said:
        found.tally.count(f"{check.id}/clip/invented")
        faults.invented.append(check.id)
        found.add_error(2.0, f"{check.id} said at {said[0].said_s:.1f} s while nobody does it")


class _CheckScore:
    """One check on one clip that shows the exercise."""

    def __init__(
        self,
        truth: ClipTruth,
        check: Check,
        said: list[ReportedFault],
        seen: Transcript,
        index: int,
    ) -> None:
        self._truth = truth
        self._check = check
        self._said = said
        self._seen = seen
        self._exercising = truth.exercising or ()
        self._true = [fault for fault in truth.faults if fault.id == check.id]
        self._true_spans = [fault.span for fault in self._true]
        self._doubtful = [fault.span for fault in truth.doubtful if fault.id == check.id]
        self._verdicts = seen.verdicts[:, index]
        real = (*self._true_spans, *self._doubtful)
        self._elsewhere = [s for s in said if not touches(s.span, real, NEAR_S)]
        self._hits = [s for s in said if touches(s.span, self._true_spans, NEAR_S)]
        lasting_s = seconds(common(self._true_spans, self._exercising))
        enough = min(FAULTY_S, FAULTY_SHARE * seconds(self._exercising))
        self._faulty = lasting_s > 0 and lasting_s >= enough

    def into(self, found: Findings, faults: FaultFindings) -> None:
        """Score it."""
        if self._elsewhere:
            faults.invented.append(self._check.id)
        if self._truth.view not in self._check.views:
            self._unsupported(found)
            return
        outcome = self._outcome()
        faults.outcomes[self._check.id] = outcome
        self._by_clip(outcome, found)
        self._by_second(found)
        if outcome == "found":
            self._size_and_delay(found, faults)

    def _outcome(self) -> FaultOutcome:
        """What it comes to for the clip as a whole."""
        if self._faulty and self._hits:
            return "found"
        if self._elsewhere:
            return "invented"
        if self._faulty:
            return self._overlooked()
        if self._true or self._said or any(b - a >= DOUBTFUL_S for a, b in self._doubtful):
            return "doubtful"
        return "right" if self._said_right() else "good-not-judged"

    def _overlooked(self) -> FaultOutcome:
        """Missed if it was called right while it was there, else not judged."""
        there = inside(self._seen.times, self._true_spans)
        return "missed" if self._said_right(there) else "faulty-not-judged"

    def _said_right(self, within: NDArray[np.bool_] | bool = True) -> bool:
        right = (self._verdicts == RIGHT) & within
        return float(self._seen.lasting[right].sum()) >= JUDGED_S

    def _by_clip(self, outcome: FaultOutcome, found: Findings) -> None:
        name = f"{self._check.id}/clip"
        if outcome != "doubtful":
            found.tally.count(f"{name}/{outcome}")
            found.tally.count(f"{name}/all")
            found.tally.count(f"{name}/judged", not outcome.endswith("not-judged"))
        if outcome == "found" and self._elsewhere:
            found.tally.count(f"{name}/invented")
        if outcome == "invented" and self._faulty:
            found.tally.count(f"{name}/{self._overlooked()}")
        self._note_error(outcome, found)

    def _note_error(self, outcome: FaultOutcome, found: Findings) -> None:
        id_ = self._check.id
        true = ", ".join(f"{a:.1f}-{b:.1f} s" for a, b in self._true_spans)
        if outcome == "missed":
            found.add_error(2.0, f"{id_} missed (there at {true})")
        elif outcome == "faulty-not-judged":
            found.add_error(1.0, f"{id_} not judged (there at {true})")
        elif outcome == "good-not-judged":
            found.add_error(0.25, f"{id_} not judged (it is right)")
        if self._elsewhere:
            said = self._elsewhere[0]
            at = f"{said.from_s:.1f}-{said.to_s:.1f} s, {said.value:.0f}"
            found.add_error(2.0, f"{id_} said where there is none ({at})")

    def _by_second(self, found: Findings) -> None:
        truth, said = self._at_fault(), self._answers()
        looked = (said != NOT_LOOKED) & inside(self._seen.times, self._exercising)
        looked &= ~inside(self._seen.times, self._doubtful)
        for there, answer, name in _SECONDS:
            lasting = self._seen.lasting[looked & (truth == there) & (said == answer)]
            if len(lasting):
                found.tally.count(f"{self._check.id}/second/{name}", float(lasting.sum()))

    def _at_fault(self) -> FloatArray:
        return inside(self._seen.times, self._true_spans).astype(np.float64)

    def _answers(self) -> FloatArray:
        """What a user is told in each frame."""
        said = self._verdicts.astype(np.float64)
        said[said == WRONG] = NOT_JUDGED  # it has not lasted long enough to be told
        said[~self._seen.active] = NOT_JUDGED
        said[inside(self._seen.times, [each.span for each in self._said])] = WRONG
        return said

    def _unsupported(self, found: Findings) -> None:
        """The check does not support the view: silence is right, any answer is wrong."""
        said = self._answers()
        looked = (said == WRONG) | (self._verdicts != NOT_LOOKED)
        looked &= inside(self._seen.times, self._exercising)
        lasting = self._seen.lasting
        found.tally.count("unsupported/seconds", float(lasting[looked].sum()))
        silent = float(lasting[looked & (said == NOT_JUDGED)].sum())
        found.tally.count("unsupported/not-judged", silent)
        if self._said:
            words = f"{self._check.id} said in a view from which it cannot be seen"
            found.add_error(2.0, words)

    def _size_and_delay(self, found: Findings, faults: FaultFindings) -> None:
        check = self._check
        left = sorted(self._true, key=lambda fault: fault.from_s)
        for said in self._hits:
            true = next((f for f in left if touches(said.span, [f.span], NEAR_S)), None)
            if true is None:
                continue
            left = [fault for fault in left if fault.from_s > true.from_s]
            error = size_error(self._truth, check, said, true)
            if math.isfinite(error):
                found.tally.measure(f"{check.id}/size", error)
            delay = max(0.0, said.said_s - self._began(true))
            found.tally.measure(f"{check.id}/delay", delay)
            found.tally.measure("delay", delay)
            if delay > faults.delays_s.get(check.id, -1.0):
                faults.delays_s[check.id] = round(delay, 3)
        longest = faults.delays_s.get(check.id, 0.0)
        if longest > 1.0:
            found.add_error(0.5, f"{check.id} said {longest:.1f} s after it began")

    def _began(self, true: TrueFault) -> float:
        """When it began to matter: what is wrong from the outset begins with the exercise."""
        spans: list[Span] = [span for span in self._exercising if touches(true.span, [span])]
        return max(true.from_s, spans[0][0]) if spans else true.from_s


_SECONDS = (
    (1, WRONG, "found"),
    (1, RIGHT, "missed"),
    (1, NOT_JUDGED, "faulty-not-judged"),
    (0, WRONG, "invented"),
    (0, RIGHT, "right"),
    (0, NOT_JUDGED, "good-not-judged"),
)
"""What a second comes to: fault there or not, what was said, and the name of that."""

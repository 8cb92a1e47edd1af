"""Which cue is shown: one at a time, the most severe first, and steady for as long as it matters.

A fault often comes and goes with each repetition.  Its cue stays up meanwhile, and is mended only
once the fault has stayed away for longer than a repetition lasts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from formcheck.events import Event, FaultEnded, FaultStarted, RepCounted, Status, Verdict
from formcheck.exercises import Exercise
from formcheck.severity import Severity, rank

GAP_S = 1.0
"""The least time between two new cues, and between the start of a set and the first, seconds."""

CALM_S = 3.0
"""How long a fault must have stayed away before its cue is taken down, seconds ..."""

CALM_REPS = 1.2
"""... and for how many repetitions ..."""

CALM_MOST_S = 8.0
"""... of which none counts as longer than this, seconds."""

REPEAT_S = 12.0
"""A cue is said aloud again only this long after the last time, seconds."""

PRAISE_AGAIN_S = 20.0
"""A fault that was praised as mended is praised again only after this long, seconds."""


@dataclass(frozen=True, slots=True)
class CueShown:
    """A cue begins to be shown, in place of any other; or it is said once more.

    Attributes:
        id: The check's id.
        text: What to tell the person.
        severity: What is at stake.
        aloud: Whether to say it aloud; not where that was done a moment ago.
    """

    id: str
    text: str
    severity: Severity
    aloud: bool = True


@dataclass(frozen=True, slots=True)
class CueEnded:
    """The cue is no longer to be shown.

    Attributes:
        id: The check's id.
        mended: What to say because the fault is mended; "" where it only is no longer seen, or
            where another cue takes its place.
    """

    id: str
    mended: str


class CueSelector:
    """The one cue that a person is shown.

    Args:
        exercise: What is done.

    Attributes:
        shown: The cue that is shown now, or None.
    """

    def __init__(self, exercise: Exercise) -> None:
        self.shown: CueShown | None = None
        self._mended = {check.id: check.mended for check in exercise.checks}
        self._place = {check.id: at for at, check in enumerate(exercise.checks)}
        self._new_s = -float("inf")
        self._told_s: dict[str, float] = {}
        self._praised_s: dict[str, float] = {}
        self._lasted_s = 0.0  # when the fault of the shown cue was seen last
        self._good = False  # whether it has been seen to be mended since
        self._rep_end_s: float | None = None
        self._calm_s = CALM_MOST_S if exercise.rep else CALM_S  # until the first rep tells

    def begin(self, now: float) -> None:
        """A set begins: the first cue leaves it a moment."""
        self._new_s = now
        self._rep_end_s = None

    def update(
        self, events: Iterable[Event], status: Status, now: float
    ) -> list[CueShown | CueEnded]:
        """Take in what a session said of one frame.

        Args:
            events: What became known in it.
            status: Where the session stands after it.
            now: The time, seconds.

        Returns:
            What changes in what is shown.
        """
        lasting = [fault for fault, _ in status.faults]
        self._watch(events, status, {fault.id for fault in lasting}, now)
        said: list[CueShown | CueEnded] = []
        if self.shown is not None and now - self._lasted_s >= self._calm_s:
            said += self._end(now, alone=not lasting)
        if lasting and now - self._new_s >= GAP_S and self._comes_first(lasting[0]):
            if self.shown is not None:
                said.append(CueEnded(self.shown.id, ""))
            said.append(self._show(lasting[0], now))
        elif self.shown is not None and self._lasted_s == now:
            said += self._again(self.shown, now)
        return said

    def clear(self) -> list[CueShown | CueEnded]:
        """Take the cue down, for instance because the set is over."""
        shown, self.shown = self.shown, None
        return [CueEnded(shown.id, "")] if shown else []

    def _watch(
        self, events: Iterable[Event], status: Status, lasting: set[str], now: float
    ) -> None:
        for event in events:
            if isinstance(event, RepCounted):
                began = event.start_s if self._rep_end_s is None else self._rep_end_s
                took = min(CALM_REPS * (event.end_s - began), CALM_MOST_S)
                self._calm_s = max(CALM_S, took)
                self._rep_end_s = event.end_s
        if self.shown is None:
            return
        id_ = self.shown.id
        if id_ in lasting:
            self._lasted_s, self._good = now, False
        verdict = self._verdict(id_, status)
        if verdict is Verdict.UNKNOWN:
            # A fault ends, too, when it can no longer be seen: that is nothing to praise.
            self._good = False
        elif verdict is Verdict.OK:
            ended = any(isinstance(each, FaultEnded) and each.id == id_ for each in events)
            self._good = ended or id_ not in lasting

    def _verdict(self, id_: str, status: Status) -> Verdict | None:
        at = self._place.get(id_)
        return status.verdicts[at] if at is not None and at < len(status.verdicts) else None

    def _show(self, fault: FaultStarted, now: float) -> CueShown:
        aloud = now - self._told_s.get(fault.id, -float("inf")) >= REPEAT_S
        self.shown = CueShown(fault.id, fault.cue, fault.severity, aloud)
        self._new_s = self._lasted_s = now
        self._good = False
        if aloud:
            self._told_s[fault.id] = now
        return self.shown

    def _again(self, shown: CueShown, now: float) -> list[CueShown | CueEnded]:
        if now - self._told_s.get(shown.id, -float("inf")) < REPEAT_S:
            return []
        self._told_s[shown.id] = now
        return [CueShown(shown.id, shown.text, shown.severity)]

    def _end(self, now: float, *, alone: bool) -> list[CueShown | CueEnded]:
        shown, self.shown = self.shown, None
        if shown is None:
            return []
        often = now - self._praised_s.get(shown.id, -float("inf")) < PRAISE_AGAIN_S
        mended = self._mended.get(shown.id, "") if self._good and alone and not often else ""
        if mended:
            self._praised_s[shown.id] = now
        return [CueEnded(shown.id, mended)]

    def _comes_first(self, fault: FaultStarted) -> bool:
        if self.shown is None:
            return True
        return fault.id != self.shown.id and rank(fault.severity) < rank(self.shown.severity)

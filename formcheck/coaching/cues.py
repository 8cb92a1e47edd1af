"""Which cue is shown: one at a time, the most severe first, and no new one within a second."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from formcheck.checking import Event, FaultEnded, FaultStarted, Status, Verdict
from formcheck.exercises import Exercise

GAP_S = 1.0
"""The least time between two new cues, seconds."""

PRAISE_S = 1.5
"""How late a mended fault may still be praised, seconds."""

_SEVERITY = ("risk", "technique", "range", "tempo")


@dataclass(frozen=True, slots=True)
class CueShown:
    """A cue begins to be shown, in place of any other.

    Attributes:
        id: The check's id.
        text: What to tell the person.
        severity: What is at stake.
    """

    id: str
    text: str
    severity: str


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


class CueBoard:
    """The one cue that a person is shown.

    Args:
        exercise: What is done.

    Attributes:
        shown: The cue that is shown now, or None.
    """

    def __init__(self, exercise: Exercise) -> None:
        self.shown: CueShown | None = None
        self._mended = {check.id: check.mended for check in exercise.check}
        self._place = {check.id: at for at, check in enumerate(exercise.check)}
        self._said_s = -float("inf")
        self._praise: tuple[str, float] | None = None

    def see(self, events: Iterable[Event], status: Status, now: float) -> list[CueShown | CueEnded]:
        """Take in what a session said of one frame.

        Args:
            events: What became known in it.
            status: Where the session stands after it.
            now: The time, seconds.

        Returns:
            What changes on the board.
        """
        self._note_mended(events, status, now)
        lasting = [fault for fault, _ in status.faults]
        said: list[CueShown | CueEnded] = []
        if self.shown is not None and self.shown.id not in {fault.id for fault in lasting}:
            said += self._end(now, alone=not lasting)
        free = now - self._said_s >= GAP_S
        if lasting and free and self._comes_first(lasting[0]):
            if self.shown is not None:
                said.append(CueEnded(self.shown.id, ""))
            worst = lasting[0]
            self.shown = CueShown(worst.id, worst.cue, worst.severity)
            self._said_s, self._praise = now, None
            said.append(self.shown)
        return said

    def clear(self) -> list[CueShown | CueEnded]:
        """Take the cue down, for instance because the set is over."""
        shown, self.shown, self._praise = self.shown, None, None
        return [CueEnded(shown.id, "")] if shown else []

    def _note_mended(self, events: Iterable[Event], status: Status, now: float) -> None:
        for event in events:
            if isinstance(event, FaultEnded):
                at = self._place.get(event.id)
                seen = at is not None and at < len(status.verdicts)
                # A fault ends, too, when it can no longer be seen: that is nothing to praise.
                if seen and at is not None and status.verdicts[at] is Verdict.OK:
                    self._praise = (event.id, now)

    def _end(self, now: float, *, alone: bool) -> list[CueShown | CueEnded]:
        shown, self.shown = self.shown, None
        if shown is None:
            return []
        praise, self._praise = self._praise, None
        good = praise is not None and praise[0] == shown.id and now - praise[1] <= PRAISE_S
        return [CueEnded(shown.id, self._mended.get(shown.id, "") if good and alone else "")]

    def _comes_first(self, fault: FaultStarted) -> bool:
        if self.shown is None:
            return True
        return fault.id != self.shown.id and _SEVERITY.index(fault.severity) < _SEVERITY.index(
            self.shown.severity
        )

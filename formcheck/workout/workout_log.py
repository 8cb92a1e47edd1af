"""Keeping a workout's sets in the history while it lasts."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from formcheck.checking.own_posture import OwnPosture
from formcheck.history import OwnPostures, Sessions, SetRecord, SetTrace


class WorkoutLog:
    """Keeps a workout's sets in the history; that it cannot stops nobody.

    A session that the person deletes meanwhile stays deleted, until more is done in the workout:
    then it begins anew with all of its sets, so that nothing that is done is lost.

    Args:
        sessions: The history; None keeps nothing.
        own_postures: Where the person's own posture is kept that they show; None keeps none.

    Attributes:
        key: What the session is called in the history, if anything of it is kept.
        id: The session in the history, once something was kept.
        own_unkept: Why the posture that they showed as their own is not kept; "" if it is.
        run_unkept: Why it is not kept how far a workout that is followed has come; "" if it is.
        sets_unkept: Why the history does not have all sets; "" if it has.
    """

    def __init__(self, sessions: Sessions | None, own_postures: OwnPostures | None = None) -> None:
        self.id: str | None = None
        self.own_unkept = self.run_unkept = self.sets_unkept = ""
        self.key = uuid.uuid4().hex
        self._sessions = sessions
        self._own_postures = own_postures
        self._began: datetime | None = None  # the moment from which the times of sets count
        self._had = _done_in(())  # what the history had last

    @property
    def unkept(self) -> str:
        """Why not all of it is kept; "" if it is."""
        return self.sets_unkept or self.run_unkept or self.own_unkept

    @property
    def keeps_own(self) -> bool:
        """Whether the person shows their own posture, to be kept."""
        return self._own_postures is not None

    def keep_own(self, shown: OwnPosture) -> None:
        """Keep the posture that the person showed as their own.

        Args:
            shown: What was shown.
        """
        if self._own_postures is None or not shown:
            return
        try:
            self._own_postures.keep(shown)
        except Exception as error:
            self.own_unkept = type(error).__name__
        else:
            self.own_unkept = ""

    def go_on(self, session: str | None, sets: Sequence[SetRecord], began: datetime) -> None:
        """Go on with what was kept of a workout before.

        Args:
            session: Its session in the history; None where there is none, or none any more.
            sets: The sets in it.
            began: The moment from which the times of its sets count.
        """
        self._began = began
        if session is not None:
            self.id = self.key = session
            self._had = _done_in(sets)

    def keep(
        self,
        sets: Sequence[SetRecord],
        duration_s: float,
        traces: Mapping[int, SetTrace] | None = None,
    ) -> None:
        """Keep all sets so far, in place of those that were kept before.

        Args:
            sets: The sets.
            duration_s: How long the workout has lasted.
            traces: What the sets are drawn from, by their number.
        """
        if self._sessions is None or not sets:
            return
        self._began = self._began or datetime.now(UTC) - timedelta(seconds=duration_s)
        try:
            self._put(self._sessions, sets, duration_s, traces)
        except Exception as error:  # the person exercises on all the same
            self.sets_unkept = unwritten(error)
        else:
            self.sets_unkept = ""

    def _put(
        self,
        sessions: Sessions,
        sets: Sequence[SetRecord],
        duration_s: float,
        traces: Mapping[int, SetTrace] | None,
    ) -> None:
        done = _done_in(sets)
        # A try that was said to have failed may have been kept: it has the same id.
        tried = self.id is not None or self.sets_unkept
        if not (tried and sessions.put_sets(self.key, sets, duration_s, traces)):
            if done == self._had:  # the person deleted it, and has done nothing since
                self.id = None
                return
            sessions.begin(
                "live",
                id_=self.key,
                started_at=self._began,
                sets=sets,
                traces=traces,
                duration_s=duration_s,
            )
        self.id, self._had = self.key, done


def unwritten(error: Exception) -> str:
    """Why something is not kept, in words.

    >>> unwritten(OSError("no space left on the device"))
    'the history could not be written: OSError'
    """
    return f"the history could not be written: {type(error).__name__}"


def _done_in(sets: Sequence[SetRecord]) -> tuple[int, int, float]:
    """How much was done in sets: how many there are, their reps and the seconds held."""
    reps = sum(len(each.reps) for each in sets)
    return len(sets), reps, sum(each.hold_s for each in sets)

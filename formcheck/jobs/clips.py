"""Clips of the sets of live sessions, for those who allowed it: kept until a date, then deleted.

Each session has a folder.  While it goes on the pictures of its sets are added to one file; once it
is over a process makes a video of each set, and the pictures go.  Whatever ends the server between,
the next one takes it up; nothing else is lost with it, nor with a disk that is full.  A workout
that was broken off, and can go on, has clips of what was done and keeps its pictures: those of the
rest are added to them, and the clips are made again once it is over.
"""

from __future__ import annotations

import logging
import shutil
import threading
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import IO, Any

from formcheck.history import SetRecord
from formcheck.jobs.clip_folder import FRAMES, SessionClips, made_since, tell, told_by
from formcheck.jobs.clip_video import (
    AROUND_S,
    Clip,
    ClipJob,
    SetTime,
    blank,
    cut_to_whole,
    make_clips,
    packed,
    video_name,
)
from formcheck.jobs.folders import AnalysisFolders, private
from formcheck.lifecycle import Closing

LOG = logging.getLogger("formcheck")

ROOM = 200_000_000
"""How much of the disk stays free, bytes."""

MOST_BYTES = 2_000_000_000
"""How much is kept of one session, bytes: an hour of sets."""


class ClipStore(Closing):
    """All clips.

    Args:
        root: The folder of the sessions' folders; made when the first is.
        executor: What runs the making of videos.
        days: For how many days they are kept.
        pixels: The largest picture that is taken.
        today: Which day it is.
    """

    def __init__(
        self,
        root: Path,
        executor: Executor,
        *,
        days: int,
        pixels: int,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._folders = AnalysisFolders(root)
        self._executor = executor
        self._days = days
        self._pixels = pixels
        self._today = today
        self._closing = False
        self._lock = threading.Lock()
        self._making: dict[str, tuple[ClipJob, bool] | None] = {}
        """The sessions of which videos are made, and what is to be made of them next: one process
        at a time writes in a folder."""

    def close(self) -> None:
        """End what runs; the next server goes on with it."""
        self._closing = True
        self._executor.shutdown(wait=True, cancel_futures=True)

    def record(self, session: str) -> ClipRecorder:
        """Keep the pictures of a session's sets from now on; until the date that it has already."""
        before = self.of(session)
        until = before.until if before else self._today() + timedelta(days=self._days)
        return ClipRecorder(self, session, until)

    def of(self, session: str) -> SessionClips | None:
        """What there is of a session; None if nothing, or if its date has passed."""
        folder = self._folders.path(session)
        if not self._folders.is_ours(folder):
            return None
        found = told_by(folder)
        if found is None or found.until < self._today():
            return None
        there = tuple(each for each in found.clips if (folder / video_name(each.number)).is_file())
        made = bool(there) or not (folder / FRAMES).exists()
        if there or not made or found.trouble:
            return SessionClips(found.until, made, found.trouble, there)
        return None

    def video(self, session: str, number: int) -> Path | None:
        """The video of a set; None if there is none."""
        found = self.of(session)
        if found is None or all(each.number != number for each in found.clips):
            return None
        return self._folders.path(session) / video_name(number)

    def delete(self, session: str, number: int | None = None) -> bool:
        """Delete the clips of a session, or that of one set; says whether there was one."""
        there = self.of(session)
        if number is None:
            self._folders.delete(session)
            return there is not None
        video = self.video(session, number)
        if there is None or video is None:
            return False
        video.unlink(missing_ok=True)
        for each in there.clips:
            if each.number == number:  # of its pictures nothing is made again
                frames = self._folders.path(session) / FRAMES
                blank(frames, each.from_s - 1e-3, each.from_s + each.seconds + 1e-3)
        if there.made and len(there.clips) == 1:
            self._folders.delete(session)
        return True

    def delete_all(self) -> None:
        """Delete all clips."""
        for session in self._sessions():
            self._folders.delete(session)

    def expire(self) -> list[str]:
        """Delete the clips whose date has passed; says of which sessions."""
        gone = []
        for session in self._sessions():
            if self._until(self._folders.path(session)) < self._today():
                self._folders.delete(session)
                gone.append(session)
        return gone

    def _until(self, folder: Path) -> date:
        """Until when a folder is kept; where it does not say so any more, by its age."""
        found = told_by(folder)
        if found is not None:
            return found.until
        return date.fromtimestamp(folder.stat().st_mtime) + timedelta(days=self._days)

    def take_up(
        self, sets_of: Callable[[str], Iterable[SetRecord] | None], going_on: str | None = None
    ) -> None:
        """Make the videos that an earlier server did not come to.

        Args:
            sets_of: The sets of a session; None where the history does not have it.
            going_on: A session that is not over, whose pictures wait for the rest of it.
        """
        self._folders.sweep(lambda session: sets_of(session) is not None)
        self.expire()
        for session in self._sessions():
            sets = sets_of(session)
            if sets is not None:
                self.make(session, sets, goes_on=session == going_on)

    def make(self, session: str, sets: Iterable[SetRecord], *, goes_on: bool = False) -> None:
        """Make the videos of a session, if there are pictures of it.

        Where some of it are being made, these are next.

        Args:
            session: Which one.
            sets: Its sets.
            goes_on: Whether there may be more of it: its pictures stay.
        """
        folder = self._folders.path(session)
        frames = folder / FRAMES
        if not (self._folders.is_ours(folder) and frames.is_file()):
            return
        if goes_on and made_since(folder, frames):
            return
        times = tuple(SetTime(each.index, each.start_s, each.end_s) for each in sets)
        job = ClipJob(frames, folder, times, self._pixels)
        with self._lock:
            waits = session in self._making
            self._making[session] = (job, goes_on) if waits else None
        if not waits:
            self._start(session, job, goes_on)

    def _start(self, session: str, job: ClipJob, goes_on: bool) -> None:
        with suppress(RuntimeError):  # the server ends: the next one makes them
            making = self._executor.submit(make_clips, job)
            making.add_done_callback(partial(self._made, session, goes_on))

    def begin_folder(self, session: str, until: date) -> Path:
        """Make the folder of a session, unless an earlier part of it has made one.

        Raises:
            OSError: It cannot be made.
        """
        folder = self._folders.path(session)
        if self._folders.is_ours(folder) and told_by(folder) is not None:
            return folder
        folder = self._folders.make(session)
        tell(folder, until)
        return folder

    def forget(self, session: str) -> None:
        """Delete what was recorded of a session in which nothing was done."""
        self._folders.delete(session)

    def note(self, session: str, trouble: str) -> None:
        """Keep why there is not all of a session."""
        folder = self._folders.path(session)
        found = told_by(folder)
        if found is not None:
            with suppress(OSError):
                tell(folder, found.until, trouble, found.clips)

    def _made(self, session: str, goes_on: bool, making: Future[list[Clip]]) -> None:
        """Keep what was made, and make what is next."""
        with self._lock:
            waits = self._making[session] is not None
        self._keep(session, goes_on or waits, making)
        with self._lock:
            following = self._making.pop(session)
            if following is not None:
                self._making[session] = None
        if following is not None:
            self._start(session, *following)

    def _keep(self, session: str, goes_on: bool, making: Future[list[Clip]]) -> None:
        """Keep what was made, and let the pictures go, after a failure too, unless more come."""
        folder = self._folders.path(session)
        found = told_by(folder)
        if self._closing or found is None:
            return
        clips, trouble = found.clips, found.trouble
        try:
            made = {each.number: each for each in [*clips, *making.result()]}
            clips = tuple(made[number] for number in sorted(made))
        except Exception as error:  # whatever it is, the session's page says it
            LOG.warning("clips of %s: %s", session, error)
            if not goes_on:  # they are tried again
                trouble = trouble or "no video could be made of it"
        with suppress(OSError):
            tell(folder, found.until, trouble, clips)
            self._folders.taken_over(session)
            if goes_on:
                return
            (folder / FRAMES).unlink(missing_ok=True)
            for part in folder.glob("*.part"):
                part.unlink(missing_ok=True)

    def _sessions(self) -> list[str]:
        root = self._folders.root
        if not root.is_dir() or root.is_symlink():
            return []
        return [each.name for each in root.iterdir() if self._folders.is_ours(each)]


class ClipRecorder(Closing):
    """Keeps the pictures of one session's sets, and a moment around each.

    That it cannot keep them stops nobody: `trouble` says why.

    Args:
        store: Where they go.
        session: The session's id.
        until: The last day on which they are kept.

    Attributes:
        until: The last day on which they are kept.
        trouble: Why pictures are missing; "" if none are.
    """

    def __init__(self, store: ClipStore, session: str, until: date) -> None:
        self.until = until
        self.trouble = ""
        self._store = store
        self._session = session
        self._before: deque[tuple[float, bytes]] = deque()
        self._set_s = -1e9
        self._written = 0
        self._file: IO[Any] | None = None

    def add(self, time_s: float, picture: bytes, *, in_set: bool) -> None:
        """Take in a picture that was looked at.

        Args:
            time_s: Its time in the session, seconds; later than that of the one before.
            picture: JPEG or WebP.
            in_set: Whether it is of a set.
        """
        if self.trouble:
            return
        if in_set:
            self._set_s = time_s
        while self._before and self._before[0][0] < time_s - AROUND_S:
            self._before.popleft()
        self._before.append((time_s, picture))
        if time_s - self._set_s <= AROUND_S:
            self._keep()

    def finish(self, sets: Iterable[SetRecord]) -> None:
        """The session is over: make the videos of its sets, or forget it if there are none."""
        self.close()
        sets = tuple(sets)
        if sets:
            self._store.make(self._session, sets)
        else:
            self._store.forget(self._session)

    def pause(self, sets: Iterable[SetRecord]) -> None:
        """The session may go on another time: make the videos of what was done, keep the pictures.

        Args:
            sets: Its sets so far.
        """
        self.close()
        self._store.make(self._session, sets, goes_on=True)

    def _keep(self) -> None:
        try:
            if self._file is None:
                folder = self._store.begin_folder(self._session, self.until)
                self._written = cut_to_whole(folder / FRAMES)
                self._file = private(folder / FRAMES, "ab")
            found = b"".join(packed(*each) for each in self._before)
            if shutil.disk_usage(self._file.name).free < ROOM + len(found):
                self._stop("the disk is full")
                return
            self._file.write(found)
            self._file.flush()  # a server that is killed has written it all the same
        except OSError as error:
            self._stop(f"it could not be kept: {error.strerror or error}")
            return
        self._before.clear()
        self._written += len(found)
        if self._written > MOST_BYTES:
            self._stop("it became too large")

    def _stop(self, trouble: str) -> None:
        """No more is kept; what was kept so far stays."""
        self.trouble = trouble
        self._before.clear()
        self.close()
        self._store.note(self._session, trouble)

    def close(self) -> None:
        """Keep no more; what was kept is there for the next server, or for the rest of it."""
        file, self._file = self._file, None
        if file is not None:
            with suppress(OSError):
                file.close()

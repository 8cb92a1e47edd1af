"""Makes the result document from a checker's events; nothing is computed a second time."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator

from formcheck.events import (
    AttemptMade,
    BreakDue,
    DoubtKind,
    DoubtRaised,
    Event,
    FaultEnded,
    FaultStarted,
    HoldProgress,
    NotJudged,
    OwnPostureCompared,
    Reason,
    RepCounted,
    Status,
    Tempo,
    Verdict,
    ViewChanged,
)
from formcheck.exercises import Exercise
from formcheck.measures import MEASURES
from formcheck.pose import Pose
from formcheck.recording import SourceInfo
from formcheck.result import document as doc
from formcheck.result.hints import missed_breaks, never_judged, too_few_frames
from formcheck.result.measure_words import measured
from formcheck.result.nothing_counted import Hindrances, attempts_in_words
from formcheck.result.own_words import own_words
from formcheck.result.reason_words import DOUBT_WORDS
from formcheck.result.stage_counts import counted, no_stages, outcomes_of
from formcheck.result.trace import Trace, TraceRecorder
from formcheck.result.two_sides import sides_of
from formcheck.result.wording import perhaps_words

NAN = float("nan")


class ResultBuilder:
    """Collects the events of one session and makes the result document of them.

    Args:
        exercise: What was checked.
        source: What was analysed.

    Attributes:
        exercise: What was checked.
        source: What was analysed; may be replaced once more is known about it.
    """

    def __init__(self, exercise: Exercise, source: SourceInfo) -> None:
        self.exercise = exercise
        self.source = source
        self._recorder = TraceRecorder()
        self._frames = 0
        self._with_person = 0
        self._size: tuple[int, int] | None = None
        self._first_s = NAN
        self._last_s = NAN
        self._reps: list[RepCounted] = []
        self._attempts: list[AttemptMade] = []
        self._doubts: list[DoubtRaised] = []
        self._holds: list[HoldProgress] = []
        self._hold: HoldProgress | None = None
        self._breaks: list[BreakDue] = []
        self._faults: list[FaultEnded] = []
        self._lasting: dict[str, FaultStarted] = {}
        self._not_judged: list[NotJudged] = []
        self._own: list[OwnPostureCompared] = []
        self._views: list[ViewChanged] = []
        self._judged: set[str] = set()
        self._hindrances = Hindrances(exercise)

    def add(self, events: Iterable[Event]) -> None:  # noqa: C901  # one case an event
        """Takes what the checker said, in the order in which it was said."""
        for event in events:
            match event:
                case RepCounted():
                    self._reps.append(event)
                case AttemptMade():
                    self._attempts.append(event)
                case DoubtRaised():
                    self._doubts.append(event)
                case HoldProgress(ended=True):
                    self._holds.append(event)
                    self._hold = None
                case HoldProgress():
                    self._hold = event
                case BreakDue():
                    self._breaks.append(event)
                case FaultStarted():
                    self._lasting[event.id] = event
                case FaultEnded():
                    self._faults.append(event)
                    self._lasting.pop(event.id, None)
                case NotJudged():
                    self._not_judged.append(event)
                case OwnPostureCompared():
                    self._own.append(event)
                case ViewChanged():
                    self._views.append(event)

    def update(self, status: Status, pose: Pose) -> None:
        """Takes the picture of the session after each frame, and the frame's pose."""
        if not self._frames:
            self._first_s = pose.time_s
            self._size = (pose.width, pose.height)
        self._frames += 1
        self._with_person += pose.present
        self._last_s = pose.time_s
        self._recorder.add(status)
        self._hindrances.update(status, present=pose.present)
        for check, verdict in zip(self.exercise.checks, status.verdicts, strict=False):
            if verdict not in (None, Verdict.UNKNOWN):
                self._judged.add(check.id)

    def trace(self) -> Trace:
        """The rep signal and the session's state over time, for the plots."""
        return self._recorder.trace()

    def build(self, warnings: Iterable[str] = (), interrupted: bool = False) -> doc.Result:
        """The result document of all that was added so far.

        A hold or a fault that still lasts (the analysis was interrupted) ends with the last frame.

        Args:
            warnings: What the user should know about the input, one line each.
            interrupted: Whether the analysis was stopped before the end.
        """
        reps = tuple(self._rep(rep) for rep in self._reps)
        holds = self._holds + ([self._hold] if self._hold else [])
        faults = sorted(
            self._faults + [self._cut_short(fault) for fault in self._lasting.values()],
            key=lambda fault: fault.from_s,
        )
        view = self._longest_view()
        told = [*warnings, *self._hints(view)]
        doubts = [(each.fewer, each.more) for each in self._doubts]
        reps_range = doc.range_of(len(reps), doubts) if self.exercise.rep else None
        return doc.Result(
            exercise=self.exercise.id,
            source=self._source_document(),
            summary=doc.Summary(
                reps=len(reps),
                reps_range=reps_range,
                good_reps=sum(rep.form == "good" for rep in reps),
                unjudged_reps=sum(rep.form == "not judged" for rep in reps),
                attempts=len(self._attempts),
                hold_s=sum(hold.end_s - hold.start_s for hold in holds),
                good_hold_s=sum(hold.good_s for hold in holds),
                unsure_hold_s=sum(hold.unsure_s for hold in holds),
                unjudged_hold_s=sum(hold.unjudged_s for hold in holds),
                faults=dict(Counter(fault.id for fault in faults)),
                view=view,
                sides=sides_of(reps, self._unit, view),
                stages=counted(no_stages(self.exercise), reps),
                nothing_because=None if reps or holds else self._nothing_because(view, reps_range),
            ),
            reps=reps,
            attempts=tuple(
                doc.Attempt(
                    start_s=each.start_s,
                    end_s=each.end_s,
                    reason=each.reason,
                    left_out=self._names(each.left_out),
                )
                for each in self._attempts
            ),
            doubts=tuple(
                doc.Doubt(
                    at_s=each.at_s,
                    kind=each.kind,
                    reason=DOUBT_WORDS[each.kind],
                    fewer=each.fewer,
                    more=each.more,
                )
                for each in sorted(self._doubts, key=lambda doubt: doubt.at_s)
            ),
            holds=tuple(
                doc.Hold(
                    start_s=each.start_s,
                    end_s=each.end_s,
                    good_s=each.good_s,
                    unsure_s=each.unsure_s,
                    unjudged_s=each.unjudged_s,
                )
                for each in holds
            ),
            faults=tuple(self._fault(fault) for fault in faults),
            not_judged=tuple(
                doc.NotJudged(id=each.id, reason=each.reason, seconds=each.seconds)
                for each in self._not_judged
            ),
            own_posture=tuple(self._own_posture(each) for each in self._own),
            warnings=tuple(dict.fromkeys(map(_as_text, told))),
            interrupted=interrupted,
        )

    def _own_posture(self, compared: OwnPostureCompared) -> doc.OwnPostureUse:
        names = {check.id: check.name for check in self.exercise.checks}
        return doc.OwnPostureUse(
            id=compared.id,
            measure=compared.measure,
            value=compared.value,
            day=compared.day,
            upright_bend=None if math.isnan(compared.upright_bend) else compared.upright_bend,
            used_s=compared.used_s,
            aside_s=dict(compared.aside_s),
            said=own_words(
                names[compared.id],
                compared.measure,
                compared.day,
                compared.used_s,
                compared.aside_s,
            ),
        )

    @property
    def _unit(self) -> str:
        return MEASURES[self.exercise.rep.measure].unit if self.exercise.rep else ""

    def _names(self, stages: Iterable[str]) -> tuple[str, ...]:
        known = self.exercise.rep.stages if self.exercise.rep else ()
        return tuple(each.name for each in known if each.id in set(stages))

    def _nothing_because(self, view: str | None, reps_range: tuple[int, int] | None) -> str:
        if self._attempts:
            return attempts_in_words(each.reason for each in self._attempts)
        perhaps = perhaps_words(0, reps_range)
        return self._hindrances.reason(view, dark=self.source.dark, perhaps=perhaps)

    def _source_document(self) -> doc.Source:
        source = self.source
        width, height = self._size or (source.width, source.height)
        fps = NAN if source.fps is None else source.fps
        return doc.Source(
            path=_as_text(str(source.path)),
            duration_s=NAN if source.duration_s is None else float(source.duration_s),
            fps=round(float(fps), 2),
            width=width or None,
            height=height or None,
            frames=self._frames,
            frames_with_person=self._with_person,
            slowed=round(source.slowed, 4),
        )

    def _rep(self, rep: RepCounted) -> doc.Rep:
        faults = self._faults_in(rep)
        unknown = tuple(i for i in rep.unknown if i not in faults)
        return doc.Rep(
            index=rep.index,
            start_s=rep.start_s,
            turn_s=rep.turn_s,
            end_s=rep.end_s,
            range=round(float(rep.range), 2),
            tempo=self._tempo(rep.tempo),
            faults=faults,
            unknown=unknown,
            side=rep.side,
            side_seen=round(float(rep.side_seen), 2),
            stages=outcomes_of(rep.stages, self.exercise),
            form=doc.form_of(faults, unknown, len(self.exercise.checks)),
        )

    def _tempo(self, tempo: Tempo) -> doc.RepTempo:
        lifts_out = self.exercise.rep is None or self.exercise.rep.concentric == "out"
        up, down = (tempo.out_s, tempo.back_s) if lifts_out else (tempo.back_s, tempo.out_s)
        return doc.RepTempo(
            down_s=down, pause_s=tempo.turn_pause_s, up_s=up, rest_s=tempo.start_pause_s
        )

    def _fault(self, fault: FaultEnded) -> doc.Fault:
        made = doc.Fault.model_validate(
            {
                "id": fault.id,
                "from_s": fault.from_s,
                "to_s": fault.to_s,
                "value": round(float(fault.value), 2),
                "limit": round(float(fault.limit), 2),
                "unit": fault.unit,
                "rep": self._rep_of(fault),
                "severity": fault.severity,
                "cue": fault.cue,
            }
        )
        check = next((each for each in self.exercise.checks if each.id == fault.id), None)
        number, against = measured(made, check)
        return made.model_copy(update={"number": number, "against": against})

    def _rep_of(self, fault: FaultEnded) -> int | None:
        """The counted rep in which a fault began, or else the first that it reached.

        `FaultEnded.rep` was said before anyone knew whether the movement would count.
        """
        for rep in reversed(self._reps):
            if rep.start_s <= fault.from_s <= rep.end_s:
                return rep.index
        for rep in self._reps:
            if fault.id in rep.faults and fault.from_s <= rep.start_s <= fault.to_s:
                return rep.index
        return None

    def _faults_in(self, rep: RepCounted) -> tuple[str, ...]:
        """A rep's faults, with those that began in it and were sure only after it."""
        late = {f.id for f in self._faults if rep.start_s <= f.from_s <= rep.end_s}
        known = {*rep.faults, *late}
        return tuple(check.id for check in self.exercise.checks if check.id in known)

    def _cut_short(self, fault: FaultStarted) -> FaultEnded:
        end_s = max(self._last_s, fault.from_s) if self._frames else fault.time_s
        return FaultEnded(
            time_s=end_s,
            id=fault.id,
            from_s=fault.from_s,
            to_s=end_s,
            value=fault.value,
            limit=fault.limit,
            unit=fault.unit,
            severity=fault.severity,
            cue=fault.cue,
        )

    def _hints(self, view: str | None) -> Iterator[str]:
        """What the person should change, one line each."""
        seconds = self._last_s - self._first_s
        doubted = any(each.kind is DoubtKind.FEW_FRAMES for each in self._doubts)
        yield from too_few_frames(self.exercise, self._frames, seconds, self._reps, doubted=doubted)
        unseen = {each.id for each in self._not_judged if each.reason is Reason.WRONG_VIEW}
        yield from never_judged(self.exercise, view, unseen, self._judged)
        yield from missed_breaks(self.exercise, self._breaks)

    def _longest_view(self) -> str | None:
        ends = [event.time_s for event in self._views[1:]] + [self._last_s]
        lasted: dict[str, float] = {}
        for event, end_s in zip(self._views, ends, strict=False):
            lasted[event.view] = lasted.get(event.view, 0.0) + end_s - event.time_s
        return max(lasted, key=lasted.__getitem__, default=None)


def _as_text(name: str) -> str:
    r"""A name without what JSON cannot hold: a file's may have bytes that are no text.

    >>> _as_text("row\udcff.mp4")
    'row?.mp4'
    """
    return name.encode(errors="replace").decode()

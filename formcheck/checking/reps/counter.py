"""Counting repetitions: what signals propose, what evidence says of it, and what is agreed on."""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import median

from formcheck.checking.reps.consensus import Consensus, Decided, Opinion
from formcheck.checking.reps.cycle import Cycle
from formcheck.checking.reps.limits import WithinLimits
from formcheck.checking.reps.own_range import OwnRange
from formcheck.checking.reps.phases import PATH_S, PhaseTracker
from formcheck.checking.reps.proposals import Movements, Proposal, Proposer
from formcheck.checking.reps.recogniser import LooksLike, Recogniser, shipped_recogniser
from formcheck.checking.reps.shown import shown_in
from formcheck.checking.reps.tempo import tempo_of
from formcheck.checking.reps.timing import Path, timing_of
from formcheck.events import AttemptReason
from formcheck.exercises import Exercise
from formcheck.geometry import NAN
from formcheck.measures import MEASURES, SIDES, Figure
from formcheck.pose import Side

MIN_VISIBILITY = 0.3
"""A far arm is believed to work alone only if it is at least this visible on the average."""

ALONE_SHARE = 0.5
"""An arm works alone if the other one goes less than this share of its way."""

TURN_S = 0.05
"""So close to the turn of a movement both sides are compared, seconds."""

LEADS_S = 0.15
"""A side that moves while the one that worked last rests is followed after so long, seconds: of two
that work together one may begin a frame or two before the other."""

BEFORE_S = 4.0
"""How long before a movement the level from which it left is looked for, seconds."""

SEEN_SHARE = 0.35
"""The rep signal shows a movement if it goes this share of the least range."""

OWN_SIGNALS = ("own", "own_left", "own_right")
"""The exercise's own rep signal of the near side, and of each side."""


class RepCounter:
    """Counts the repetitions of one exercise, wherever the person stands.

    Args:
        exercise: It must count reps.
        recogniser: The shipped one if None; what it does not know is counted by the exercise's
            own limits.
        movements: Those of the person, where several counters look at one; its own if None.

    Attributes:
        decided: What was decided with the last frame, what is not sure included.
    """

    def __init__(
        self,
        exercise: Exercise,
        recogniser: Recogniser | None = None,
        movements: Movements | None = None,
    ) -> None:
        assert exercise.rep is not None
        self.decided: list[Decided] = []
        rep = self._rep = exercise.rep
        self._measure = MEASURES[rep.measure]
        self._travel = rep.turn - rep.start
        self._each = rep.sides == "each"
        known = recogniser or shipped_recogniser()
        self._limits = None if exercise.id in known.classes else WithinLimits(exercise)
        self._looks = None if self._limits else LooksLike(exercise.id, known, rep.also)
        own = OWN_SIGNALS[: 3 if self._each else 1] if self._limits else ()
        self._proposer = Proposer(
            rep.signals, own, evidence=self._limits is None, movements=movements
        )
        self._consensus = Consensus(self._proposer.families)
        self._unjudged: list[Proposal] = []
        self._own_range = OwnRange()
        self._phases: dict[Side, PhaseTracker] = {side: PhaseTracker(rep) for side in SIDES}
        self._seen: dict[Side, list[tuple[float, float]]] = {side: [] for side in SIDES}
        self._near: Side = "left"
        self._alone_s = NAN
        self._leads: Side | None = None
        self._last_end_s = NAN
        self._told: Cycle | None = None

    @property
    def lead(self) -> PhaseTracker:
        """The phases of the side that works alone now, or else of the one that worked last.

        Of the near one at first, and where both work.
        """
        return self._phases[self._leads or self._worked_last]

    @property
    def _worked_last(self) -> Side:
        """The side that made the last movement alone; the near one where both did, or none yet."""
        return (self._told.side if self._told else None) or self._near

    @property
    def in_movement(self) -> bool:
        """Whether a movement of either side is under way that may become a rep."""
        return any(self._phases[side].in_movement for side in self._sides)

    @property
    def ways(self) -> tuple[float, ...]:
        """How far the signal of each side is from the start of a rep; 1 is the exercise's turn."""
        return tuple(self._phases[side].way for side in self._sides)

    @property
    def ways_of_sides(self) -> tuple[tuple[Side, float], ...]:
        """That with whose it is, where either side may work alone; else empty."""
        return tuple(zip(self._sides, self.ways, strict=True)) if self._each else ()

    @property
    def alike(self) -> int:
        """How many movements of one side the exercise's own signal saw, rep or not."""
        return max(self._phases[side].alike for side in self._sides)

    @property
    def own_way(self) -> tuple[float, float]:
        """Where the person's own reps start and turn in that."""
        return self.lead.own_way

    @property
    def _sides(self) -> tuple[Side, ...]:
        """The sides of which either may work alone, or the near one."""
        return SIDES if self._each else (self._near,)

    def forget_range(self) -> None:
        """A new set begins: the range may be another, and the rest before it is no rep's pause."""
        self._own_range.forget()
        self._last_end_s = NAN
        for phases in self._phases.values():
            phases.forget_range()

    def reset_phases(self) -> None:
        """The position was left: the movement under way is none."""
        for phases in self._phases.values():
            phases.reset()

    def update(self, figure: Figure | None, time_s: float) -> list[Cycle]:
        """Take in one frame.

        Args:
            figure: The person, with the lengths that are known; None where nobody was found.
            time_s: The frame's time.

        Returns:
            The movements that are decided now: reps, and attempts with the reason.
        """
        if figure is None:
            for phases in self._phases.values():
                phases.update(time_s, NAN)
            return self._cycles(self._consensus.update(time_s, self._opinions(time_s, [])))
        if figure.side != self._near and not self._phases[self._near].in_movement:
            self._near = figure.side
        values: dict[Side, float] = {}
        for side in SIDES:  # the far one too, so that it is not stale when it becomes the near one
            on = figure.on(side)
            values[side] = self._measure.read(on)
            self._phases[side].update(time_s, values[side])
            self._note_seen(side, time_s, on.visibility(self._measure.joints[-1]))
        self._follow(time_s)
        proposals = self._proposer.update(time_s, figure, self._own(values))
        if self._limits:
            heights = tuple(self._height(values[side]) for side in self._sides)
            self._limits.update(time_s, heights, figure)
        return self._cycles(self._consensus.update(time_s, self._opinions(time_s, proposals)))

    def finish(self) -> list[Cycle]:
        """The session ends: a movement that is half-way back is complete."""
        opinions = self._opinions(math.inf, self._proposer.finish())
        return self._cycles(self._consensus.finish(opinions))

    def _follow(self, time_s: float) -> None:
        """Where limbs alternate, the phases are those of the one whose turn it is."""
        self._leads = None
        last = self._worked_last
        other: Side = "right" if last == "left" else "left"
        if not self._each or not self._phases[other].in_movement:
            self._alone_s = NAN
        elif self._phases[last].in_movement:
            self._alone_s = math.inf  # both work: what is left of it is no movement of one alone
        elif math.isnan(self._alone_s):
            self._alone_s = time_s
        if time_s - self._alone_s >= LEADS_S and self._is_seen(other, self._alone_s, time_s):
            self._leads = other

    def _is_seen(self, side: Side, since_s: float, until_s: float) -> bool:
        """Whether a side is seen well enough to be believed to work alone."""
        seen = [v for t, v in self._seen[side] if since_s <= t <= until_s]
        return sum(seen) >= MIN_VISIBILITY * max(1, len(seen))

    def _own(self, values: dict[Side, float]) -> list[float]:
        if not self._limits:
            return []
        sides: list[Side] = [self._near, *(SIDES if self._each else ())]
        return [self._height(values[side]) for side in sides]

    def _height(self, value: float) -> float:
        return (value - self._rep.start) / self._travel

    def _opinions(self, time_s: float, proposals: list[Proposal]) -> list[Opinion]:
        """What is thought of movements, as soon as anything is to be decided.

        The recogniser is asked of all that came until then at once: most of what it costs is to
        read its weights.  The limits look at the last frames, and are asked in every one.
        """
        if self._looks is None:
            assert self._limits is not None
            return self._limits.opinions(proposals)
        unjudged = self._unjudged
        unjudged += proposals
        if not unjudged or not self._consensus.decides(time_s, unjudged[0].known_s):
            return []
        self._unjudged = []
        return self._looks.opinions(unjudged)

    def _cycles(self, decided: list[Decided]) -> list[Cycle]:
        cycles: list[Cycle] = []
        self.decided = []
        for agreed in decided:
            each = agreed
            if agreed.counts or agreed.is_attempt:
                each, cycle = self._cycle(agreed)
                if self._is_told(cycle):
                    continue
                if each.counts or each.is_attempt:
                    self._told = cycle
                    self._last_end_s = _latest(self._last_end_s, cycle.end_s)
                    cycles.append(cycle)
            self.decided.append(each)
        return cycles

    def _is_told(self, cycle: Cycle) -> bool:
        """Whether the exercise's own signal shows the movement that was told last.

        Two signals may see the halves of one movement, as a hand that leaves before its elbow.
        """
        last = self._told
        if last is None or last.reason is not None or last.side != cycle.side:
            return False
        turns_within = (
            last.start_s <= cycle.turn_s <= last.end_s
            and cycle.start_s <= last.turn_s <= cycle.end_s
        )
        return turns_within or self._stays_out(last, cycle)

    def _stays_out(self, last: Cycle, cycle: Cycle) -> bool:
        """Whether the exercise's own signal goes out once for two movements, and shows not both.

        A limb that is misread on the way out of a rep looks like a rep of its own.
        """
        if not (math.isnan(last.range) or math.isnan(cycle.range)):
            return False
        first, second = sorted((last, cycle), key=lambda each: each.turn_s)
        path = self._phases[cycle.side or self._near].path(first.start_s, second.turn_s)
        out = [height for time_s, height in path if time_s >= first.turn_s]
        if not out:
            return False
        low, turned = path[0][1], out[0]
        return turned - low >= self._rep.min_range and min(out) > (low + turned) / 2

    def _cycle(self, agreed: Decided) -> tuple[Decided, Cycle]:
        """What was agreed on, beside the person's own range, and as the rep signal shows it."""
        side, alone = self._working_side(agreed)
        path = self._phases[side].path(agreed.start_s - BEFORE_S, math.inf)
        # What was less clear is decided later, and may have been done before what was counted.
        ended_s = self._last_end_s if self._last_end_s <= agreed.turn_s else NAN
        shown = shown_in(path, agreed, ended_s)
        if shown is None or shown.range < SEEN_SHARE * self._rep.min_range:
            reason = None if agreed.counts else AttemptReason.SHALLOW
            return agreed, Cycle(
                agreed.start_s,
                agreed.turn_s,
                agreed.end_s,
                NAN,
                reason,
                tempo_of(None, ended_s),
                alone,
                agreed.confidence,
                self._visibility(alone, agreed),
            )
        # Where limits say what counts, what does not reach them is none, however often it is done.
        weighed = agreed if self._limits else self._own_range.weighed(agreed, shown.range)
        weighed = replace(weighed, range=shown.range)
        if weighed.counts:
            self._phases[side].learn(shown.low, shown.high)
        timing = timing_of(shown.path, shown.start_s, shown.turn_s, shown.end_s, ended_s)
        start_s, turn_s, end_s = (
            (timing.since_s, timing.turn_s, timing.until_s)
            if timing
            else (shown.start_s, shown.turn_s, shown.end_s)
        )
        return weighed, Cycle(
            start_s if math.isnan(ended_s) else max(start_s, min(ended_s, turn_s)),
            turn_s,
            end_s,
            shown.range,
            None if weighed.counts else AttemptReason.SHALLOW,
            tempo_of(timing, ended_s),
            alone,
            weighed.confidence,
            self._visibility(alone, agreed),
        )

    def _working_side(self, decided: Decided) -> tuple[Side, Side | None]:
        """The side whose signal shows a movement, and whether it made it alone."""
        near = self._near
        if not self._each:
            return near, None
        far: Side = "right" if near == "left" else "left"
        moved = {
            side: _moved(self._phases[side].path(decided.start_s, decided.end_s)) for side in SIDES
        }
        well = self._is_seen(far, decided.start_s, decided.end_s)
        # Limbs that change places both move all the time: at the turn one is in, the other out.
        leads = self._at_turn(near, decided) - self._at_turn(far, decided)
        if well and abs(leads) >= ALONE_SHARE * max(moved.values()) > 0:
            return (near, near) if leads > 0 else (far, far)
        if moved[far] < ALONE_SHARE * moved[near]:
            return near, near
        return (far, far) if moved[near] < ALONE_SHARE * moved[far] and well else (near, None)

    def _visibility(self, side: Side | None, decided: Decided) -> float:
        """How well a side was seen in a movement, 0 to 1; NaN where it is that of both."""
        seen = [v for t, v in self._seen[side or "left"] if decided.start_s <= t <= decided.end_s]
        return median(seen) if side and seen else NAN

    def _at_turn(self, side: Side, decided: Decided) -> float:
        """How far a side's signal was out where a movement turned; NaN where it is not known."""
        path = self._phases[side].path(decided.turn_s - TURN_S, decided.turn_s + TURN_S)
        return median(height for _, height in path) if path else NAN

    def _note_seen(self, side: Side, time_s: float, visibility: float) -> None:
        seen = self._seen[side]
        seen.append((time_s, visibility))
        if seen[0][0] < time_s - 2 * PATH_S:
            self._seen[side] = [each for each in seen if each[0] >= time_s - PATH_S]


def _latest(ended_s: float, end_s: float) -> float:
    return end_s if math.isnan(ended_s) else max(ended_s, end_s)


def _moved(path: Path) -> float:
    """How far a signal went, but for single wrong frames."""
    heights = sorted(h for _, h in path)
    if len(heights) < 5:
        return 0.0
    edge = len(heights) // 10
    return heights[-1 - edge] - heights[edge]

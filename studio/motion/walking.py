"""Walking: feet that roll from heel to toe and stay where they are planted, swinging arms.

A walk is a list of footfalls; hips, heading and arms follow from them. World as everywhere:
a person without heading looks along -y.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from studio.body.jointed import SIDE_SIGN, SIDES, Floats, rot_z, unit
from studio.motion.timing import Sway, blend, ramp, smooth
from studio.pose.limbs import bent_reach
from studio.pose.rig import Arm, Foot, Rig, Stance

HALF_WIDTH = 0.085  # of the ankles from the middle of the path, metres
STANDING = {"torso_deg": 87.0, "flexion": 4.0, "knee": 5.0, "lean": 0.6}
FIRST = 0.5  # of a step's time passes from the first stir to the first foot in the air
SWING = 0.84  # share of a step's time in which its foot is in the air
GRID_S = 0.03  # between the times for which the height of the hips is found
LIFT = 0.035  # of the sole in the middle of a step, metres
HEEL_UP, TOE_UP = 38.0, 14.0  # degrees, when the foot leaves and when it lands


@dataclass(frozen=True)
class Footfall:
    """Where a foot lands.

    Attributes:
        side: "L" or "R".
        place: middle of the path there (half the feet's distance inwards), metres, (2,).
        heading: the foot is turned to the left, degrees.
        half_width: distance of the ankle from the path, metres.
    """

    side: str
    place: Floats
    heading: float = 0.0
    half_width: float = HALF_WIDTH

    def ankle(self) -> Floats:
        """Place of the ankle on the floor, metres, (2,)."""
        out = rot_z(self.heading) @ np.array([SIDE_SIGN[self.side] * self.half_width, 0.0, 0.0])
        at: Floats = self.place + out[:2]
        return at


@dataclass(frozen=True)
class _Swing:
    """One foot in the air from `start` to `end`; `landing`: toes up when it lands, degrees."""

    start: float
    end: float
    here: Footfall
    there: Footfall
    size: float
    landing: float


class Steps:
    """A person who takes given steps one after the other and then stands.

    Attributes:
        end_s: from then on both feet stand still and the stance is a standing one.
        sway: of the body.
    """

    def __init__(
        self,
        rig: Rig,
        first: Footfall,
        falls: Sequence[Footfall],
        *,
        from_s: float,
        step_s: float,
        rng: np.random.Generator,
        arm_swing: float = 1.0,
    ) -> None:
        """Plan the walk.

        Args:
            rig: who walks.
            first: where both feet stand before (its side does not matter).
            falls: the footfalls, in order; the last two stand side by side.
            from_s: until then nothing moves but the sway.
            step_s: time from step to step.
            rng: source of the sway.
            arm_swing: 1 is usual.
        """
        self.rig, self.from_s, self.step_s, self.arm_swing = rig, from_s, step_s, arm_swing
        self.sway = Sway(rng)
        self._first, self._falls = first, list(falls)
        self.end_s = from_s + step_s * (len(self._falls) + FIRST + 0.6)
        self._planned = self._swings()
        self._clearances: dict[tuple[float, float], float] = {}
        middles, headings = [first.place], [first.heading]
        for before, fall in zip([first, *self._falls], self._falls, strict=False):
            middles.append((before.place + fall.place) / 2.0)
            headings.append((before.heading + fall.heading) / 2.0)
        middles[-1], headings[-1] = self._falls[-1].place, self._falls[-1].heading
        self._keys = np.column_stack([np.array(middles), headings])
        spacing = [np.linalg.norm(b.place - a.place) for a, b in self._pairs()]
        self._stride = np.array([0.0, *spacing[:-1], 0.0])

    def _pairs(self) -> list[tuple[Footfall, Footfall]]:
        return list(zip([self._first, *self._falls], self._falls, strict=False))

    def _ball(self, side: str) -> Floats:
        """From the ankle to the ball of a foot that points along -y, metres, (3,)."""
        ball: Floats = self.rig.body.head(f"toe3-1.{side}") - self.rig.body.head(f"foot.{side}")
        return ball

    def _along(self, t: float) -> float:
        return (t - self.from_s) / self.step_s - FIRST - 0.06

    def _path(self, t: float) -> tuple[Floats, float]:
        """Middle of the hips over the floor, (2,), and heading at a time."""
        s, window = self._along(t), np.linspace(-0.53, 0.53, 12)
        places = np.clip(s + window, 0.0, len(self._keys) - 1.0)
        weights = 1.0 + np.cos(np.pi * window / 0.6)
        found = [
            np.interp(places, np.arange(len(self._keys)), column) @ weights / weights.sum()
            for column in self._keys.T
        ]
        return np.array(found[:2]), float(found[2])

    def _swings(self) -> dict[str, list[_Swing]]:
        made: dict[str, list[_Swing]] = {side: [] for side in SIDES}
        at = {s: replace(self._first, side=s) for s in SIDES}
        for i, fall in enumerate(self._falls):
            here = at[fall.side]
            start = self.from_s + (i + FIRST) * self.step_s
            size = min(1.0, float(np.linalg.norm(fall.place - here.place)) / 0.9)
            closing = i >= len(self._falls) - 1
            landing = 0.0 if closing else TOE_UP * size
            made[fall.side].append(
                _Swing(start, start + SWING * self.step_s, here, fall, size, landing)
            )
            at[fall.side] = fall
        return made

    def foot(self, side: str, t: float) -> tuple[Foot, float]:
        """A foot in the room and the heading it has."""
        swings = self._planned[side]
        if not swings:
            return self._placed(side, replace(self._first, side=side).ankle(), 0.0), 0.0
        now = next((s for s in swings if t < s.end), swings[-1])
        landed = [s for s in swings if s.end <= t]
        if t >= now.start and t < now.end:
            return self._swung(side, now, (t - now.start) / (now.end - now.start))
        stands = landed[-1].there if landed else now.here
        up, pitch = 0.42 * self.step_s, 0.0
        if t < now.start:
            pitch = HEEL_UP * now.size * smooth((t - now.start + up) / up)
        if landed:
            pitch -= landed[-1].landing * (1.0 - smooth((t - landed[-1].end) / (up / 2.0)))
        foot = self._placed(side, stands.ankle(), stands.heading, pitch=pitch, toes=min(0.0, pitch))
        return foot, stands.heading

    def _swung(self, side: str, swing: _Swing, x: float) -> tuple[Foot, float]:
        """The foot in the air, at a share of its way."""
        moved, size = smooth(x), swing.size
        pitch = HEEL_UP * size + 10.0 * size * float(np.sin(np.pi * min(1.0, 2.0 * x)))
        pitch = blend(pitch, -swing.landing, moved)
        toes = pitch * smooth(x / 0.3) if pitch > 0.0 else pitch
        lift = (0.3 + 0.7 * size) * LIFT * float(np.sin(np.pi * x)) ** 2
        heading = blend(swing.here.heading, swing.there.heading, moved)
        at = swing.here.ankle() + (swing.there.ankle() - swing.here.ankle()) * moved
        return self._placed(side, at, heading, pitch=pitch, toes=toes, lift=lift), heading

    def _placed(
        self,
        side: str,
        at: Floats,
        heading: float,
        *,
        pitch: float = 0.0,
        toes: float = 0.0,
        lift: float = 0.0,
    ) -> Foot:
        """A foot that stands on its ball (pitch > 0) or on its heel, where it would stand flat."""
        foot = Foot(np.zeros(3), pitch, toes)
        pivot = self._ball(side) if pitch > 0.0 else np.array([0.0, 0.05, self._ball(side)[2]])
        shift = pivot - foot.turn(side, pitch) @ foot.turn(side, 0.0).T @ pivot
        shift = rot_z(heading) @ shift
        z = self._clearance(round(pitch, 1), round(toes, 1)) + lift
        return Foot(np.array([at[0] + shift[0], at[1] + shift[1], z]), pitch, toes)

    def _clearance(self, pitch: float, toes: float) -> float:
        key = (pitch, toes)
        if key not in self._clearances:
            self._clearances[key] = self.rig.ankle_clearance(pitch, toes)
        return self._clearances[key]

    def stance(self, t: float) -> Stance:
        """The stance at a time; before the first step and after the last one, standing."""
        middle, heading = self._path(t)
        back = rot_z(-heading)
        moving = self._moving(t)
        feet = {}
        for side in SIDES:
            foot, own = self.foot(side, t)
            turned = foot.toe_out + SIDE_SIGN[side] * (own - heading)
            feet[side] = Foot(back @ foot.ankle, foot.pitch, foot.toe_pitch, turned)
        phase = self._along(t) * np.pi
        stride = float(np.interp(self._along(t), np.arange(len(self._stride)), self._stride))
        size = moving * min(1.2, stride / 0.6)
        lead = 1.0 if self._falls[0].side == "L" else -1.0
        hip = back @ np.array([*middle, 0.0])
        hip[0] += 0.018 * lead * -float(np.sin(phase)) * moving + 0.003 * self.sway(t, 0)
        hip[1] += blend(0.009, 0.0, moving)
        hip[2] = float(np.interp(t, *self._heights))
        twist = -4.0 * lead * float(np.cos(phase)) * size
        return Stance(
            hip=hip,
            torso_deg=blend(STANDING["torso_deg"], 85.0, moving) + 0.4 * self.sway(t, 1),
            feet=feet,
            arms={
                s: self._arm(s, t, phase=phase, lead=lead, size=size, moving=moving) for s in SIDES
            },
            flexion=STANDING["flexion"],
            head_pitch=6.0 + 1.5 * self.sway(t, 2),
            head_turn=3.0 * self.sway(t, 3) * (1.0 - moving) - 0.5 * twist,
            twist=twist,
            heading=heading,
        )

    @cached_property
    def _heights(self) -> tuple[Floats, Floats]:
        """Times, and the height of the hips then: what the legs allow, evened out."""
        times = np.arange(self.from_s - 0.5, self.end_s + 0.6, GRID_S)
        highest = np.array([self._highest(float(t)) for t in times])
        width = 2 * round(0.19 * self.step_s / GRID_S) + 1
        padded = np.pad(highest, width - 1, mode="edge")
        low = sliding_window_view(padded, width).min(1)
        bell = np.hanning(width + 2)[1:-1]
        return times, np.convolve(low, bell / bell.sum(), mode="valid")

    def _highest(self, t: float) -> float:
        """As high as both legs, nearly straight, let the hips be, metres."""
        middle, heading = self._path(t)
        moving = self._moving(t)
        half = float(self.rig.body.head("upperleg01.L")[0])
        out = rot_z(heading) @ np.array([half, -0.004, 0.0])
        across = float(self._first.half_width) - half
        standing = bent_reach(self.rig.leg, blend(STANDING["knee"], 12.0, moving))
        heights = [float(np.sqrt(standing**2 - across**2)) + self._clearance(0.0, 0.0)]
        for side in SIDES:
            ankle = self.foot(side, t)[0].ankle
            joint = middle + SIDE_SIGN[side] * out[:2]
            away = float(np.linalg.norm(joint - ankle[:2])) + 0.012 * moving
            reach = bent_reach(self.rig.leg, blend(STANDING["knee"], 3.0, moving))
            heights.append(float(ankle[2]) + float(np.sqrt(reach**2 - away**2)))
        return min(heights)

    def _moving(self, t: float) -> float:
        """1 while walking, 0 while standing."""
        end = 1.0 - ramp(t, self.end_s - self.step_s, self.step_s)
        return ramp(t, self.from_s, 0.8 * self.step_s) * end

    def _arm(
        self, side: str, t: float, *, phase: float, lead: float, size: float, moving: float
    ) -> Arm:
        """An arm that swings against the leg of its side."""
        against = lead * SIDE_SIGN[side]
        swing = 19.0 * against * float(np.cos(phase)) * size * self.arm_swing
        swing += 1.5 * self.sway(t, 4) - 2.0
        sign, a = SIDE_SIGN[side], np.radians(swing)
        bend = np.radians(14.0 + 8.0 * moving + 0.35 * max(0.0, swing))
        upper = unit(np.array([sign * 0.13, -np.sin(a), -np.cos(a)]))
        fore = unit(np.array([sign * 0.05, -np.sin(a + bend), -np.cos(a + bend)]))
        return Arm(upper=upper, fore=fore, index=np.array([-sign * 0.3, -1.0, 0.0]), curl=26.0)


class Walk(Steps):
    """A straight walk along the person's own facing direction.

    `stance(t)` before `from_s` stands at `start_y`, after `end_s` at `end_y`, feet side by side.
    """

    def __init__(
        self,
        rig: Rig,
        start_y: float,
        end_y: float,
        from_s: float,
        rng: np.random.Generator,
        *,
        speed: float = 1.1,
        half_width: float = HALF_WIDTH,
    ) -> None:
        """Plan a walk from `start_y` to `end_y`, which is smaller (the person looks along -y).

        Args:
            rig: who walks.
            start_y: where the walk begins, metres.
            end_y: where it ends, metres.
            from_s: until then nothing moves but the sway.
            rng: source of steps and sway.
            speed: 1.1 is usual.
            half_width: distance of each foot from the middle, metres.
        """
        first = Footfall("L", np.array([0.0, start_y]), 0.0, half_width)
        falls, step = straight(
            rig, first.place, np.array([0.0, end_y]), 0.0, rng, half_width=half_width
        )
        super().__init__(rig, first, falls, from_s=from_s, step_s=step / speed, rng=rng)


def straight(
    rig: Rig,
    start: Floats,
    end: Floats,
    heading: float,
    rng: np.random.Generator,
    *,
    half_width: float = HALF_WIDTH,
) -> tuple[list[Footfall], float]:
    """Footfalls from standing at `start` to standing at `end`, (2,), and the length of a step."""
    length = float(np.linalg.norm(end - start))
    usual = 0.62 * sum(rig.leg)
    count = max(1, round(length / usual))
    side = int(rng.integers(2))
    places = [start + (end - start) * (i / count) for i in range(1, count + 1)]
    falls = []
    for i, place in enumerate([*places, end]):
        width = half_width if i >= count - 1 else min(half_width, HALF_WIDTH)
        falls.append(Footfall(SIDES[(side + i) % 2], place, heading, width))
    return falls, length / count

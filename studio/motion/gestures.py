"""What somebody who stands does with arms and trunk, action after action, drawn by chance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from studio.body.jointed import SIDE_SIGN, SIDES, Floats
from studio.motion.idle import clear
from studio.motion.performance import Performance
from studio.motion.timing import Sway, smooth
from studio.pose.rig import Arm, Rig, Stance

Key = tuple[float, ...]
HANG: Key = (0.12, -0.02, -0.975)
BACKWARDS: Key = (0.2, 1.0, -0.1)
OUTWARDS: Key = (1.0, 0.3, -0.3)
INDEX: Key = (-0.25, -1.0, 0.0)
SIDEWAYS: Key = (0.55, -0.15, 0.0)  # bump of an arm that is raised sideways
FORWARDS: Key = (0.1, -0.6, 0.0)


@dataclass(frozen=True)
class _Move:
    """From `start` to `end` seconds, from one value to another with a bump between."""

    start: float
    end: float
    a: Floats
    b: Floats
    bump: Floats

    def at(self, t: float) -> Floats:
        share = smooth((t - self.start) / (self.end - self.start))
        value: Floats = self.a + (self.b - self.a) * share
        return value + self.bump * (4.0 * share * (1.0 - share))


class Standing:
    """Somebody who stands and moves in ways that follow each other.

    What moves: torso, flexion, twist, bend, head, turn, aside, knee, lean (one number each), and
    for each side hand_, pole_, index_ (three numbers; x is outwards, the hand in arm lengths from
    the shoulder) and curl_.
    """

    def __init__(self, rig: Rig, rng: np.random.Generator) -> None:
        """Stand with the arms hanging.

        Args:
            rig: who stands.
            rng: source of place, pace and sway.
        """
        self.rig, self.rng = rig, rng
        self.sway = Sway(rng)
        self.feet = rig.standing_feet(float(rng.uniform(0.1, 0.17)))
        self._now = float(rng.uniform(0.1, 0.6))
        self._pace = float(rng.uniform(0.85, 1.2))
        self._last: dict[str, Key] = {
            "torso": (87.0,),
            "flexion": (4.0,),
            "twist": (0.0,),
            "bend": (0.0,),
            "head": (5.0,),
            "turn": (0.0,),
            "aside": (0.0,),
            "knee": (5.0,),
            "lean": (0.6,),
        }
        for side in SIDES:
            self._last |= {f"hand_{side}": HANG, f"pole_{side}": BACKWARDS}
            self._last |= {f"index_{side}": INDEX, f"curl_{side}": (24.0,)}
        self._rest = dict(self._last)
        self._moves: dict[str, list[_Move]] = {name: [] for name in self._last}

    def performance(self, duration_s: float) -> Performance:
        """All that was collected, as a performance."""
        return Performance(duration_s=duration_s, stance=self._stance)

    def do(self, actions: list[Callable[[], None]], until_s: float) -> None:
        """Do actions in drawn order, all of them once before any again, until a time."""
        while self._now < until_s:
            for i in self.rng.permutation(len(actions)):
                if self._now < until_s:
                    actions[int(i)]()
                    self._wait(0.0, 0.5)

    def _wait(self, low: float, high: float) -> None:
        self._now += float(self.rng.uniform(low, high)) * self._pace

    def _go(
        self, seconds: float, goals: dict[str, Key], bumps: dict[str, Key] | None = None
    ) -> None:
        """Everything named moves to its goal within so many seconds."""
        end = self._now + seconds * self._pace
        for name, goal in goals.items():
            start, bump = np.array(self._last[name]), np.zeros(len(goal))
            if bumps and name in bumps:
                bump = np.array(bumps[name])
            self._moves[name].append(_Move(self._now, end, start, np.array(goal), bump))
            self._last[name] = goal
        self._now = end

    def _back(self, seconds: float, bump: Key | None = None) -> None:
        """Everything that is elsewhere goes back to rest."""
        moved = {k: v for k, v in self._rest.items() if self._last[k] != v}
        bumps = {k: bump for k in moved if k.startswith("hand")} if bump else None
        self._go(seconds, moved, bumps)

    def _some(self, low: float, high: float) -> float:
        return float(self.rng.uniform(low, high))

    def _side(self) -> tuple[str, float]:
        side = SIDES[int(self.rng.integers(2))]
        return side, SIDE_SIGN[side]

    def overhead(self) -> None:
        """Both arms up, the back a little hollow, and down again."""
        bump = SIDEWAYS if self.rng.random() < 0.6 else FORWARDS
        wide, high = self._some(-0.12, 0.25), self._some(0.93, 0.985)
        up: dict[str, Key] = {"torso": (self._some(88.0, 94.0),), "flexion": (-2.0,)}
        up["head"] = (self._some(-22.0, 0.0),)
        bumps = {}
        for s in SIDES:
            up |= {f"hand_{s}": (wide, -0.05, high), f"pole_{s}": (1.0, -0.1, 0.3)}
            up |= {f"index_{s}": (-0.3, 1.0, 0.0), f"curl_{s}": (self._some(4.0, 20.0),)}
            bumps[f"hand_{s}"] = bump
        self._go(self._some(0.8, 1.1), up, bumps)
        self._wait(0.2, 0.9)
        self._back(self._some(0.7, 1.0), SIDEWAYS)

    def side_bend(self) -> None:
        """One arm overhead, the trunk bent to the other side."""
        side, sign = self._side()
        other = next(s for s in SIDES if s != side)
        size = self._some(18.0, 34.0)
        self._go(
            self._some(0.8, 1.0),
            {
                f"hand_{side}": (-0.1, -0.08, 0.95),
                f"pole_{side}": (1.0, -0.1, 0.4),
                f"index_{side}": (-0.3, 1.0, 0.0),
                f"hand_{other}": (0.3, -0.1, -0.92),
                "bend": (-sign * size,),
                "aside": (sign * 0.05,),
                "turn": (self._some(-10.0, 10.0),),
            },
            {f"hand_{side}": SIDEWAYS},
        )
        self._wait(0.3, 0.9)
        self._back(self._some(0.8, 1.0), SIDEWAYS)

    def toes(self) -> None:
        """Down towards the toes and up again; a few springs below, sometimes."""
        torso, round_back = self._some(-16.0, 22.0), self._some(28.0, 48.0)
        down: dict[str, Key] = {
            "torso": (torso,),
            "flexion": (round_back,),
            "knee": (self._some(6.0, 24.0),),
            "lean": (self._some(11.0, 15.0),),
            "head": (self._some(75.0, 105.0),),
        }
        for s in SIDES:
            down[f"hand_{s}"] = (self._some(-0.04, 0.04), self._some(-0.25, 0.0), -0.96)
        self._go(self._some(1.0, 1.4), down)
        for _ in range(int(self.rng.integers(0, 3))):
            self._go(0.35, {"torso": (torso + 7.0,)})
            self._go(0.35, {"torso": (torso,)})
        self._wait(0.2, 0.7)
        self._back(self._some(1.0, 1.4))

    def turn_trunk(self) -> None:
        """Arms half raised, the trunk turned to one side and to the other."""
        size = self._some(25.0, 42.0)
        up: dict[str, Key] = {}
        for s in SIDES:
            up |= {f"hand_{s}": (-0.05, -0.55, -0.08), f"pole_{s}": (1.0, 0.1, -0.2)}
            up |= {f"index_{s}": (0.0, -0.4, 1.0)}
        self._go(0.6, up)
        _, sign = self._side()
        for way in (sign, -sign):
            self._go(self._some(0.5, 0.7), {"twist": (way * size,), "turn": (way * 15.0,)})
            self._wait(0.0, 0.3)
        self._back(0.8)

    def gesture(self) -> None:
        """Both hands before the belly, moving as with speech."""
        for _ in range(int(self.rng.integers(2, 5))):
            goals: dict[str, Key] = {
                "head": (self._some(0.0, 12.0),),
                "turn": (self._some(-20.0, 20.0),),
                "aside": (self._some(-0.03, 0.03),),
                "twist": (self._some(-8.0, 8.0),),
            }
            for s in SIDES:
                at = (self._some(-0.1, 0.45), self._some(-0.62, -0.4), self._some(-0.62, -0.2))
                goals |= {f"hand_{s}": at, f"pole_{s}": (0.7, 0.7, -0.6)}
                goals[f"index_{s}"] = (self._some(-0.6, 0.2), -0.5, self._some(0.4, 1.0))
                goals[f"curl_{s}"] = (self._some(4.0, 34.0),)
            self._go(self._some(0.35, 0.65), goals)
            self._wait(0.0, 0.25)
        self._back(self._some(0.6, 0.9))

    def raise_arm(self) -> None:
        """One arm up, with a wave, and down."""
        side, _ = self._side()
        up: dict[str, Key] = {
            f"pole_{side}": (1.0, 0.0, -0.5),
            f"index_{side}": (-1.0, 0.0, 0.2),
            f"curl_{side}": (6.0,),
            f"hand_{side}": (0.35, -0.25, self._some(0.5, 0.85)),
        }
        self._go(self._some(0.6, 0.8), up, {f"hand_{side}": FORWARDS})
        for _ in range(int(self.rng.integers(1, 4))):
            for x in (0.5, 0.2):
                self._go(0.22, {f"hand_{side}": (x, -0.25, self._last[f"hand_{side}"][2])})
        self._back(self._some(0.6, 0.9), FORWARDS)

    def scratch(self) -> None:
        """A hand at the head."""
        side, sign = self._side()
        spot = np.array([-0.05, -0.2, 0.5])
        goal: dict[str, Key] = {
            f"hand_{side}": tuple(spot),
            f"pole_{side}": (1.0, 0.0, -0.25),
            f"index_{side}": (-0.3, -0.9, 0.5),
            "head": (self._some(6.0, 16.0),),
            "turn": (sign * self._some(4.0, 14.0),),
        }
        self._go(self._some(0.7, 0.9), goal, {f"hand_{side}": (0.15, -0.25, 0.0)})
        for _ in range(int(self.rng.integers(2, 5))):
            for up in (0.04, 0.0):
                self._go(0.16, {f"hand_{side}": tuple(spot + np.array([0.0, up, up]))})
        self._back(self._some(0.7, 0.9), (0.15, -0.25, 0.0))

    def hands_on_hips(self) -> None:
        """Both hands on the hips, the weight on one leg."""
        _, sign = self._side()
        goal: dict[str, Key] = {"aside": (sign * self._some(0.02, 0.05),)}
        for s in SIDES:
            goal |= {f"hand_{s}": (0.1, 0.0, -0.78), f"pole_{s}": (1.0, 0.6, 0.0)}
            goal |= {f"index_{s}": (-0.7, -0.7, -0.3)}
        self._go(self._some(0.6, 0.8), goal, {f"hand_{s}": (0.12, -0.05, 0.0) for s in SIDES})
        self._go(self._some(0.5, 0.9), {"turn": (self._some(-25.0, 25.0),)})
        self._wait(0.2, 0.7)
        self._back(self._some(0.6, 0.8), (0.12, -0.05, 0.0))

    def _value(self, name: str, t: float) -> Floats:
        begun = [m for m in self._moves[name] if m.start <= t]
        return begun[-1].at(t) if begun else np.array(self._rest[name])

    def _stance(self, t: float) -> Stance:
        sway, rig = self.sway, self.rig

        def one(name: str) -> float:
            return float(self._value(name, t)[0])

        hip = rig.hip_over_feet(self.feet, one("knee") + 0.5 * sway(t, 0), one("lean"))
        aside = one("aside") + 0.004 * sway(t, 1)
        hip += np.array([aside, 0.0, -0.3 * abs(aside) - 0.003])
        return Stance(
            hip=hip,
            torso_deg=one("torso") + 0.4 * sway(t, 2),
            feet=self.feet,
            arms={side: self._arm(side, t) for side in SIDES},
            flexion=one("flexion"),
            head_pitch=one("head") + 1.2 * sway(t, 3),
            head_turn=one("turn") + 2.0 * sway(t, 4),
            twist=one("twist") + 0.6 * sway(t, 5),
            bend=one("bend"),
        )

    def _arm(self, side: str, t: float) -> Arm:
        mirror = np.array([SIDE_SIGN[side], 1.0, 1.0])
        reach = self.rig.upper_arm + self.rig.forearm
        wander = np.array([0.0, 0.004 * self.sway(t, 6), 0.004 * self.sway(t, 7)])
        return Arm(
            target=clear(self._value(f"hand_{side}", t)) * mirror * reach + wander,
            from_shoulder=True,
            pole=self._value(f"pole_{side}", t) * mirror,
            index=self._value(f"index_{side}", t) * mirror,
            curl=float(self._value(f"curl_{side}", t)[0]),
        )

"""Movements whose key postures are data: any kind of `studio/kinds`, in any style."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from studio.body.jointed import Floats
from studio.kinds.reading import Kind, Step, Variant, habits, kinds, shared_postures, with_arms
from studio.motion.arriving import placed, shifted, turn, walk
from studio.motion.performance import Carried, Performance
from studio.motion.script import Script
from studio.motion.timing import Stroke
from studio.pose.posture import (
    AT,
    COLUMNS,
    HELD_COLUMNS,
    Fitted,
    columns,
    mirrored,
    side_columns,
    stance,
)
from studio.pose.rig import Rig
from studio.scene.specs import Scene

SHALLOW = 0.7  # a stroke that goes less than this share of the way is an attempt
USUAL_S = 9.0  # of what has no reps, unless the scene says
PERSON_DEG, POSTURE_DEG = 5.0, 3.0  # deviations between people, and between their postures
PERSON_M = 0.012
_ARMS = ("arm_ahead", "arm_out", "fore_ahead", "fore_out")
_VARIED = (*_ARMS, "torso", "flexion", "head", "grip", "knee_out")
_PLACED = ("hip_ahead", "hip_up")
_WHOLE = (*HELD_COLUMNS, "with_trunk", "curl", "heading")


class Keyed:
    """A scene of a kind, planned."""

    def __init__(self, scene: Scene, rig: Rig, variant: Variant | None = None) -> None:
        """Draw how this person does it, and plan what is done when.

        Args:
            scene: what is done.
            rig: the body that does it.
            variant: done in place of the one that the scene names.
        """
        self.scene, self.rig, m = scene, rig, scene.motion
        self.kind: Kind = kinds()[scene.exercise]
        self.variant: Variant = variant or self.kind.variant(m.variant)
        self._rng = np.random.default_rng([scene.seed, 11])
        self._fitted = Fitted(rig)
        self._presets = self._arms()
        self._rows = self._varied(self._fitted.rows(self._postures()))
        self._shared = self._fitted.rows(
            {name: p for name, p in shared_postures().items() if name in self._on_the_way()}
        )
        self._gain = float(self._rng.uniform(*self.variant.amplitude)) * m.size
        self._reps: list[Stroke] = []
        self._attempts: list[Stroke] = []
        self._spans: list[tuple[float, float]] = []
        self._swapped = self.variant.mirror in ("set", "once") and self._rng.random() < 0.5
        if self._swapped:
            self._rows = {name: mirrored(row) for name, row in self._rows.items()}
            self._shared = {name: mirrored(row) for name, row in self._shared.items()}
        self._plan()

    # ---- postures

    def _on_the_way(self) -> set[str]:
        way, _ = habits().ways[self.variant.base]
        return {"stand", "reach_down", *(step.to for step in way)}

    def _arms(self) -> dict[str, dict[str, object]]:
        return {name: dict(table) for name, table in habits().arms.items()}

    def _postures(self) -> dict[str, dict[str, object]]:
        made = {name: dict(p) for name, p in self.variant.postures.items()}
        if self.variant.arms:
            drawn = self.variant.arms[int(self._rng.integers(len(self.variant.arms)))]
            made = {name: with_arms(p, self._presets[drawn]) for name, p in made.items()}
        return made

    def _varied(self, rows: dict[str, Floats]) -> dict[str, Floats]:
        """Each person has an own way of every posture; what is held or planted stays."""
        loose, rng = self.variant.loose, self._rng
        person = self._odd(loose, rng)
        made = {}
        for name, row in rows.items():
            own = 0.0 if name == "start" else POSTURE_DEG / PERSON_DEG
            varied = row + person + own * self._odd(loose, rng)
            for side in "LR":
                if row[AT[f"held.{side}"]] > 0.0:
                    arm = side_columns(side, _ARMS)
                    varied[arm] = row[arm]
            made[name] = varied
        return made

    def _odd(self, loose: float, rng: np.random.Generator) -> Floats:
        row = np.zeros(len(COLUMNS))
        for name in _VARIED:
            size = PERSON_DEG * loose * (0.5 if name in ("torso", "flexion") else 1.0)
            both = rng.standard_normal() * size
            for column in columns(name):
                row[column] = both + 0.3 * size * rng.standard_normal()
        for name in _PLACED:
            row[AT[name]] = PERSON_M * loose * rng.standard_normal()
        row[AT["hip_up"]] = -abs(row[AT["hip_up"]])
        return row

    # ---- the plan

    def _plan(self) -> None:
        m, rng = self.scene.motion, self._rng
        way, behind = habits().ways[self.variant.base]
        self._stand = shifted(self._shared["stand"], -behind * self._fitted.unit)
        start = self._rows["start"]
        script = self._script = Script(start)
        enters = m.enter or "there"
        if enters != "there":
            script = self._script = Script(self._stand)
            if enters == "walk":
                script = self._walk_in()
            self._wait(m.lead_s, standing=True)
            if enters == "weights":
                self._reach_down()
            self._follow(way)
            script.go(start, float(rng.uniform(0.7, 1.4)), steps=True)
        self._ready_s = script.now
        self._wait(m.pause_s if enters != "there" else m.lead_s, standing=False)
        if self.variant.path:
            self._do_reps()
        else:
            self._do_actions()
        self._wait(m.tail_s, standing=False)
        self._spans.append((self._ready_s, script.now))
        if m.leave not in ("", "there"):
            self._follow(way[-2::-1] if way else (), start_too=bool(way))
            script.go(self._stand, float(rng.uniform(0.8, 1.5)), 0.2, steps=True)
            if m.leave == "weights":
                self._reach_down()
            if m.leave == "walk":
                self._walk_off()
            self._wait(0.5, standing=True)
        lag = m.lag_s if self.variant.lag else 0.0
        self._played = script.played(rng, sway=m.sway, lag_s=lag)

    def _follow(self, way: Sequence[Step], *, start_too: bool = False) -> None:
        pace = float(self._rng.uniform(0.8, 1.4))
        for step in way:
            own = step.to == self.variant.base and not start_too
            row = self._rows["start"] if own and step.to in self._rows else self._shared[step.to]
            self._script.go(row, step.share * pace, step.hold * pace, steps=True)

    def _reach_down(self) -> None:
        rng = self._rng
        down = shifted(self._shared["reach_down"], float(self._stand[AT["foot_ahead.L"]]))
        for _ in range(int(rng.integers(1, 3))):
            self._script.go(down, float(rng.uniform(0.7, 1.3)), float(rng.uniform(0.1, 0.5)))
            self._script.go(self._stand, float(rng.uniform(0.7, 1.3)), float(rng.uniform(0.0, 0.6)))

    def _walk_in(self) -> Script:
        rng, stand = self._rng, self._stand
        goal = (float(stand[AT["hip_ahead"]]), 0.0)
        angle = np.radians(
            rng.choice([0.0, 0.0, 75.0, -75.0, 150.0]) + 15.0 * rng.standard_normal()
        )
        far = float(rng.uniform(1.2, 2.6))
        start = (goal[0] - far * float(np.cos(angle)), -far * float(np.sin(angle)))
        begins = placed(self._shared["stand"], *start, float(np.degrees(angle)))
        self._script = Script(begins)
        heading = walk(self._script, self._shared["stand"], start, goal, rng)
        turn(self._script, self._shared["stand"], goal, heading, 0.0)
        self._script.go(stand, 0.3)
        return self._script

    def _walk_off(self) -> None:
        rng = self._rng
        here = (float(self._stand[AT["hip_ahead"]]), 0.0)
        heading = float(rng.uniform(-130.0, 130.0))
        far, angle = float(rng.uniform(1.0, 2.2)), np.radians(heading)
        turn(self._script, self._shared["stand"], here, 0.0, heading)
        goal = (here[0] + far * float(np.cos(angle)), far * float(np.sin(angle)))
        walk(self._script, self._shared["stand"], here, goal, rng)

    def _wait(self, seconds: float, *, standing: bool) -> None:
        """Stay, and now and then do something small with hands that are free."""
        script, rng, until = self._script, self._rng, self._script.now + seconds
        row = script.row
        free = standing or (self.variant.fidgets and not row[columns("held")].any())
        while until - script.now > 1.8 and free and rng.random() < 0.8 * self.scene.motion.fidget:
            script.wait(float(rng.uniform(0.0, 0.6)))
            self._fidget(row, until)
        script.wait(until - script.now)

    def _fidget(self, row: Floats, until: float) -> None:
        script, rng = self._script, self._rng
        names = list(habits().fidgets)
        pace = float(rng.uniform(0.7, 1.3))
        for step in habits().fidgets[names[int(rng.integers(len(names)))]]:
            if until - script.now < step.share * pace + 0.5:
                break
            script.go(self._with_arms(row, step.to), step.share * pace, step.hold * pace)
        script.go(row, float(rng.uniform(0.4, 0.8)))

    def _with_arms(self, row: Floats, preset: str) -> Floats:
        said, made = self._presets[preset], row.copy()
        for side, name in (("L", "left"), ("R", "right")):
            own = {**said, **said.get(name, {})}  # type: ignore[dict-item]
            for part in ("arm", "fore"):
                if part in own:
                    made[AT[f"{part}_ahead.{side}"]], made[AT[f"{part}_out.{side}"]] = own[part]  # type: ignore[misc]
        made[AT["turn"]] += float(self._rng.uniform(-25.0, 25.0))
        return made

    # ---- reps

    def _do_reps(self) -> None:
        m, rng = self.scene.motion, self._rng
        sides = self.variant.sides[int(rng.integers(len(self.variant.sides)))]
        first = int(rng.integers(2))
        for number in range(1, m.reps + 1):
            tired = m.fatigue * (number - 1) / max(1, m.reps - 1)
            size = self._gain * (1.0 - tired / 4.0) * (1.0 + 0.4 * m.variety * _odd(rng))
            if number in m.partial:
                size *= m.partial_share
            side = sides if sides != "alternate" else ("left", "right")[(first + number) % 2]
            if self._swapped:
                side = {"left": "right", "right": "left"}.get(side, side)
            other_way = self.variant.mirror == "alternate" and (first + number) % 2 == 1
            whole = m.tempo_s * (1.0 + tired) * max(0.5, 1.0 + m.variety * _odd(rng))
            if self.variant.mirror == "alternate" and side == "both":
                led: str = "right" if other_way else "left"
            else:
                led = side
            self._rep(size, side, whole, led=led, mirrored_way=other_way)
            if number < m.reps:
                self._between(number, tired)

    def _between(self, number: int, tired: float) -> None:
        m, rng = self.scene.motion, self._rng
        if number in m.rest_after:
            self._wait(m.rest_s * float(rng.uniform(0.8, 1.2)), standing=False)
        elif rng.random() < 0.3 * m.fidget:
            self._wait(float(rng.uniform(1.9, 3.0)), standing=False)
        elif tired:
            self._script.wait(0.5 * tired * float(rng.uniform(0.0, 1.0)) * m.tempo_s)

    def _rep(self, size: float, side: str, whole: float, *, led: str, mirrored_way: bool) -> None:
        """One stroke; `led` is the side that its truth names."""
        script, rng, m = self._script, self._rng, self.scene.motion
        share = self._shares(size, side)
        rest, start_s = self._rows["start"], script.now
        odd = np.exp(0.8 * m.variety * rng.standard_normal(2 * len(self.variant.path)))
        top_s = leave_s = start_s
        for i, step in enumerate(self.variant.path):
            goal = rest + share * (self._rows[step.to] - rest)
            if mirrored_way and step.to != "start":
                goal = mirrored(goal)
            hold = step.hold * whole * float(odd[2 * i])
            self._move(goal, step.share * whole * float(odd[2 * i + 1]))
            if step.to == self.variant.turn and top_s == start_s:
                top_s = script.now
                if rng.random() < m.bounce:
                    self._spring(rest, goal)
                script.wait(hold)
                leave_s = script.now
            elif i < len(self.variant.path) - 1:
                script.wait(hold)
        stroke = Stroke(start_s, top_s, leave_s, script.now, min(size, 1.0), side=led)
        script.wait(self.variant.path[-1].hold * whole)
        (self._reps if size >= SHALLOW else self._attempts).append(stroke)

    def _shares(self, size: float, side: str) -> Floats:
        """By what share of the way from the start each number goes, (columns,)."""
        m, made = self.scene.motion, np.full(len(COLUMNS), size)
        names = {
            "arms": (*_ARMS, "grip"),
            "legs": ("foot_ahead", "foot_x", "foot_up", "foot", "toe", "knee", "knee_out"),
        }
        own = names.get(self.variant.sided, (*names["arms"], *names["legs"]))
        if side != "both":
            made[:] = size * self.variant.body_with_side
            made[side_columns("L" if side == "left" else "R", own)] = size
            made[side_columns("R" if side == "left" else "L", own)] = 0.0
        elif m.uneven:
            made[side_columns("R" if m.uneven > 0.0 else "L", _ARMS)] *= 1.0 - abs(m.uneven)
        made[columns(*_WHOLE)] = 1.0
        return made

    def _move(self, goal: Floats, seconds: float) -> None:
        """Go somewhere, perhaps in jerks."""
        script, rng = self._script, self._rng
        if rng.random() < self.scene.motion.jerk:
            start, stops = script.row, int(rng.integers(1, 3))
            for share in np.sort(rng.uniform(0.2, 0.85, stops)):
                script.go(start + share * (goal - start), 0.7 * seconds / (stops + 1))
                script.wait(float(rng.uniform(0.04, 0.2)))
            seconds = 0.7 * seconds / (stops + 1)
        script.go(goal, seconds)

    def _spring(self, rest: Floats, goal: Floats) -> None:
        rng = self._rng
        for _ in range(int(rng.integers(1, 3))):
            back = float(rng.uniform(0.08, 0.22))
            self._script.go(goal + back * (rest - goal), float(rng.uniform(0.12, 0.25)))
            self._script.go(goal, float(rng.uniform(0.12, 0.25)))

    # ---- what has no reps

    def _do_actions(self) -> None:
        m, rng, script = self.scene.motion, self._rng, self._script
        until = script.now + (m.hold_s or USUAL_S)
        names, start = list(self.variant.actions), self._rows["start"]
        while script.now < until:
            path = self.variant.actions[names[int(rng.integers(len(names)))]]
            pace = m.tempo_s / 2.0 * float(rng.uniform(0.75, 1.4))
            size = self._gain * float(rng.uniform(0.75, 1.1))
            way = rng.random() < 0.5 and self.variant.mirror not in ("", "once")
            share = self._shares(size, "both")
            for step in path:
                goal = start + share * (self._rows[step.to] - start)
                goal = mirrored(goal) if way else goal
                self._move(goal, step.share * pace)
                script.wait(step.hold * pace * float(rng.uniform(0.5, 1.5)))
            script.wait(float(rng.choice([0.0, rng.uniform(0.0, 1.5)])))

    def performance(self) -> Performance:
        """What is done."""

        def one(t: float) -> object:
            return stance(self._played.rows(np.array([t]))[0])

        return Performance(
            duration_s=self._script.now,
            stance=one,  # type: ignore[arg-type]
            reps=self._reps,
            attempts=self._attempts,
            holds=list(self._spans) if self.variant.hold else [],
            exercising=self._spans,
            dumbbells=Carried() if self.variant.weights else None,
            stacked=lambda times: stance(self._played.rows(times)),
        )


def _odd(rng: np.random.Generator) -> float:
    return float(np.clip(rng.standard_normal(), -2.0, 2.0))

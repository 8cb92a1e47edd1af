"""What people do who do not exercise: they walk to and fro, stretch, talk. Nothing counts."""

from __future__ import annotations

import numpy as np

from studio.body.jointed import Floats
from studio.motion.gestures import Standing
from studio.motion.performance import Performance
from studio.motion.walking import HALF_WIDTH, Footfall, Steps, straight
from studio.pose.rig import Rig, Stance
from studio.scene.specs import MotionSpec, Scene

USUAL_S = 7.0
UNSAID_S = MotionSpec().hold_s  # a scene that says nothing about the length


def length(scene: Scene) -> float:
    """How long a clip of everyday life is, seconds."""
    said = scene.motion.hold_s
    return said if said > 0.0 and said != UNSAID_S else USUAL_S


def everyday(scene: Scene, rig: Rig) -> Performance:
    """The performance of walk, stretch or talk."""
    rng = np.random.default_rng([scene.seed, 7])
    made = {"walk": _walk, "stretch": _stretch, "talk": _talk}[scene.exercise]
    return made(scene, rig, rng)


def _walk(scene: Scene, rig: Rig, rng: np.random.Generator) -> Performance:
    """Across the room, a turn on the spot, and back, until the clip is over."""
    duration, heading = length(scene), 0.0
    reach = float(rng.uniform(1.7, 2.4))
    at = np.array([0.0, reach / 2.0])
    stages: list[Steps] = []
    t = float(rng.uniform(0.1, 0.5)) if rng.random() < 0.6 else -float(rng.uniform(0.6, 1.2))
    while t < duration:
        ahead = np.array([np.sin(np.radians(heading)), -np.cos(np.radians(heading))])
        goal = at + ahead * reach * float(rng.uniform(0.8, 1.0) if stages else 1.0)
        first = Footfall("L", at, heading)
        falls, step = straight(rig, at, goal, heading, rng)
        pace = float(rng.uniform(0.85, 1.25))
        swing = float(rng.uniform(0.7, 1.3))
        walk = Steps(rig, first, falls, from_s=t, step_s=step / pace, rng=rng, arm_swing=swing)
        way = 1.0 if rng.random() < 0.5 else -1.0
        turning = _turn(goal, heading, way)
        t = walk.end_s + max(0.0, float(rng.uniform(-0.4, 0.5)))
        turn = Steps(
            rig,
            Footfall("L", goal, heading),
            turning,
            from_s=t,
            step_s=float(rng.uniform(0.36, 0.48)),
            rng=rng,
            arm_swing=0.0,
        )
        stages += [walk, turn]
        walk.sway = turn.sway = stages[0].sway
        at, heading, t = (
            goal,
            heading + 180.0 * way,
            turn.end_s + max(0.0, float(rng.uniform(-0.4, 0.3))),
        )

    def stance(now: float) -> Stance:
        begun = [s for s in stages if s.from_s <= now]
        return (begun[-1] if begun else stages[0]).stance(now)

    return Performance(duration_s=duration, stance=stance)


def _turn(at: Floats, heading: float, way: float) -> list[Footfall]:
    """Steps on the spot that turn by 180 degrees, to the left with `way` 1, else to the right."""
    inner, outer = ("L", "R") if way > 0.0 else ("R", "L")
    turned = ((inner, 50.0), (outer, 80.0), (inner, 130.0), (outer, 180.0), (inner, 180.0))
    wide = (1.15, 1.15, 1.15, 1.0, 1.0)
    return [
        Footfall(side, at, heading + way * angle, HALF_WIDTH * w)
        for (side, angle), w in zip(turned, wide, strict=True)
    ]


def _stretch(scene: Scene, rig: Rig, rng: np.random.Generator) -> Performance:
    """Arms overhead, side bends, down towards the toes, a twist; in any order."""
    person = Standing(rig, rng)
    if rng.random() < 0.5:
        person.overhead()
    person.toes()
    person.do([person.overhead, person.side_bend, person.turn_trunk, person.toes], length(scene))
    return person.performance(length(scene))


def _talk(scene: Scene, rig: Rig, rng: np.random.Generator) -> Performance:
    """Gestures with both hands, a raised arm, a scratch, hands on the hips; in any order."""
    person = Standing(rig, rng)
    actions = [person.gesture, person.raise_arm, person.scratch, person.hands_on_hips]
    person.do([person.gesture, *actions], length(scene))
    return person.performance(length(scene))

"""What the person does: a performance gives a stance for every time, and what was done when."""

from __future__ import annotations

from studio.motion.everyday import everyday
from studio.motion.hinged import HANG_FLEXION, Hinged
from studio.motion.idle import idle
from studio.motion.keyed import Keyed
from studio.motion.performance import Performance
from studio.motion.prone_exercises import PUSH_UP_TOP, Supported
from studio.motion.timed import Timed
from studio.pose.rig import Rig
from studio.scene.specs import EVERYDAY, EXERCISES, KEYED, Scene

__all__ = ["HANG_FLEXION", "PUSH_UP_TOP", "Timed", "perform"]


OWN_CLASS = (*EXERCISES, *EVERYDAY)
"""What has a class of its own; a scene that names a variant asks for the data instead."""


def perform(scene: Scene, rig: Rig) -> Performance:
    """The performance that a scene asks for."""
    if scene.exercise in KEYED and (scene.motion.variant or scene.exercise not in OWN_CLASS):
        return Keyed(scene, rig).performance()
    if scene.exercise == "idle":
        return idle(scene, rig)
    if scene.exercise in EVERYDAY:
        return everyday(scene, rig)
    if scene.exercise in ("bent-over-row", "reverse-fly"):
        return Hinged(scene, rig).performance()
    return Supported(scene, rig).performance()

"""Where shirt and bottoms begin and end, how far they stand off, and how loose cloth hangs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.body.jointed import Body, Floats
from studio.drawing.textures import Colour

Ripple = Callable[[float, float], Floats]
"""Size, metres, and number of waves -> wrinkles of the cloth, metres, (n,)."""
TAPER = 0.11  # metres from collar and hem within which hanging cloth comes back to the body
ABOVE_FLOOR = 0.006  # hanging cloth lies on the floor at this height, metres


@dataclass(frozen=True)
class Look:
    """What the person looks like.

    Attributes:
        skin: a tone of `studio.drawing.textures.SKIN_TONES`.
        hair, shirt, bottoms, shoes: colours.
        hair_style: "short", "cropped", "bun" or "ponytail".
        sleeve: sleeve length as part of the upper arm, beyond 1 of the forearm (0: sleeveless).
        bottoms_cut: "long" or "shorts".
        loose: extra width of the shirt, metres.
        hang: how far the shirt's cloth hangs down below the body where it can, metres.
    """

    skin: str = "light"
    hair: Colour = (46, 32, 24)
    hair_style: str = "short"
    shirt: Colour = (178, 40, 44)
    bottoms: Colour = (44, 48, 64)
    bottoms_cut: str = "long"
    shoes: Colour = (205, 205, 210)
    sleeve: float = 0.55
    loose: float = 0.008
    hang: float = 0.0


class Cuts:
    """The cuts of shirt and bottoms on a body at rest.

    Attributes:
        shirt, bottoms: metres from the cloth's ends, negative where there is none, (n,).
        hidden: skin that cloth or shoes cover, (n,).
    """

    def __init__(self, body: Body, look: Look) -> None:
        """Measure the body and cut the cloth.

        Args:
            body: at rest.
            look: which cuts are worn.
        """
        self._look = look
        v = body.vertices
        self._z, self._hip_z = v[:, 2], float(body.head("upperleg01.L")[2])
        self._chest_z = float(body.head("spine01")[2])
        self._is_arm = body.bone_vertices("upperarm", "lowerarm", "wrist", "finger", "metacarpal")
        self._along_arm = _along_arm(body)
        neck = body.head("neck01")
        self._collar = neck[2] + 0.010 - self._z + np.clip(v[:, 1] - neck[1], -0.05, 0.06) * 0.35
        trunk = np.minimum(self._z - (self._hip_z - 0.015), self._collar)
        sleeve = (look.sleeve - self._along_arm) * 0.25
        self.shirt: Floats = np.where(self._is_arm, sleeve, trunk)
        if look.bottoms_cut == "shorts":
            self._leg_end = float(body.head("lowerleg01.L")[2]) + 0.09
        else:
            self._leg_end = float(body.head("foot.L")[2]) + 0.015
        legs = np.minimum(self._hip_z + 0.085 - self._z, self._z - self._leg_end)
        self.bottoms: Floats = np.where(self._is_arm, -1.0, legs)
        in_shoe = body.bone_vertices("toe", "foot") & (self._z < body.head("foot.L")[2] - 0.02)
        covered = (self.shirt > 0.035) & ~self._is_arm  # one can look into a short sleeve
        if look.sleeve > 1.0:
            covered |= self._is_arm & (self.shirt > 0.06)
        self.hidden: NDArray[np.bool_] = covered | (self.bottoms > 0.035) | in_shoe

    def bottoms_offset(self, ripple: Ripple) -> Floats:
        """How far the bottoms stand off the body, metres, (n,)."""
        down = np.clip((self._hip_z - self._z) / (self._hip_z - self._leg_end), 0.0, 1.0)
        flare = 0.016 * down if self._look.bottoms_cut == "shorts" else 0.004 + 0.0 * down
        return 0.004 + flare + ripple(0.0012, 30.0)

    def shirt_offset(self, ripple: Ripple) -> Floats:
        """How far the shirt stands off the body, metres, (n,)."""
        loose, top = self._look.loose, self._chest_z + 0.1
        width = np.clip((top - self._z) / (top - self._hip_z), 0.0, 1.0)
        cuff = np.clip(self._along_arm / 0.5, 0.0, 1.0)
        if self._look.sleeve > 1.0:  # a long sleeve is widest at the elbow and closes at the wrist
            cuff = np.minimum(cuff, np.clip((2.0 - self._along_arm) / 0.7, 0.25, 1.0))
        width = np.where(self._is_arm, cuff, width)
        wrinkle = ripple(0.0016 + 0.2 * min(loose, 0.02), 34.0)
        return 0.009 + loose * (0.4 + width) + wrinkle

    def hang(self) -> Floats:
        """How far the shirt's cloth hangs where it faces straight down, metres, (n,).

        It comes back to the body at collar, cuffs and shoulders, and half the way at the hem.
        """
        hem = 0.35 + 0.65 * _smooth((self._z - self._hip_z) / TAPER)
        trunk = np.minimum(hem, _smooth(self._collar / (1.6 * TAPER)))
        end = min(self._look.sleeve, 1.9)
        inside = _smooth(self._along_arm / 0.3) * _smooth((end - self._along_arm) / 0.3)
        return self._look.hang * np.where(self._is_arm, 0.45 * inside, trunk)


def hung(at: Floats, normal: Floats, far: Floats) -> Floats:
    """Cloth that hangs: where it faces down it sinks, (n, 3), metres, as far as the floor.

    Args:
        at: places, metres, (n, 3).
        normal: unit, outward, (n, 3).
        far: how far cloth that faces straight down hangs, metres, (n,).
    """
    down = far * _smooth(np.clip(-normal[:, 2], 0.0, 1.0) * 1.4)
    sunk = at.copy()
    lowest = np.minimum(at[:, 2], ABOVE_FLOOR)
    sunk[:, 2] = np.maximum(at[:, 2] - down, lowest)
    return sunk


def _smooth(x: Floats) -> Floats:
    """0 below 0, 1 above 1, smoothly between, (n,)."""
    t = np.clip(x, 0.0, 1.0)
    return np.asarray(t * t * (3.0 - 2.0 * t))


def _along_arm(body: Body) -> Floats:
    """Place along the arm, (n,): 0 at the shoulder, 1 at the elbow, 2 at the wrist."""
    v = body.vertices
    mirrored = np.stack([np.abs(v[:, 0]), v[:, 1], v[:, 2]], axis=1)
    shoulder, elbow, wrist = (body.head(f"{b}.L") for b in ("upperarm01", "lowerarm01", "wrist"))
    upper, fore = elbow - shoulder, wrist - elbow
    first = (mirrored - shoulder) @ upper / float(upper @ upper)
    second = 1.0 + (mirrored - elbow) @ fore / float(fore @ fore)
    below = body.bone_vertices("lowerarm", "wrist", "finger", "metacarpal")
    return np.where(below, np.maximum(second, 1.0), np.minimum(first, 1.05))

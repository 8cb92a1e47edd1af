"""Between two stances: a stance that is a share of the way from one to another."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np

from studio.body.jointed import SIDES, Floats, unit
from studio.pose.rig import Arm, Foot, Rig, Stance

_PLAIN = ("feet", "arms")


def mix(rig: Rig, a: Stance, b: Stance, share: float) -> Stance:
    """The stance `share` of the way from `a` to `b` (0 is a, 1 is b); headings must be alike.

    Feet planted alike in both stay planted; hands do so when both stances give the same target.
    """
    if share <= 0.0 or share >= 1.0:
        return a if share <= 0.0 else b
    values = {}
    for f in fields(Stance):
        if f.name not in _PLAIN:
            one, other = getattr(a, f.name), getattr(b, f.name)
            values[f.name] = one + (other - one) * share
    return replace(
        a,
        **values,
        feet={s: _mix_foot(a.feet[s], b.feet[s], share) for s in SIDES},
        arms={s: mix_arm(rig, a.arms[s], b.arms[s], share) for s in SIDES},
    )


def mix_arm(rig: Rig, a: Arm, b: Arm, share: float) -> Arm:
    """The arm `share` of the way from `a` to `b`.

    Raises:
        ValueError: one arm's target is in the room, the other's at the shoulder.
    """
    if share <= 0.0 or share >= 1.0:
        return a if share <= 0.0 else b
    base = replace(
        a,
        index=a.index + (b.index - a.index) * share,
        curl=a.curl + (b.curl - a.curl) * share,
    )
    if a.target is None and b.target is None:
        upper = _between(a.upper, b.upper, share)
        fore = _between(a.fore, b.fore, share)
        hand = _between(_hand(a, unit(a.fore)), _hand(b, unit(b.fore)), share)
        return replace(base, upper=upper, fore=fore, hand=hand)
    if a.target is not None and b.target is not None and a.from_shoulder != b.from_shoulder:
        raise ValueError("one target is in the room, the other at the shoulder")
    target_a, pole_a, fore_a = _reached(rig, a)
    target_b, pole_b, fore_b = _reached(rig, b)
    return replace(
        base,
        target=target_a + (target_b - target_a) * share,
        from_shoulder=a.from_shoulder or b.from_shoulder,
        pole=_between(pole_a, pole_b, share),
        hand=None
        if a.hand is None and b.hand is None
        else _between(_hand(a, fore_a), _hand(b, fore_b), share),
    )


def _mix_foot(a: Foot, b: Foot, share: float) -> Foot:
    return Foot(
        a.ankle + (b.ankle - a.ankle) * share,
        a.pitch + (b.pitch - a.pitch) * share,
        a.toe_pitch + (b.toe_pitch - a.toe_pitch) * share,
        a.toe_out + (b.toe_out - a.toe_out) * share,
    )


def _reached(rig: Rig, arm: Arm) -> tuple[Floats, Floats, Floats]:
    """Wrist (from the shoulder unless given in the room), pole and forearm of an arm."""
    if arm.target is not None:
        return arm.target, unit(arm.pole), unit(arm.target)
    upper, fore = unit(arm.upper), unit(arm.fore)
    wrist = upper * rig.upper_arm + fore * rig.forearm
    out = upper - unit(wrist) * float(upper @ unit(wrist))
    size = float(np.linalg.norm(out))
    return wrist, out / size if size > 1e-4 else np.array([0.0, 1.0, -0.2]), fore


def _hand(arm: Arm, fore: Floats) -> Floats:
    return fore if arm.hand is None else unit(arm.hand)


def _between(a: Floats, b: Floats, share: float) -> Floats:
    """Direction between two that are not opposite, (3,)."""
    mixed: Floats = unit(a) * (1.0 - share) + unit(b) * share
    return unit(mixed)

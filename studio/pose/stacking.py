"""Many stances in one, so that all are solved at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

import numpy as np

from studio.body.jointed import SIDES, Floats
from studio.pose.rig import Arm, Foot, Rig, Stance

_Part = TypeVar("_Part", Arm, Foot)
_LIMBS = ("feet", "arms")


def transforms(rig: Rig, stances: Sequence[Stance], bones: Iterable[str] | None = None) -> Floats:
    """Rest-to-world transforms of bones for many stances, (n, 163, 4, 4), metres.

    Args:
        rig: the body.
        stances: at least one.
        bones: as for `Rig.transforms`.
    """
    wanted = None if bones is None else tuple(bones)
    alike: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, stance in enumerate(stances):
        alike[_form(stance)].append(number)
    out = np.zeros((len(stances), len(rig.body.labels), 4, 4))
    for numbers in alike.values():
        out[numbers] = rig.transforms(_stacked([stances[n] for n in numbers]), wanted)
    return out


def _form(stance: Stance) -> tuple[object, ...]:
    """What stances must have in common to be stacked."""
    arms = [stance.arms[s] for s in SIDES]
    held = [(a.target is None, a.from_shoulder, a.hand is None, a.held < 1.0) for a in arms]
    return (*held, *(stance.feet[s].knee_pole is None for s in SIDES))


def _stacked(stances: Sequence[Stance]) -> Stance:
    """One stance with an axis in front."""
    values: dict[str, Any] = {
        f.name: np.array([getattr(s, f.name) for s in stances])
        for f in fields(Stance)
        if f.name not in _LIMBS
    }
    feet = {s: _part([stance.feet[s] for stance in stances]) for s in SIDES}
    arms = {s: _part([stance.arms[s] for stance in stances]) for s in SIDES}
    return replace(stances[0], **values, feet=feet, arms=arms)


def _part(parts: Sequence[_Part]) -> _Part:
    values: dict[str, Any] = {}
    for f in fields(type(parts[0])):
        first = getattr(parts[0], f.name)
        if first is not None and not isinstance(first, bool):
            values[f.name] = np.array([getattr(part, f.name) for part in parts])
    return replace(parts[0], **values)

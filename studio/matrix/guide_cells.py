"""Clips of the other exercises of the guides: good ones, each fault, and what looks like them.

Each is a kind of `studio/kinds` with some of its variants: what a variant counts as, and which of
the exercise's checks fail in it, is said there.
"""

from __future__ import annotations

from dataclasses import dataclass

from studio.matrix.cast import Table
from studio.matrix.cell import Cell, between, one_of

FRONTAL = ("front", "three-quarter", "side")
SAGITTAL = ("side", "three-quarter", "front")
LOW = ("side", "three-quarter")
OUTLINE = ("front", "three-quarter")
SIDE = ("side",)
FRONT = ("front",)


@dataclass(frozen=True)
class _Guide:
    """An exercise: its usual variants, from where it is filmed, and its faults with their views."""

    good: tuple[str, ...]
    views: tuple[str, ...]
    tempo_s: tuple[float, float]
    faults: dict[str, tuple[str, ...]]
    not_it: tuple[str, ...] = ()
    reps: int = 3
    partial: bool = True


GUIDES: dict[str, _Guide] = {
    "squat": _Guide(
        ("usual", "goblet", "barbell"), SAGITTAL, (1.4, 2.2),
        {"quarter": LOW, "knees-in": FRONT, "leaning": SIDE, "hips-first": SIDE, "heels": SIDE},
    ),
    "squat-jump": _Guide(
        ("usual", "flowing"), SAGITTAL, (1.1, 1.6), {"shallow": LOW}, ("skipping",)
    ),
    "lunge": _Guide(
        ("forward", "backward", "split"), SAGITTAL, (1.6, 2.4),
        {"shallow-split": SIDE, "leaning": SIDE, "knee-ahead": SIDE}, ("side",),
    ),
    "deadlift": _Guide(
        ("barbell", "kettlebell", "romanian"), SAGITTAL, (1.6, 2.4),
        {"rounded": SIDE, "hips-first": SIDE, "squatted": SIDE, "leaning-back": SIDE},
    ),
    "kettlebell-swing": _Guide(
        ("two-hands", "dumbbell"), SAGITTAL, (1.2, 1.7),
        {"overhead": LOW, "squatted": SIDE, "leaning-back": SIDE, "rounded": SIDE}, reps=4,
    ),
    "overhead-press": _Guide(
        ("standing", "barbell", "seated"), FRONTAL, (1.5, 2.4),
        {"not-overhead": FRONTAL, "leaning-back": SIDE},
    ),
    "lateral-raise": _Guide(
        ("standing", "seated"), FRONTAL, (1.3, 2.2), {"too-high": FRONTAL, "swinging": LOW}
    ),
    "lat-pulldown": _Guide(
        ("front", "wide"), SAGITTAL, (1.6, 2.4), {"leaning-back": LOW, "behind-neck": SIDE}
    ),
    "seated-row": _Guide(
        ("close", "wide"), SAGITTAL, (1.6, 2.4), {"leaning-back": LOW, "rounded": SIDE}
    ),
    "band-seated-row": _Guide(
        ("close", "wide"), SAGITTAL, (1.6, 2.4), {"leaning-back": LOW, "rounded": SIDE}
    ),
    "rowing": _Guide(("machine", "band"), LOW, (1.6, 2.4), {"lying-back": LOW}),
    "dumbbell-pullover": _Guide(
        ("bench", "floor"), LOW, (1.6, 2.6), {"bending": SIDE, "hips-rising": SIDE}
    ),
    "plank-arm-lift": _Guide(
        ("ahead",), LOW, (1.4, 2.2), {"sagging": LOW, "piked": LOW, "rolling": OUTLINE}, reps=4
    ),
    "plank-shoulder-tap": _Guide(
        ("shoulder",), LOW, (0.9, 1.5), {"sagging": LOW, "piked": LOW, "rolling": OUTLINE}, reps=5
    ),
    "superman": _Guide(
        ("superman", "bent-arms"), SIDE, (1.8, 3.0), {"bent-knees": SIDE}, ("legs-alone",)
    ),
    "swimming": _Guide(("flat", "slow"), SIDE, (0.9, 1.6), {"bent-knees": SIDE}, reps=6),
    "back-extension": _Guide(("head", "along"), SIDE, (1.6, 2.6), {"too-far": SIDE}),
    "reverse-hip-raise": _Guide(
        ("bench", "ball"), LOW, (1.8, 3.0), {"too-high": SIDE}, ("kicks",)
    ),
    "side-plank": _Guide(
        ("forearm", "hand"), OUTLINE, (1.5, 2.0), {"dropped": OUTLINE}, partial=False
    ),
    "side-jackknife": _Guide(("head",), OUTLINE, (1.6, 2.4), {"rolling": OUTLINE}, ("clam",)),
    "jumping-jack": _Guide(
        ("usual", "wide"), FRONTAL, (0.9, 1.3), {"low-arms": FRONTAL, "narrow": FRONT},
        ("no-legs", "no-arms"), reps=5,
    ),
    "mountain-climber": _Guide(
        ("usual", "running"), LOW, (0.7, 1.0), {"hips-high": LOW, "sagging": LOW}, reps=8
    ),
    "burpee": _Guide(
        ("jump", "push-up", "squat-thrust"), SAGITTAL, (2.8, 3.8), {"piked": LOW},
        ("touching",), reps=2,
    ),
    "sitting-posture": _Guide(
        ("upright",), SIDE, (5.0, 6.0),
        {"slumped": SIDE, "head-forward": SIDE, "leaning": SIDE}, ("reaching",), 1, partial=False,
    ),
    "standing-posture": _Guide(
        ("upright",), SIDE, (5.0, 6.0),
        {"slumped": SIDE, "head-forward": SIDE, "leaning": SIDE}, reps=1, partial=False,
    ),
}  # fmt: skip

LOOK_ALIKES: dict[str, tuple[str, tuple[str, ...]]] = {
    "leaning-seated": ("bench", LOW),
    "sitting-down": ("usual", SAGITTAL),
    "picking-up": ("usual", SAGITTAL),
    "good-morning": ("usual", SAGITTAL),
    "standing-row": ("row", SAGITTAL),
    "front-raise": ("usual", FRONTAL),
    "bench-press": ("floor", LOW),
    "lying-still": ("front", LOW),
    "sit-up": ("crunch", LOW),
    "plank-up-down": ("usual", LOW),
    "high-knees": ("usual", FRONTAL),
}
"""What looks like some of them and is none: a variant of a kind, and from where it is filmed."""

LYING = (
    *("bench-press", "lying-still", "sit-up", "plank-up-down"),
    *("dumbbell-pullover", "plank-arm-lift", "plank-shoulder-tap", "superman", "swimming"),
    *("back-extension", "side-plank", "side-jackknife", "mountain-climber", "rowing"),
    "band-seated-row",
)
"""In these people lie or sit along the floor."""

GOOD, HELD_S = 2, (5.0, 7.0)


def guide_cells() -> tuple[Cell, ...]:
    """The cells of all of them, in order."""
    own = [cell for name, guide in GUIDES.items() for cell in _cells(name, guide)]
    others = [
        Cell(f"not-{kind}", kind, views, 1, _motion(_Guide((), views, (1.6, 2.4), {}), variant),
             part="guide")
        for kind, (variant, views) in LOOK_ALIKES.items()
    ]  # fmt: skip
    return (*own, *others)


def _cells(name: str, guide: _Guide) -> list[Cell]:
    usual = _motion(guide, one_of(*guide.good))
    cells = [Cell(f"{name}-good", name, guide.views, GOOD, usual, part="guide")]
    if guide.partial:
        short = {**usual, "reps": guide.reps + 1, "partial": [2], "partial_share": 0.42}
        cells.append(Cell(f"{name}-partial", name, guide.views, 1, short, part="guide"))
    cells += [
        Cell(f"{name}-{variant}", name, views, 1, _motion(guide, variant), part="guide")
        for variant, views in guide.faults.items()
    ]
    cells += [
        Cell(f"not-{name}-{variant}", name, guide.views, 1, _motion(guide, variant), part="guide")
        for variant in guide.not_it
    ]
    return cells


def _motion(guide: _Guide, variant: object) -> Table:
    return {
        "variant": variant,
        "reps": guide.reps,
        "tempo_s": between(*guide.tempo_s),
        "hold_s": between(*HELD_S),
        "enter": "there",
        "leave": "there",
        "lead_s": between(0.4, 0.8),
        "pause_s": 0.3,
        "tail_s": 0.5,
        "variety": between(0.05, 0.15),
        "sway": between(0.6, 1.6),
    }

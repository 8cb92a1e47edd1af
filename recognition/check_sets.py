"""Sets on which form checks are measured: of each fault that joints show, faulty and good ones.

Each is a variant of a kind that says which checks fail in it, or that none does, seen by a camera
from where the check can be judged.  Checks of the outline of the back have none here, because what
is drawn without pixels has no outline: the rendered clips of `accuracy` show those.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.exercises import Check, load_exercise
from formcheck.measures import MEASURES
from recognition.manifest import Manifest
from recognition.takes import Take, drawn_rng, filmed_by
from studio.kinds.reading import Variant, kinds
from studio.landmarks.sampling import DrawnSet, View, sample_camera, sample_set

MOST_CAMERAS = 200
"""Cameras are drawn until one stands where the check can be judged, at most this many."""

MEASURED = "risk"
"""Checks of this severity are measured on sets of their own."""


@dataclass(frozen=True)
class CheckSource:
    """A set of a variant, seen from one of some views.

    Attributes:
        exercise: Whose reps it shows.
        kind: Of movement.
        variants: Names of those of which one is drawn.
        views: From which it may be seen.
        number: Tells it from others of the same.
    """

    exercise: str
    kind: str
    variants: tuple[str, ...]
    views: tuple[str, ...]
    number: int

    def takes(self, manifest: Manifest) -> Iterator[Take]:
        """What one camera sees of it."""
        name = f"check {self.kind} {self.variants} {self.views}"
        rng = drawn_rng(manifest, name, self.number)
        variant = self.variants[self.number % len(self.variants)]
        drawn = sample_set(self.kind, rng, variant=variant, shapes=manifest.shapes)
        yield filmed_by(_camera(drawn, self.views, rng), drawn, rng)


def check_sources(exercises: Sequence[str], sets: int) -> list[CheckSource]:
    """The sets on which the checks of some exercises are measured.

    Args:
        exercises: Their ids.
        sets: How many faulty and how many good ones there are of each check.
    """
    found: dict[CheckSource, None] = {}
    for exercise in exercises:
        for check in load_exercise(exercise).checks:
            faulty, good = _variants_of(exercise, check)
            if check.severity != MEASURED or not _is_of_joints(check) or not faulty:
                continue
            for group in (faulty, good):
                for number in range(sets):
                    kind, variants = _one_kind(group, number)
                    found[CheckSource(exercise, kind, variants, check.views, number)] = None
    return list(found)


def _variants_of(
    exercise: str, check: Check
) -> tuple[list[tuple[str, Variant]], list[tuple[str, Variant]]]:
    """The variants in which a check fails, and those in which none does, with their kinds."""
    own = [
        (kind.name, variant)
        for kind in kinds().values()
        for variant in kind.variants
        if variant.counted == exercise
    ]
    faulty = [pair for pair in own if check.id in pair[1].faults]
    return faulty, [pair for pair in own if not pair[1].faults]


def _one_kind(group: Sequence[tuple[str, Variant]], number: int) -> tuple[str, tuple[str, ...]]:
    """A kind and its variants, each kind in turn."""
    names = sorted({kind for kind, _ in group})
    name = names[number % len(names)]
    return name, tuple(variant.name for kind, variant in group if kind == name)


def _is_of_joints(check: Check) -> bool:
    measure = MEASURES.get(check.measure)
    return measure is not None and not measure.from_outline


def _camera(drawn: DrawnSet, views: Sequence[str], rng: np.random.Generator) -> View:
    """A camera in one of the views.

    Raises:
        ValueError: None of many stands there.
    """
    for _ in range(MOST_CAMERAS):
        view = sample_camera(drawn, rng)
        if view.camera.view in views:
            return view
    raise ValueError(f"{drawn.truth.kind}: no camera stands at {', '.join(views)}")

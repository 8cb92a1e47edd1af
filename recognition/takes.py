"""Takes to learn from: drawn sets of any kind, sets with form faults, and the tuning clips.

Nobody of the test part is seen: bodies are mixed from the shapes of the tuning part alone.
"""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from formcheck.evaluation.truth.studio_clips import read_truths
from formcheck.pose import Pose
from formcheck.recording import read
from recognition.faulty_sets import faulty_scene
from recognition.manifest import Manifest
from recognition.misread import misread
from studio.kinds.reading import kinds
from studio.landmarks.filming import film, motion_of
from studio.landmarks.sampling import (
    DrawnSet,
    SetTruth,
    TrueRep,
    View,
    sample_camera,
    sample_set,
    true_reps,
)
from studio.performer import Acted

SEVERITIES = (0.25, 0.4, 0.7, 1.0, 1.6)
"""How large the errors of joints are, each as likely; 1 is as measured on drawn clips.  Filmed
people are read better: knees that keep still wander by .02 to .08 right angles in most films, and
by .15 at 1.  Other numbers of theirs are less unlikely beside larger errors; a training with twice
these counts as many clips (the recogniser's card)."""

TUNING = Path(__file__).parents[1] / "accuracy" / "tuning"


@dataclass(frozen=True, eq=False)
class Take:
    """What one camera saw of one set.

    Attributes:
        poses: As they were read.
        counted: The exercise that was done; "" for something else.
        reps: All strokes that were done, those that went too short a way among them.
        seed: Of what is drawn from it.
        view: From where it was seen; "" where nobody wrote it down.
        faults: The exercise's checks that fail in every rep.
        until_s: Before this time nobody can say what a rep is: the weights are taken up.
        from_s: Nor from this time on: they are put down.
        drawn: The whole set that a drawn one shows; None of a clip.
    """

    poses: Sequence[Pose]
    counted: str
    reps: Sequence[TrueRep]
    seed: int
    view: str = ""
    faults: tuple[str, ...] = ()
    until_s: float = 0.0
    from_s: float = math.inf
    drawn: DrawnSet | None = None

    def says(self, turn_s: float) -> bool:
        """Whether it is known what a movement is that turns at this time, seconds."""
        return self.until_s <= turn_s < self.from_s


class TakeSource(Protocol):
    """Something that takes are made of; small, so that it can be sent to another process."""

    @property
    def kind(self) -> str:
        """The kind of movement."""

    def takes(self, manifest: Manifest) -> Iterator[Take]:
        """What cameras see of it."""


@dataclass(frozen=True)
class DrawnSource:
    """A set of a kind, in some body, style and tempo."""

    kind: str
    number: int

    def takes(self, manifest: Manifest) -> Iterator[Take]:
        """What cameras see of it."""
        rng = drawn_rng(manifest, f"drawn {self.kind}", self.number)
        drawn = sample_set(self.kind, rng, shapes=manifest.shapes)
        yield from _filmed(drawn, manifest.cameras_of(self.kind), rng)


@dataclass(frozen=True)
class FaultySource:
    """A set of one of our exercises with a form fault, or the way into it and out of it."""

    kind: str
    number: int

    def takes(self, manifest: Manifest) -> Iterator[Take]:
        """What cameras see of it."""
        rng = drawn_rng(manifest, f"faulty {self.kind}", self.number)
        scene = faulty_scene(self.kind, rng, manifest.shapes)
        acted = Acted(scene)
        truth = SetTruth(self.kind, "", self.kind, (), true_reps(acted.performance), ())
        drawn = DrawnSet(scene, motion_of(acted), truth)
        yield from _filmed(drawn, manifest.cameras_of_class, rng)


@dataclass(frozen=True)
class ClipSource:
    """A drawn clip of the tuning part, as the pose model read it."""

    kind: str
    clip: str

    def takes(self, manifest: Manifest) -> Iterator[Take]:
        """The clip, and the same with further errors."""
        (truth,) = (each for each in read_truths(TUNING) if each.clip == self.clip)
        poses = list(read(truth.path))
        rng = drawn_rng(manifest, f"clip {self.clip}", 0)
        reps = (*_strokes(truth.path, "reps", full=True), *_strokes(truth.path, "attempts"))
        for copy in range(manifest.copies):
            seen = misread(poses, rng) if copy else poses
            yield Take(seen, truth.exercise or "", reps, int(rng.integers(2**31)))


def _strokes(clip: Path, of: str, *, full: bool = False) -> Iterator[TrueRep]:
    truth = json.loads(clip.with_name(clip.name.split(".")[0] + ".json").read_text("utf-8"))
    for stroke in truth.get(of, ()):
        yield TrueRep(stroke["start_s"], stroke["turn_s"], stroke["end_s"], 1.0, "both", full)


def sources(manifest: Manifest) -> list[TakeSource]:
    """Everything that the manifest asks for."""
    drawn = [
        DrawnSource(kind, number)
        for kind in manifest.kinds
        for number in range(manifest.sets_of(kind))
    ]
    faulty = [
        FaultySource(kind, number)
        for kind in manifest.faulty_classes
        for number in range(manifest.faulty_sets)
    ]
    clips = [
        ClipSource(truth.exercise or "something else", truth.clip) for truth in read_truths(TUNING)
    ]
    return [*drawn, *faulty, *clips]


def filmed_by(view: View, drawn: DrawnSet, rng: np.random.Generator) -> Take:
    """What a camera sees of a set, with joints read as badly as is drawn.

    Args:
        view: The camera.
        drawn: The set.
        rng: Source of all draws.
    """
    severity = float(rng.choice(SEVERITIES))
    poses = film(drawn.motion, view.camera, view.size, view.fps, rng, severity=severity)
    truth = drawn.truth
    seed = int(rng.integers(2**31))
    until_s, from_s = 0.0, math.inf
    if kinds()[truth.kind].variant(truth.variant).lifted:
        until_s, from_s = truth.exercising[0][0], truth.exercising[-1][1]
    return Take(
        poses,
        truth.counted,
        truth.reps,
        seed,
        view.camera.view,
        truth.faults,
        until_s,
        from_s,
        drawn,
    )


def drawn_rng(manifest: Manifest, name: str, number: int) -> np.random.Generator:
    """The source of a set's draws: another for each name and number, and for each seed.

    Args:
        manifest: Whose seed it is.
        name: Of what is drawn.
        number: Of the set.
    """
    return np.random.default_rng([manifest.seed, zlib.crc32(name.encode()), number])


def _filmed(drawn: DrawnSet, cameras: int, rng: np.random.Generator) -> Iterator[Take]:
    for _ in range(cameras):
        yield filmed_by(sample_camera(drawn, rng), drawn, rng)

"""The tables of a scene file: every key with its range and its default.

Every table and key is optional except `exercise`; `studio/README.md` lists them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from studio.drawing.textures import SKIN_TONES, Colour
from studio.kinds.reading import kinds

EXERCISES = ("bent-over-row", "reverse-fly", "plank", "push-up")
EVERYDAY = ("idle", "walk", "stretch", "talk")
"""What people do when they do not exercise."""
KEYED = tuple(kinds())
"""Kinds of movement that are data: `studio/kinds`."""
VIEWS = ("side", "front", "three-quarter", "back")


def _between(low: float, high: float, default: float) -> Any:
    return field(default=default, metadata={"range": (low, high)})


def _one_of(choices: tuple[str, ...], default: str) -> Any:
    return field(default=default, metadata={"choices": choices})


_COLOUR = {"colour": True}


@dataclass(frozen=True)
class FaultKind:
    """A form fault that a scene can ask for.

    Between `right` and `wrong` the truth is doubtful: whatever is said there is no mistake.

    Attributes:
        exercises: in which it can be asked for.
        right: sizes up to this are good form, degrees.
        wrong: sizes from this on are the fault, degrees.
        what: the size that is asked for and compared.
    """

    exercises: tuple[str, ...]
    right: float
    wrong: float
    what: str


_HINGED = ("bent-over-row", "reverse-fly")
_PRONE = ("plank", "push-up")
FAULTS: dict[str, FaultKind] = {
    "rounded_back": FaultKind(_HINGED, 12.0, 25.0, "spine_flexion"),
    "torso_too_high": FaultKind(_HINGED, 45.0, 57.0, "torso_inclination"),
    "torso_rising": FaultKind(("bent-over-row",), 10.0, 22.0, "rise of torso_inclination"),
    "elbow_flare": FaultKind(("bent-over-row", "push-up"), 38.0, 60.0, "elbow away from trunk"),
    "knees_locked": FaultKind(_HINGED, 170.0, 176.0, "knee"),
    "hips_sagging": FaultKind(_PRONE, -2.0, 10.0, "body_line, downwards"),
    "hips_piking": FaultKind(_PRONE, 26.0, 36.0, "body_line"),
    "head_dropped": FaultKind(("plank",), 20.0, 45.0, "head below the line of the trunk"),
    "asymmetry": FaultKind(("bent-over-row", "reverse-fly"), 8.0, 25.0, "left to right"),
}
"""Ids are the checker's own where it has such a check."""


@dataclass(frozen=True)
class BodySpec:
    """Who is seen. `mix`: exported shapes and their shares; `height_m` without shoes."""

    mix: dict[str, float] = field(default_factory=lambda: {"man": 1.0}, metadata={"shares": True})
    height_m: float = _between(1.4, 2.1, 1.76)
    skin: str = _one_of(tuple(SKIN_TONES), "light")
    hair: Colour = field(default=(46, 32, 24), metadata=_COLOUR)
    hair_style: str = _one_of(("short", "cropped", "bun", "ponytail"), "short")


@dataclass(frozen=True)
class ClothesSpec:
    """What is worn.

    `sleeve`: share of the upper arm, beyond 1 down the forearm; `loose_m`: extra width of the
    shirt; `hang_m`: how far its cloth hangs down below the body when it can.
    """

    shirt: Colour = field(default=(178, 40, 44), metadata=_COLOUR)
    sleeve: float = _between(0.0, 2.0, 0.55)
    loose_m: float = _between(0.0, 0.05, 0.008)
    hang_m: float = _between(0.0, 0.12, 0.0)
    bottoms: Colour = field(default=(44, 48, 64), metadata=_COLOUR)
    cut: str = _one_of(("long", "shorts"), "long")
    shoes: Colour = field(default=(210, 210, 214), metadata=_COLOUR)


@dataclass(frozen=True)
class CameraSpec:
    """Where the camera stands. It aims at the middle of what the person covers.

    `yaw_deg` 0 faces the person's front, 90 sees one side exactly, 180 the back; `side` is the
    nearer side of the person; `lens_deg` is the field of view along the picture's height;
    `roll_deg` turns the camera clockwise; `off_centre` moves the person to the right by so much
    of the picture's width, `off_level` downwards by so much of its height.
    """

    view: str = _one_of(VIEWS, "side")
    side: str = _one_of(("left", "right", "none"), "left")
    yaw_deg: float = _between(0.0, 180.0, 90.0)
    height_m: float = _between(0.1, 2.5, 1.0)
    distance_m: float = _between(1.0, 8.0, 3.6)
    lens_deg: float = _between(15.0, 100.0, 34.0)
    roll_deg: float = _between(-20.0, 20.0, 0.0)
    off_centre: float = _between(-0.3, 0.3, 0.0)
    off_level: float = _between(-0.4, 0.7, 0.0)


@dataclass(frozen=True)
class PictureSpec:
    """How the camera makes a picture of what it sees.

    `noise`: deviation of the sensor's noise, of 255; `shutter_s`: how long it is open (what moves
    is blurred); `crf`: how strongly the clip is compressed, 0 not at all, 51 worst.
    """

    noise: float = _between(0.0, 30.0, 1.5)
    shutter_s: float = _between(0.0, 0.2, 0.0)
    crf: int = _between(0, 51, 23)


@dataclass(frozen=True)
class LightSpec:
    """Lamps. `key_deg`: main lamp, to the right of the camera as the camera sees it.

    `level`: brightness of the picture, below .4 is dim; `back`: a bright window behind the
    person, 1 leaves them nearly a dark shape before it.
    """

    key_deg: float = _between(-180.0, 180.0, 35.0)
    level: float = _between(0.08, 1.6, 1.0)
    warmth: float = _between(-1.0, 1.0, 0.0)
    back: float = _between(0.0, 1.0, 0.0)


@dataclass(frozen=True)
class RoomSpec:
    """The room. `things`: what stands or hangs behind the person; `pattern`: on the wall."""

    wall: Colour = field(default=(176, 182, 186), metadata=_COLOUR)
    pattern: str = _one_of(("plain", "stripes", "bricks", "flowers"), "plain")
    floor: str = _one_of(("wood", "rubber", "pale-wood", "tiles", "carpet"), "wood")
    mat: Colour | None = field(default=None, metadata=_COLOUR)
    things: tuple[str, ...] = field(
        default=("window", "poster"),
        metadata={
            "each": (
                *("window", "poster", "mirror", "door", "pictures", "curtain"),
                *("bench", "rack", "ball", "plant", "shelf", "sofa", "table", "boxes", "lamp"),
            )
        },
    )


@dataclass(frozen=True)
class OtherSpec:
    """A second person: `does` nothing (nobody is there), stands behind, or walks through.

    `behind_m`: how far behind the one who exercises, as the camera sees it; `from_s`: when the
    walk begins; `body`, `shirt`: what the person looks like.
    """

    does: str = _one_of(("nothing", "stand", "walk"), "nothing")
    behind_m: float = _between(0.6, 3.0, 1.2)
    aside_m: float = _between(-2.5, 2.5, 0.9)
    from_s: float = _between(0.0, 60.0, 0.5)
    mix: dict[str, float] = field(default_factory=lambda: {"woman": 1.0}, metadata={"shares": True})
    height_m: float = _between(1.4, 2.1, 1.68)
    skin: str = _one_of(tuple(SKIN_TONES), "tan")
    shirt: Colour = field(default=(90, 110, 80), metadata=_COLOUR)
    bottoms: Colour = field(default=(60, 62, 70), metadata=_COLOUR)


@dataclass(frozen=True)
class MotionSpec:
    """How the exercise is done.

    What: `reps`: strokes in all, of which those numbered in `partial` (from 1) go only
    `partial_share` of the way; `hold_s`: length of a plank; `range_deg`: change of the joint that
    drives a full rep; `torso_deg`: inclination above horizontal when hinged; `flexion_deg`: of
    the spine when nothing is wrong; `line_deg`: of the hips above the line shoulder to ankle in a
    plank or push-up; `elbow_deg`: flexion of the elbows in a fly.

    When: `lead_s`: in the first position before the set-up begins; `pause_s`: in the start
    position before the first rep; `tempo_s`: from rep to rep; `rest_after`: reps (from 1) after
    which the person rests for `rest_s` in the start position; `tail_s`: after the last rep.

    How: `enter`: what comes first, and `leave`: what comes last, each part of the clip:
    "there" (already in the start position), "stand" (upright, then into it; the way out of it
    is the same), "weights" (upright, takes the weights from the floor; puts them down), "walk"
    (walks in and then as "weights" or as "kneel"; walks off), "kneel" (on hands and knees, then
    into a plank or push-up). `variety`: how unlike the reps are in time (share) and, two
    fifths as much, in range; `micro_pause`: share of the reps with a short stop on the way;
    `fatigue`: how much slower, and a quarter as much shorter, the last rep is than the first
    (share); `sway`: of the body, 1 is usual.

    Kinds of `studio/kinds` alone: `variant`: a way of doing the kind ("" is the first); `size`:
    of every rep, 1 is full; `jerk`: share of the moves that stop and start again; `bounce`: of
    the reps that spring back at the turn; `uneven`: by what share the right side goes less far
    (negative: the left); `lag_s`: how much later it comes; `fidget`: share of the gaps between
    reps in which something small is done.
    """

    reps: int = _between(0, 30, 0)
    partial: tuple[int, ...] = field(default=(), metadata={"each_range": (1, 30)})
    partial_share: float = _between(0.1, 0.9, 0.55)
    tempo_s: float = _between(0.3, 8.0, 2.0)
    lead_s: float = _between(0.0, 10.0, 1.0)
    pause_s: float = _between(0.0, 10.0, 0.8)
    rest_after: tuple[int, ...] = field(default=(), metadata={"each_range": (1, 30)})
    rest_s: float = _between(0.0, 20.0, 2.0)
    tail_s: float = _between(0.0, 10.0, 0.6)
    hold_s: float = _between(0.0, 120.0, 9.5)
    range_deg: float = _between(10.0, 130.0, 86.0)
    torso_deg: float = _between(0.0, 80.0, 28.0)
    flexion_deg: float = _between(-20.0, 60.0, 10.0)
    line_deg: float = _between(-40.0, 60.0, 15.0)
    elbow_deg: float = _between(5.0, 60.0, 17.0)
    enter: str = _one_of(("", "there", "stand", "weights", "walk", "kneel"), "")
    leave: str = _one_of(("", "there", "stand", "weights", "walk", "kneel"), "")
    variety: float = _between(0.0, 0.5, 0.05)
    micro_pause: float = _between(0.0, 1.0, 0.0)
    fatigue: float = _between(0.0, 1.0, 0.0)
    sway: float = _between(0.0, 4.0, 1.0)
    variant: str = field(default="", metadata={"text": True})
    size: float = _between(0.2, 1.2, 1.0)
    jerk: float = _between(0.0, 1.0, 0.0)
    bounce: float = _between(0.0, 1.0, 0.0)
    uneven: float = _between(-0.9, 0.9, 0.0)
    lag_s: float = _between(-0.5, 0.5, 0.0)
    fidget: float = _between(0.0, 1.0, 0.0)


@dataclass(frozen=True)
class FaultSpec:
    """A fault: `size_deg` is reached within `ramp_s` and kept until `to_s` (0: the end).

    It starts at `from_s`, or at the start of the rep numbered `from_rep` (from 1). What the size
    is, see `FAULTS`; `lumbar_share`: the part of a rounded back that the lower back takes.
    """

    id: str = _one_of(tuple(FAULTS), "rounded_back")
    size_deg: float = _between(-60.0, 180.0, 40.0)
    from_s: float = _between(0.0, 600.0, 0.0)
    from_rep: int = _between(0, 30, 0)
    to_s: float = _between(0.0, 600.0, 0.0)
    ramp_s: float = _between(0.1, 10.0, 0.6)
    lumbar_share: float = _between(0.1, 0.9, 0.45)


@dataclass(frozen=True)
class Scene:
    """A whole clip. `labels`: what the clip stands for, copied into its truth."""

    name: str
    exercise: str = _one_of(tuple(dict.fromkeys((*EXERCISES, *EVERYDAY, *KEYED))), "idle")
    seed: int = _between(0, 2**31, 0)
    fps: int = _between(5, 120, 30)
    size: tuple[int, ...] = field(default=(848, 480), metadata={"each_range": (64, 4096)})
    labels: dict[str, str] = field(default_factory=dict, metadata={"words": True})
    body: BodySpec = field(default_factory=BodySpec)
    clothes: ClothesSpec = field(default_factory=ClothesSpec)
    camera: CameraSpec = field(default_factory=CameraSpec)
    picture: PictureSpec = field(default_factory=PictureSpec)
    light: LightSpec = field(default_factory=LightSpec)
    room: RoomSpec = field(default_factory=RoomSpec)
    other: OtherSpec = field(default_factory=OtherSpec)
    motion: MotionSpec = field(default_factory=MotionSpec)
    faults: tuple[FaultSpec, ...] = ()

"""Scene files: short TOML texts that say what a clip shows, checked on reading.

Every table and key is optional except `exercise`; `studio/README.md` lists them.
"""

from __future__ import annotations

import dataclasses
import math
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from studio.textures import SKIN_TONES, Colour, parse_colour

EXERCISES = ("bent-over-row", "reverse-fly", "plank", "push-up", "idle")
FAULTS: dict[str, tuple[float, tuple[str, ...]]] = {
    "rounded_back": (25.0, ("bent-over-row", "reverse-fly")),
    "hips_sagging": (10.0, ("plank", "push-up")),
}
VIEWS = ("side", "front", "three-quarter")


class SceneError(ValueError):
    """A scene file says something that cannot be; the message names file and key."""


def _between(low: float, high: float, default: float) -> Any:
    return field(default=default, metadata={"range": (low, high)})


def _one_of(choices: tuple[str, ...], default: str) -> Any:
    return field(default=default, metadata={"choices": choices})


_COLOUR = {"colour": True}


@dataclass(frozen=True)
class BodySpec:
    """Who is seen. `build`: 0 female, 1 male body, or a blend; `height_m` without shoes."""

    build: float = _between(0.0, 1.0, 1.0)
    height_m: float = _between(1.4, 2.1, 1.76)
    skin: str = _one_of(tuple(SKIN_TONES), "light")
    hair: Colour = field(default=(46, 32, 24), metadata=_COLOUR)
    hair_style: str = _one_of(("short", "cropped", "bun", "ponytail"), "short")


@dataclass(frozen=True)
class ClothesSpec:
    """What is worn. `sleeve` is a share of the upper arm, `loose_m` extra width."""

    shirt: Colour = field(default=(178, 40, 44), metadata=_COLOUR)
    sleeve: float = _between(0.0, 1.0, 0.55)
    loose_m: float = _between(0.0, 0.03, 0.008)
    bottoms: Colour = field(default=(44, 48, 64), metadata=_COLOUR)
    cut: str = _one_of(("long", "shorts"), "long")
    shoes: Colour = field(default=(210, 210, 214), metadata=_COLOUR)


@dataclass(frozen=True)
class CameraSpec:
    """Where the camera stands. It aims at the middle of what the person covers.

    `yaw_deg` 0 faces the person's front, 90 sees one side exactly; `side` is the nearer side of
    the person; `lens_deg` is the vertical field of view.
    """

    view: str = _one_of(VIEWS, "side")
    side: str = _one_of(("left", "right", "none"), "left")
    yaw_deg: float = _between(0.0, 180.0, 90.0)
    height_m: float = _between(0.1, 2.5, 1.0)
    distance_m: float = _between(1.0, 8.0, 3.6)
    lens_deg: float = _between(15.0, 90.0, 34.0)


@dataclass(frozen=True)
class LightSpec:
    """Lamps. `key_deg`: main lamp, to the right of the camera as the camera sees it."""

    key_deg: float = _between(-180.0, 180.0, 35.0)
    level: float = _between(0.3, 1.6, 1.0)
    warmth: float = _between(-1.0, 1.0, 0.0)


@dataclass(frozen=True)
class RoomSpec:
    """The room. `things`: what stands or hangs behind the person."""

    wall: Colour = field(default=(176, 182, 186), metadata=_COLOUR)
    floor: str = _one_of(("wood", "rubber", "pale-wood"), "wood")
    mat: Colour | None = field(default=None, metadata=_COLOUR)
    things: tuple[str, ...] = field(
        default=("window", "poster"),
        metadata={"each": ("window", "poster", "mirror", "door", "bench", "rack", "ball", "plant")},
    )


@dataclass(frozen=True)
class MotionSpec:
    """How the exercise is done.

    `lead_s`: standing before; `tail_s`: after the last rep; `pause_s`: in the start position;
    `tempo_s`: from rep to rep; `reps`: strokes in all, of which those numbered in `partial`
    (from 1) go only `partial_share` of the way; `hold_s`: length of a plank; `range_deg`: change
    of the joint that drives a full rep; `torso_deg`: inclination above horizontal when hinged;
    `flexion_deg`: of the spine when nothing is wrong; `line_deg`: of the hips above the line
    shoulder to ankle in a plank or push-up; `elbow_deg`: flexion of the elbows in a fly.
    """

    reps: int = _between(0, 30, 0)
    partial: tuple[int, ...] = field(default=(), metadata={"each_range": (1, 30)})
    partial_share: float = _between(0.1, 0.9, 0.55)
    tempo_s: float = _between(0.6, 8.0, 2.0)
    lead_s: float = _between(0.0, 10.0, 1.0)
    pause_s: float = _between(0.0, 10.0, 0.8)
    tail_s: float = _between(0.0, 10.0, 0.6)
    hold_s: float = _between(0.0, 120.0, 9.5)
    range_deg: float = _between(10.0, 130.0, 86.0)
    torso_deg: float = _between(0.0, 80.0, 28.0)
    flexion_deg: float = _between(-20.0, 60.0, 10.0)
    line_deg: float = _between(-40.0, 60.0, 15.0)
    elbow_deg: float = _between(5.0, 60.0, 17.0)


@dataclass(frozen=True)
class FaultSpec:
    """A fault: `size_deg` is reached within `ramp_s` and kept until `to_s` (0: the end).

    It starts at `from_s`, or at the start of the rep numbered `from_rep` (from 1).
    """

    id: str = _one_of(tuple(FAULTS), "rounded_back")
    size_deg: float = _between(0.0, 90.0, 40.0)
    from_s: float = _between(0.0, 600.0, 0.0)
    from_rep: int = _between(0, 30, 0)
    to_s: float = _between(0.0, 600.0, 0.0)
    ramp_s: float = _between(0.1, 10.0, 0.6)


@dataclass(frozen=True)
class Scene:
    """A whole clip."""

    name: str
    exercise: str = _one_of(EXERCISES, "idle")
    seed: int = _between(0, 2**31, 0)
    fps: int = _between(5, 120, 30)
    size: tuple[int, ...] = field(default=(848, 480), metadata={"each_range": (64, 4096)})
    noise: float = _between(0.0, 20.0, 1.5)
    body: BodySpec = field(default_factory=BodySpec)
    clothes: ClothesSpec = field(default_factory=ClothesSpec)
    camera: CameraSpec = field(default_factory=CameraSpec)
    light: LightSpec = field(default_factory=LightSpec)
    room: RoomSpec = field(default_factory=RoomSpec)
    motion: MotionSpec = field(default_factory=MotionSpec)
    faults: tuple[FaultSpec, ...] = ()


def load(path: Path) -> Scene:
    """Read and check a scene file.

    Raises:
        SceneError: the file is not TOML, or a key is unknown, of the wrong kind or out of range.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SceneError(f"{path.name}: {error}") from error
    return from_dict(data, path.stem)


def from_dict(data: dict[str, Any], name: str) -> Scene:
    """Check a scene given as plain tables; `name` becomes the clip's name."""
    if "name" in data:
        raise SceneError(f"{name}: name: unknown key (the file's name is the clip's)")
    if "exercise" not in data:
        raise SceneError(f"{name}: exercise: missing")
    faults = data.get("faults", [])
    if not isinstance(faults, list):
        raise SceneError(f"{name}: faults: expected [[faults]] tables")
    made = tuple(_read(FaultSpec, f, f"{name}: faults[{i}]") for i, f in enumerate(faults))
    rest = {k: v for k, v in data.items() if k != "faults"}
    scene = dataclasses.replace(_read(Scene, {**rest, "name": name}, name), faults=made)
    _check_together(scene)
    return scene


def _check_together(scene: Scene) -> None:
    name, motion = scene.name, scene.motion
    if len(scene.size) != 2 or any(n % 2 for n in scene.size):
        raise SceneError(f"{name}: size: expected two even numbers, got {list(scene.size)}")
    for number in motion.partial:
        if number > motion.reps:
            raise SceneError(f"{name}: motion.partial: there is no rep {number}")
    for i, fault in enumerate(scene.faults):
        exercises = FAULTS[fault.id][1]
        if scene.exercise not in exercises:
            raise SceneError(
                f"{name}: faults[{i}].id: {fault.id} is not a fault of {scene.exercise}"
            )
        if fault.from_rep > motion.reps:
            raise SceneError(f"{name}: faults[{i}].from_rep: there is no rep {fault.from_rep}")
        if fault.to_s and fault.to_s <= fault.from_s:
            raise SceneError(f"{name}: faults[{i}].to_s: must lie after from_s")


_T = TypeVar("_T")


def _read(kind: type[_T], data: Any, where: str) -> _T:
    if not isinstance(data, dict):
        raise SceneError(f"{where}: expected a table, got {data!r}")
    fields = {f.name: f for f in dataclasses.fields(kind)}  # type: ignore[arg-type]
    hints = get_type_hints(kind)
    top = kind is Scene
    values: dict[str, Any] = {}
    for key, value in data.items():
        place = f"{where}: {key}" if top else f"{where}.{key}"
        if key not in fields:
            raise SceneError(f"{place}: unknown key (known: {', '.join(sorted(fields))})")
        hint = hints[key]
        if dataclasses.is_dataclass(hint):
            values[key] = _read(hint, value, place)  # type: ignore[arg-type]
        else:
            values[key] = _value(hint, fields[key].metadata, value, place)
    return kind(**values)


def _value(hint: Any, meta: Any, value: Any, place: str) -> Any:
    if "colour" in meta:
        try:
            return parse_colour(value if isinstance(value, str) else repr(value))
        except ValueError as error:
            raise SceneError(f"{place}: {error}") from error
    if "each" in meta or "each_range" in meta:
        if not isinstance(value, list):
            raise SceneError(f"{place}: expected a list, got {value!r}")
        if "each" in meta:
            return tuple(_choice(v, meta["each"], place) for v in value)
        return tuple(_number(int, v, meta["each_range"], place) for v in value)
    if "choices" in meta:
        return _choice(value, meta["choices"], place)
    if "range" in meta:
        return _number(hint, value, meta["range"], place)
    if not isinstance(value, str):
        raise SceneError(f"{place}: expected text, got {value!r}")
    return value


def _choice(value: Any, choices: tuple[str, ...], place: str) -> str:
    if value not in choices:
        raise SceneError(f"{place}: expected one of {', '.join(choices)}, got {value!r}")
    return str(value)


def _number(kind: Any, value: Any, limits: tuple[float, float], place: str) -> float | int:
    wanted = "a whole number" if kind is int else "a number"
    low, high = limits
    right = isinstance(value, int) or (kind is float and isinstance(value, float))
    if isinstance(value, bool) or not right or not math.isfinite(value) or not low <= value <= high:
        raise SceneError(f"{place}: expected {wanted} from {low:g} to {high:g}, got {value!r}")
    return int(value) if kind is int else float(value)

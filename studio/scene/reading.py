"""Reading scene files: short TOML texts that say what a clip shows, checked key by key."""

from __future__ import annotations

import dataclasses
import math
import tomllib
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from studio.body.jointed import SHAPES
from studio.drawing.textures import Colour, parse_colour
from studio.scene.specs import FAULTS, FaultSpec, Scene


class SceneError(ValueError):
    """A scene file says something that cannot be; the message names file and key."""


def load(path: Path) -> Scene:
    """Read and check a scene file.

    Raises:
        SceneError: the file is not TOML, or a key is unknown, of the wrong kind or out of range.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SceneError(f"{path.name}: {error}") from error
    return from_text(text, path.stem)


def from_text(text: str, name: str) -> Scene:
    """Check a scene given as the text of a file; `name` becomes the clip's name.

    Raises:
        SceneError: it is no TOML, or no scene.
    """
    try:
        return from_dict(tomllib.loads(text), name)
    except tomllib.TOMLDecodeError as error:
        raise SceneError(f"{name}.toml: {error}") from error


def from_dict(data: dict[str, Any], name: str) -> Scene:
    """Check a scene given as plain tables; `name` becomes the clip's name.

    Raises:
        SceneError: a key is unknown or missing, or values do not go together.
    """
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
    for key in ("partial", "rest_after"):
        for number in getattr(motion, key):
            if number > motion.reps:
                raise SceneError(f"{name}: motion.{key}: there is no rep {number}")
    for i, fault in enumerate(scene.faults):
        exercises = FAULTS[fault.id].exercises
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
    for kind, read in (("colour", _colour), ("shares", _shares), ("words", _words)):
        if kind in meta:
            return read(value, place)
    if not isinstance(value, str):
        raise SceneError(f"{place}: expected text, got {value!r}")
    return value


def _colour(value: Any, place: str) -> Colour:
    try:
        return parse_colour(value if isinstance(value, str) else repr(value))
    except ValueError as error:
        raise SceneError(f"{place}: {error}") from error


def _shares(value: Any, place: str) -> dict[str, float]:
    if not isinstance(value, dict) or not value:
        raise SceneError(f"{place}: expected a table of shapes and shares, got {value!r}")
    for shape in value:
        _choice(shape, SHAPES, place)
    return {shape: _number(float, share, (0.01, 1.0), place) for shape, share in value.items()}


def _words(value: Any, place: str) -> dict[str, str]:
    right = isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
    if not right:
        raise SceneError(f"{place}: expected a table of texts, got {value!r}")
    return dict(value)


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

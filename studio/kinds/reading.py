"""Reading kinds of movement: TOML files of key postures, checked key by key.

`README.md` in this folder says what the files may say.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
POSTURES_FILE = "postures.toml"
HABITS_FILE = "habits.toml"
_BODY_KEYS = {
    *("like", "at", "hip", "aside", "torso", "flexion", "lumbar", "head", "turn", "twist", "bend"),
    *("roll", "shoulders", "arms_with", "jump", "prop", "lie", "left", "right"),
}
_SIDE_KEYS = {
    *("feet", "foot_up", "foot", "toe", "toe_out", "knee", "knee_out", "arm", "fore", "grip"),
    *("curl", "hands", "hand_height", "hands_of"),
}
POSTURE_KEYS = _BODY_KEYS | _SIDE_KEYS
SIDES = ("both", "alternate", "left", "right")
MIRRORS = ("", "set", "once", "alternate")

Posture = dict[str, Any]


class KindError(ValueError):
    """A file of kinds says something that cannot be; the message names kind and key."""


@dataclass(frozen=True)
class Step:
    """One step of a path: to a posture, in a share of the rep's time (or seconds), and a hold."""

    to: str
    share: float
    hold: float = 0.0


@dataclass(frozen=True)
class Variant:
    """One way of doing a kind.

    Attributes:
        name: of the variant; "usual" if the kind has but one.
        weight: how often it is drawn beside the others.
        base: how somebody gets there, a name in the ways of `habits.toml`.
        path: of one rep, from `start` back to it; empty for what has no reps.
        turn: the posture at which a rep turns.
        actions: name -> path in seconds, of what has no reps.
        postures: name -> posture, complete with all that it is like; "start" among them.
        sides: which sides may work: "both", "alternate", "left", "right".
        sided: what is one-sided then: "arms" or "legs" or "all".
        mirror: left and right are swapped for a whole "set" (of actions each may be swapped, too;
            "once": none is), or in every other rep.
        tempo_s: shortest and longest usual rep, seconds.
        amplitude: smallest and largest share of the way that counts as full here.
        loose: how much people differ, 1 is usual.
        body_with_side: how far trunk and hips go along when one side works.
        arms: presets of `habits.toml` of which one is drawn for the arms of all postures.
        fidgets: small things are done between reps.
        weights: dumbbells are in the hands.
        lifted: taking the weights from the floor and putting them down may be called a rep.
        lag: one side may come later than the other.
        faces: the camera is in front: the person comes to it.
        counted: id of the exercise whose reps these are; "" for something else.
        faults: ids of that exercise's checks that fail in every rep of it, or all along.
        hold: the position is held: its time is that of a hold, whatever is done in it.
    """

    name: str
    weight: float = 1.0
    base: str = "stand"
    path: tuple[Step, ...] = ()
    turn: str = ""
    actions: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)
    postures: Mapping[str, Posture] = field(default_factory=dict)
    sides: tuple[str, ...] = ("both",)
    sided: str = "arms"
    mirror: str = ""
    tempo_s: tuple[float, float] = (1.5, 3.5)
    amplitude: tuple[float, float] = (0.85, 1.08)
    loose: float = 1.0
    body_with_side: float = 0.7
    arms: tuple[str, ...] = ()
    fidgets: bool = True
    weights: bool = False
    lifted: bool = False
    lag: bool = True
    faces: bool = False
    counted: str = ""
    faults: tuple[str, ...] = ()
    hold: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of movement.

    Attributes:
        name: as in a scene's `exercise`.
        what: in words.
        counted: id of the exercise whose reps these are, if a variant says nothing else; "" for
            something else.
        variants: at least one.
    """

    name: str
    what: str
    counted: str
    variants: tuple[Variant, ...]

    def variant(self, name: str) -> Variant:
        """The variant of that name; "" is the first.

        Raises:
            KeyError: there is none.
        """
        if not name:
            return self.variants[0]
        return {v.name: v for v in self.variants}[name]


@dataclass(frozen=True)
class Habits:
    """What all kinds share.

    Attributes:
        ways: base -> steps, in seconds, from standing to the start of what has that base, and
            how far behind that place one stands before, in standing hip heights.
        arms: name -> preset of the arms.
        fidgets: name -> steps through arm presets, in seconds.
    """

    ways: Mapping[str, tuple[tuple[Step, ...], float]]
    arms: Mapping[str, Posture]
    fidgets: Mapping[str, tuple[Step, ...]]


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by name.

    Raises:
        KindError: a file says something that is not so, or two have the same kind.
    """
    found: dict[str, Kind] = {}
    for file in sorted(FOLDER.glob("*.toml")):
        if file.name not in (POSTURES_FILE, HABITS_FILE):
            for name, table in tomllib.loads(file.read_text(encoding="utf-8")).items():
                if name in found:
                    raise KindError(f"{file.name}: {name}: there is such a kind already")
                found[name] = _kind(name, table, f"{file.name}: {name}")
    return found


@cache
def habits() -> Habits:
    """What all kinds share."""
    data = tomllib.loads((FOLDER / HABITS_FILE).read_text(encoding="utf-8"))
    return Habits(
        ways={
            base: (_steps(way["steps"], f"ways.{base}"), float(way["behind"]))
            for base, way in data["ways"].items()
        },
        arms={name: _checked(table, f"arms.{name}") for name, table in data["arms"].items()},
        fidgets={name: _steps(path, f"fidgets.{name}") for name, path in data["fidgets"].items()},
    )


@cache
def shared_postures() -> dict[str, Posture]:
    """The postures that every kind may name, complete."""
    data = tomllib.loads((FOLDER / POSTURES_FILE).read_text(encoding="utf-8"))
    for name, table in data.items():
        _checked(table, f"{POSTURES_FILE}: {name}")
    return {name: _complete(name, data, {}, POSTURES_FILE) for name in data}


_SETTINGS = set(Variant.__dataclass_fields__) - {"name", "weight", "postures"}


def _kind(name: str, table: dict[str, Any], where: str) -> Kind:
    table = dict(table)
    what, counted = table.pop("what"), table.get("counted", "")
    own = table.pop("variant", [{"name": "usual"}])
    made = []
    for changes in own:
        merged = _merged(table, {k: v for k, v in changes.items() if k not in ("name", "weight")})
        place = f"{where}.{changes['name']}"
        made.append(_variant(changes["name"], changes.get("weight", 1.0), merged, place))
    return Kind(name, what, counted, tuple(made))


def _variant(name: str, weight: float, table: dict[str, Any], where: str) -> Variant:
    settings: dict[str, Any] = {k: v for k, v in table.items() if k in _SETTINGS}
    raw = {k: v for k, v in table.items() if k not in _SETTINGS}
    for posture, values in raw.items():
        if not isinstance(values, dict):
            raise KindError(f"{where}: {posture}: unknown key")
        _checked(values, f"{where}.{posture}")
    raw.setdefault("start", {"like": "stand"})
    shared = shared_postures()
    if "path" in settings:
        settings["path"] = _steps(settings["path"], where)
    if "actions" in settings:
        settings["actions"] = {n: _steps(p, where) for n, p in settings["actions"].items()}
    for key in ("sides", "tempo_s", "amplitude", "arms", "faults"):
        if key in settings:
            settings[key] = tuple(settings[key])
    postures = {n: _complete(n, raw, shared, where) for n in raw}
    made = Variant(name, weight, postures=postures, **settings)
    _check(made, where)
    return made


def _check(made: Variant, where: str) -> None:
    named = [step.to for path in (made.path, *made.actions.values()) for step in path]
    for name in named:
        if name not in made.postures:
            raise KindError(f"{where}: there is no posture {name}")
    if bool(made.path) == bool(made.actions):
        raise KindError(f"{where}: either a path or actions")
    if made.path and (made.turn not in named or named[-1] != "start"):
        raise KindError(f"{where}: the path must pass the turn and end in start")
    if made.base not in habits().ways:
        raise KindError(f"{where}: base: there is no way to {made.base}")
    if not set(made.sides) <= set(SIDES) or made.mirror not in MIRRORS:
        raise KindError(f"{where}: sides or mirror: unknown")
    for arms in made.arms:
        if arms not in habits().arms:
            raise KindError(f"{where}: arms: there is no {arms}")


def _steps(path: list[list[Any]], where: str) -> tuple[Step, ...]:
    try:
        return tuple(Step(str(p[0]), *(float(n) for n in p[1:])) for p in path)
    except (TypeError, ValueError, IndexError) as error:
        raise KindError(f"{where}: a step is [posture, time, hold]: {path!r}") from error


def _checked(
    table: Posture, where: str, known: AbstractSet[str] = frozenset(POSTURE_KEYS)
) -> Posture:
    for key, value in table.items():
        if key not in known:
            raise KindError(f"{where}: {key}: unknown key (known: {', '.join(sorted(known))})")
        if key in ("left", "right"):
            _checked(value, f"{where}.{key}", _SIDE_KEYS)
    return table


def _complete(
    name: str, raw: Mapping[str, Posture], shared: Mapping[str, Posture], where: str
) -> Posture:
    """A posture with all that it takes over from those it is like."""
    own = raw[name]
    usual = "start" if shared and name != "start" else "stand"
    like = own.get("like", usual if name != usual else "")
    below: Posture = {}
    if like and like in raw and like != name:
        below = _complete(like, raw, shared, where)
    elif like and like in shared:
        below = dict(shared[like])
    elif like:
        raise KindError(f"{where}: {name}: like: there is no posture {like}")
    if "prop" not in own and any(key in own for key in ("hip", "torso")):
        below = {k: v for k, v in below.items() if k != "prop"}
    return _over(below, {k: v for k, v in own.items() if k != "like"})


def _over(below: Posture, own: Posture) -> Posture:
    """A posture with changes; what is said of both sides takes the place of either's own."""
    made = dict(below)
    for side in ("left", "right"):
        kept = {k: v for k, v in below.get(side, {}).items() if k not in own}
        kept |= own.get(side, {})
        made[side] = kept
    made |= {k: v for k, v in own.items() if k not in ("left", "right", "prop")}
    if "prop" in own:
        made["prop"] = {**below.get("prop", {}), **own["prop"]}
    return made


def with_arms(posture: Posture, arms: Posture) -> Posture:
    """A posture with the arms of a preset, unless its hands are on something."""
    on_something = any(
        "hands" in part or part.get("hands_of")
        for part in (posture, posture.get("left", {}), posture.get("right", {}))
    )
    return posture if on_something or "prop" in posture else _over(posture, arms)


def _merged(table: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """A kind's table with what a variant says otherwise."""
    made = dict(table)
    for key, value in changes.items():
        adds = isinstance(value, dict) and key not in _SETTINGS and "like" not in value
        made[key] = _over(made.get(key, {}), value) if adds else value
    return made

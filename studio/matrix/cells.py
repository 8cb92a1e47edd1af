"""What is done in the clips of the matrix: how many of each kind, and the kind's own draws."""

from __future__ import annotations

from studio.matrix.cast import Table
from studio.matrix.cell import Cell, between, one_of
from studio.matrix.guide_cells import guide_cells

SIDE = ("side",)
JUDGED = ("side", "three-quarter", "side")
COUNTED = ("side", "three-quarter", "front")
ANY = ("side", "three-quarter", "front", "back")

_ROW: Table = {
    "reps": 3,
    "torso_deg": between(10, 38),
    "range_deg": between(78, 98),
    "tempo_s": between(1.2, 1.9),
    "flexion_deg": between(3, 9),
    "enter": one_of("there", "stand"),
    "lead_s": 0.2,
    "pause_s": between(0.5, 1.0),
    "tail_s": 0.3,
    "variety": between(0.05, 0.18),
    "sway": between(0.6, 1.6),
    "fatigue": between(0.0, 0.4),
}
_FLY: Table = {
    **_ROW,
    "torso_deg": between(8, 32),
    "range_deg": between(62, 82),
    "elbow_deg": between(10, 28),
}
_PLANK: Table = {
    "hold_s": between(4.5, 6.0),
    "line_deg": between(8, 22),
    "sway": between(0.6, 2.0),
}
_PUSH_UP: Table = {
    "reps": 3,
    "enter": "there",
    "tempo_s": between(1.1, 1.9),
    "range_deg": between(76, 96),
    "line_deg": between(8, 20),
    "lead_s": between(0.5, 0.9),
    "tail_s": 0.4,
    "variety": between(0.05, 0.18),
    "sway": between(0.6, 1.6),
    "fatigue": between(0.0, 0.4),
}
_THERE: Table = {"enter": "there", "lead_s": 0.0}
_PARTIAL: Table = {"reps": 4, "partial": [2, 4], "partial_share": 0.42}
_PARTIAL_UP: Table = {**_PARTIAL, "partial_share": between(0.4, 0.48)}
_PAUSES: Table = {"reps": 3, "rest_after": [1], "rest_s": between(1.5, 2.5), "micro_pause": 0.6}
_WEIGHTS: Table = {
    "reps": 2,
    "enter": one_of("weights", "stand"),
    "leave": "weights",
    "pause_s": 0.6,
}
_WALK: Table = {"reps": 2, "enter": "walk", "pause_s": 0.6}


def _fault(name: str, low: float, high: float, **more: object) -> Table:
    return {"id": name, "size_deg": between(low, high), "ramp_s": between(0.3, 0.6), **more}


_LATE_ROUND = _fault("rounded_back", 28, 56, from_rep=2, lumbar_share=between(0.3, 0.7))
_EARLY_ROUND = _fault("rounded_back", 28, 56, from_s=1.2, lumbar_share=between(0.3, 0.7))
_HIGH = _fault("torso_too_high", 59, 68, from_rep=2)
_HIGH_ALWAYS = _fault("torso_too_high", 59, 66, from_s=0.1)
_SWING = _fault("torso_rising", 25, 38, from_rep=1)
_LATE_SWING = _fault("torso_rising", 25, 38, from_rep=2)
_SAG = _fault("hips_sagging", 13, 24, from_s=between(1.8, 2.6))
_SAG_AWHILE = _fault("hips_sagging", 13, 22, from_s=between(1.4, 1.8), to_s=between(4.0, 4.4))
_PIKE = _fault("hips_piking", 38, 52, from_s=between(1.8, 2.6))
_PIKE_ALWAYS = _fault("hips_piking", 38, 52, from_s=0.0)

CELLS: tuple[Cell, ...] = (
    Cell("row", "bent-over-row", JUDGED, 8, _ROW),
    Cell("row-across", "bent-over-row", ("front", "back"), 3, _ROW),
    Cell("row-partial", "bent-over-row", JUDGED, 3, {**_ROW, **_PARTIAL}),
    Cell("row-pauses", "bent-over-row", JUDGED, 2, {**_ROW, **_PAUSES}),
    Cell("row-weights", "bent-over-row", JUDGED, 2, {**_ROW, **_WEIGHTS}),
    Cell("row-walk", "bent-over-row", SIDE, 2, {**_ROW, **_WALK}),
    Cell("row-rounded", "bent-over-row", SIDE, 7, {**_ROW, **_THERE}, (_LATE_ROUND,)),
    Cell("row-round-early", "bent-over-row", SIDE, 3, {**_ROW, **_THERE, "pause_s": 2.6},
         (_EARLY_ROUND,)),
    Cell("row-rounded-oblique", "bent-over-row", ("three-quarter", "front"), 2, _ROW,
         (_LATE_ROUND,)),
    Cell("row-high", "bent-over-row", JUDGED, 4, {**_ROW, **_THERE}, (_HIGH,)),
    Cell("row-upright", "bent-over-row", JUDGED, 3, {**_ROW, **_THERE}, (_HIGH_ALWAYS,)),
    Cell("row-swing", "bent-over-row", JUDGED, 6, {**_ROW, **_THERE}, (_SWING,)),
    Cell("row-late-swing", "bent-over-row", JUDGED, 4, {**_ROW, **_THERE}, (_LATE_SWING,)),
    Cell("row-knees", "bent-over-row", SIDE, 1, _ROW, (_fault("knees_locked", 178, 179),)),
    Cell("row-flare", "bent-over-row", JUDGED, 1, _ROW, (_fault("elbow_flare", 65, 75),)),
    Cell("row-one-sided", "bent-over-row", JUDGED, 1, _ROW, (_fault("asymmetry", 12, 20),)),
    Cell("fly", "reverse-fly", ("front", "side", "three-quarter", "back"), 9, _FLY),
    Cell("fly-partial", "reverse-fly", ("side", "front"), 2, {**_FLY, **_PARTIAL}),
    Cell("fly-pauses", "reverse-fly", ANY, 2, {**_FLY, **_PAUSES}),
    Cell("fly-weights", "reverse-fly", ("side", "front"), 2, {**_FLY, **_WEIGHTS}),
    Cell("fly-rounded", "reverse-fly", SIDE, 4, {**_FLY, **_THERE}, (_LATE_ROUND,)),
    Cell("fly-high", "reverse-fly", JUDGED, 4, {**_FLY, **_THERE}, (_HIGH,)),
    Cell("fly-high-oblique", "reverse-fly", ("front", "back"), 2, {**_FLY, **_THERE}, (_HIGH,)),
    Cell("plank", "plank", JUDGED, 7, _PLANK),
    Cell("plank-front", "plank", ("front",), 2, _PLANK),
    Cell("plank-sag", "plank", JUDGED, 4, _PLANK, (_SAG,)),
    Cell("plank-sag-awhile", "plank", JUDGED, 2, _PLANK, (_SAG_AWHILE,)),
    Cell("plank-pike", "plank", JUDGED, 4, _PLANK, (_PIKE,)),
    Cell("plank-piked", "plank", JUDGED, 2, _PLANK, (_PIKE_ALWAYS,)),
    Cell("plank-head", "plank", SIDE, 2, _PLANK, (_fault("head_dropped", 55, 70, from_s=2.0),)),
    Cell("plank-kneel", "plank", JUDGED, 2, {**_PLANK, "enter": "kneel", "leave": "kneel"}),
    Cell("plank-sag-front", "plank", ("front",), 1, _PLANK, (_SAG,)),
    Cell("push-up", "push-up", JUDGED, 7, _PUSH_UP),
    Cell("push-up-front", "push-up", ("front",), 2, _PUSH_UP),
    Cell("push-up-partial", "push-up", JUDGED, 3, {**_PUSH_UP, **_PARTIAL_UP}),
    Cell("push-up-pauses", "push-up", JUDGED, 2, {**_PUSH_UP, **_PAUSES}),
    Cell("push-up-fast", "push-up", JUDGED, 2, {**_PUSH_UP, "reps": 6, "tempo_s": 0.85}),
    Cell("push-up-kneel", "push-up", JUDGED, 2, {**_PUSH_UP, "reps": 2, "enter": "kneel"}),
    Cell("push-up-sag", "push-up", JUDGED, 4, _PUSH_UP, (_SAG,)),
    Cell("push-up-pike", "push-up", JUDGED, 4, _PUSH_UP, (_PIKE,)),
    Cell("walk", "walk", ANY, 3, {"hold_s": 6.0}),
    Cell("stretch", "stretch", ANY, 3, {"hold_s": 6.0}),
    Cell("talk", "talk", ANY, 3, {"hold_s": 6.0}),
    Cell("squat", "squat", ANY, 2, {"reps": 3, "lead_s": 0.4}),
    Cell("lateral-raise", "lateral-raise", ANY, 2, {"reps": 3, "lead_s": 0.4}),
    Cell("curl", "curl", ANY, 2, {"reps": 3, "lead_s": 0.4}),
    Cell("deadlift", "deadlift", ANY, 2, {"reps": 3, "lead_s": 0.4}),
    Cell("row-set", "bent-over-row", COUNTED, 12, {**_ROW, "reps": 4}, part="fresh"),
    Cell("row-set-swing", "bent-over-row", JUDGED, 3, {**_ROW, **_THERE}, (_SWING,), part="fresh"),
    Cell("row-set-partial", "bent-over-row", COUNTED, 3, {**_ROW, **_PARTIAL}, part="fresh"),
    Cell("row-set-weights", "bent-over-row", COUNTED, 2, {**_ROW, **_WEIGHTS}, part="fresh"),
    Cell("fly-set", "reverse-fly", COUNTED, 14, {**_FLY, "reps": 4}, part="fresh"),
    Cell("fly-set-high", "reverse-fly", JUDGED, 2, {**_FLY, **_THERE}, (_HIGH,), part="fresh"),
    Cell("fly-set-partial", "reverse-fly", COUNTED, 3, {**_FLY, **_PARTIAL}, part="fresh"),
    Cell("fly-set-weights", "reverse-fly", COUNTED, 2, {**_FLY, **_WEIGHTS}, part="fresh"),
    Cell("push-up-set", "push-up", COUNTED, 14, {**_PUSH_UP, "reps": 4}, part="fresh"),
    Cell("push-up-set-sag", "push-up", JUDGED, 2, _PUSH_UP, (_SAG,), part="fresh"),
    Cell("push-up-set-partial", "push-up", COUNTED, 3, {**_PUSH_UP, **_PARTIAL_UP}, part="fresh"),
    Cell("push-up-set-kneel", "push-up", COUNTED, 3, {**_PUSH_UP, "reps": 2, "enter": "kneel"},
         part="fresh"),
    *guide_cells(),
)  # fmt: skip

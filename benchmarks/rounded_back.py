"""How well the silhouette shows a rounded back: `python -m benchmarks.rounded_back [--sweep]`.

Without options it analyses the row clips in `sample_videos/`, whose exact spine flexion is known.
With `--sweep` it renders several hundred stills (needs the `studio` extra; some minutes) and
tables the measure over flexion, by camera, posture, clothes and light.  `--picture FILE` draws
what is measured on two moments of the clips.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.measures.back import FIT_FROM, FIT_TO, MAX_BACK_RESIDUAL, back_bend
from formcheck.pose import BACK_STATIONS, FloatArray, Landmark, Pose
from formcheck.vision.estimator import PoseEstimator
from formcheck.vision.frames import Frame, Image, Mask
from formcheck.vision.silhouette import back_direction, back_profile
from formcheck.vision.source import open_video

if TYPE_CHECKING:
    from studio.scene.specs import Scene

SAMPLES = Path(__file__).parent.parent / "sample_videos"
FLAT_DEG = 15.0
"""Flexion up to here is flat: the body's own rest is hollow, 10 degrees look straight."""
ROUND_DEG = 30.0
"""Flexion from here on is rounded."""
ALARM_DEG = 13.0
"""A bend so much above the person's own flat one is called rounded (limit 9, margin 4)."""
HANG_DEG = 150.0
HINGED_DEG = 45.0
FLEXIONS = (0, 10, 20, 30, 40, 50, 60)
MIXES = ({"man": 1.0}, {"man": 0.5, "woman": 0.5}, {"woman": 1.0})


@dataclass(frozen=True)
class Sample:
    """One measurement beside its truth."""

    group: str
    person: str
    flexion: float
    bend: float
    own: float = float("nan")

    @property
    def judged(self) -> bool:
        """Whether the outline was good enough."""
        return bool(np.isfinite(self.bend))

    @property
    def more(self) -> float:
        """The bend above the person's own flat back's."""
        return self.bend - self.own


def bend_of(pose: Pose) -> float:
    """The bend that a check would see: NaN where the outline is not believed."""
    if pose.back is None:
        return float("nan")
    found = back_bend(pose.back)
    return found.bend_deg if found.residual <= MAX_BACK_RESIDUAL else float("nan")


def clip_samples(clip: Path) -> Iterator[Sample]:
    """Measure a clip's frames in which the arms hang and the trunk is hinged."""
    truth = json.loads(clip.with_suffix(".json").read_text(encoding="utf-8"))
    angles = {name: np.array(values) for name, values in truth["angles"].items()}
    elbow = angles[f"elbow_{truth['side']}"]
    with open_video(clip) as source, PoseEstimator(watch_others=False) as estimator:
        for frame in source:
            pose = estimator.estimate(frame)
            i = min(frame.index, len(elbow) - 1)
            if elbow[i] < HANG_DEG or angles["torso_inclination"][i] > HINGED_DEG:
                continue
            yield Sample(clip.stem, clip.stem, float(angles["spine_flexion"][i]), bend_of(pose))


def stills() -> Iterator[tuple[str, str, Scene]]:
    """The sweep: (group, person, scene)."""
    from studio.scene.reading import from_dict  # noqa: PLC0415  # an extra

    variants: list[tuple[str, dict[str, dict[str, Any]]]] = [("side", {})]
    variants += [(f"yaw {yaw}", {"camera": {"yaw_deg": yaw}}) for yaw in (75, 60, 45)]
    variants += [(f"yaw {yaw}", {"camera": {"yaw_deg": yaw}}) for yaw in (105, 120, 135)]
    variants += [(f"torso {deg}", {"motion": {"torso_deg": deg}}) for deg in (5, 15, 45, 58)]
    variants += [
        ("loose shirt", {"clothes": {"loose_m": 0.03}}),
        ("camera low", {"camera": {"height_m": 0.3}}),
        ("camera high", {"camera": {"height_m": 1.9}}),
        ("camera far", {"camera": {"distance_m": 5.5}}),
        ("dark", {"light": {"level": 0.35}}),
        ("shirt like the wall", {"clothes": {"shirt": "#b0b6ba"}}),
        ("ponytail", {"body": {"hair_style": "ponytail"}}),
        ("things behind", {"room": {"things": ["rack", "mirror", "bench"]}}),
        ("other side", {"camera": {"side": "right"}}),
    ]
    looks: tuple[dict[str, Any], ...] = (
        {"skin": "dark", "height_m": 1.64},
        {"skin": "tan"},
        {"skin": "light"},
    )
    shirts = ("#3c7859", "#d8d2c8", "#b2282c")
    for group, changes in variants:
        for mix, look, shirt in zip(MIXES, looks, shirts, strict=True):
            tables: dict[str, Any] = {
                "exercise": "bent-over-row",
                "seed": 5,
                "body": {"mix": mix, **look},
                "clothes": {"shirt": shirt},
                "camera": {"distance_m": 3.8},
                "motion": {"lead_s": 0.0, "pause_s": 1.0},
            }
            for table, keys in changes.items():
                tables[table] = {**tables.get(table, {}), **keys}
            yield group, f"{group}/{_name(mix)}", from_dict(tables, f"{group}-{_name(mix)}")


def _name(mix: dict[str, float]) -> str:
    return "-".join(mix)


def sweep_samples(keep: Callable[[str, Pose, Any], None] | None = None) -> Iterator[Sample]:
    """Render each scene's hanging position at every flexion and measure it."""
    from studio.motion.exercises import perform  # noqa: PLC0415
    from studio.stage import Studio  # noqa: PLC0415
    from studio.truth import measure  # noqa: PLC0415

    for group, person, scene in stills():
        studio = Studio(scene)
        at = int(2.0 * scene.fps)
        try:
            for flexion in FLEXIONS:
                motion = dataclasses.replace(scene.motion, flexion_deg=float(flexion))
                studio.performance = perform(dataclasses.replace(scene, motion=motion), studio.rig)
                picture = studio.picture(at)
                g = studio.rig.transforms(studio.performance.stance(at / scene.fps))
                true = measure(studio.rig.body, g)["spine_flexion"]
                with PoseEstimator(watch_others=False) as estimator:
                    pose, mask = estimator.estimate_with_mask(Frame(0, 0.0, picture))
                if keep is not None:
                    keep(f"{person}/{flexion}", pose, (picture, mask, true))
                yield Sample(group, person, true, bend_of(pose) if pose.present else float("nan"))
        finally:
            studio.close()


def with_own(samples: Iterable[Sample]) -> list[Sample]:
    """Give each sample its person's own flat bend: the median over flat ones nearest to 10."""
    found = list(samples)
    own: dict[str, float] = {}
    for person in {s.person for s in found}:
        flat = [s.bend for s in found if s.person == person and s.judged and 5 < s.flexion <= 15]
        own[person] = float(np.median(flat)) if flat else float("nan")
    return [dataclasses.replace(s, own=own[s.person]) for s in found]


def auc(low: FloatArray, high: FloatArray) -> float:
    """How often a rounded back reads more than a flat one.

    Args:
        low: what flat backs read, (n,).
        high: what rounded backs read, (m,).
    """
    over = (high[:, None] > low[None, :]).mean() + 0.5 * (high[:, None] == low[None, :]).mean()
    return float(over)


def row_of(name: str, samples: list[Sample]) -> str:
    """One line of the table."""
    good = [s for s in samples if s.judged and np.isfinite(s.own)]
    more = np.array([s.more for s in good])
    true = np.array([s.flexion for s in good]) - 10.0
    flat = more[true <= FLAT_DEG - 10.0]
    rounded = more[true >= ROUND_DEG - 10.0]
    very = more[true >= 35.0]
    cells = [
        name,
        str(len(samples)),
        f"{100 * (1 - len(good) / max(1, len(samples))):.0f} %",
        *(_median(more[np.abs(true - at) < 5.0]) for at in (-10.0, 10.0, 20.0, 30.0, 40.0, 50.0)),
        f"{np.abs(more - true).mean():.1f}" if len(more) else "-",
        f"{auc(flat, rounded):.3f}" if len(flat) and len(rounded) else "-",
        f"{(flat > ALARM_DEG).sum()} of {len(flat)}" if len(flat) else "-",
        f"{(very > ALARM_DEG).sum()} of {len(very)}" if len(very) else "-",
    ]
    return "| " + " | ".join(cells) + " |"


def _median(values: FloatArray) -> str:
    return f"{np.median(values):+.0f}" if len(values) else ""


HEADER = (
    "| | n | refused | 0 | 20 | 30 | 40 | 50 | 60 | error | AUC | false alarms | found |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|---|---|"
)


def table(samples: list[Sample]) -> str:
    """The whole table, one line per group."""
    groups = dict.fromkeys(s.group for s in samples)
    rows = (row_of(group, [s for s in samples if s.group == group]) for group in groups)
    return "\n".join([HEADER, *rows])


def time_profile() -> str:
    """How long the two steps take on a mask of 960 x 540."""
    mask = np.zeros((540, 960), np.float32)
    mask[200:400, 300:700] = 1.0
    image = np.zeros((33, 2))
    image[11:13], image[23:25], image[25:] = (620, 330), (380, 330), (380, 450)
    visibility = np.ones(33)
    profile = back_profile(mask, image, visibility)
    spent = []
    for call in (lambda: back_profile(mask, image, visibility), lambda: back_bend(profile)):
        times = []
        for _ in range(300):
            start = time.perf_counter()
            call()
            times.append(time.perf_counter() - start)
        spent.append(1e3 * float(np.median(times)))
    return f"back_profile {spent[0]:.2f} ms, back_bend {spent[1]:.3f} ms (medians)"


def picture(moments: list[tuple[Path, float]], half: int = 125, zoom: int = 2) -> Image:
    """Mask, chord, stations and fitted curve on moments of clips, beside each other (BGR).

    Args:
        moments: a clip and a time in it, seconds, each.
        half: half the width of each piece of a picture, pixels.
        zoom: how much larger it is drawn.

    Returns:
        BGR picture, (height, width, 3).

    Raises:
        SystemExit: nobody is seen at one of the moments.
    """
    panels = []
    for clip, second in moments:
        with open_video(clip) as source, PoseEstimator(watch_others=False) as estimator:
            for frame in source:
                pose, mask = estimator.estimate_with_mask(frame)
                if frame.time_s >= second:
                    break
        if mask is None or pose.back is None:
            raise SystemExit(f"{clip.name}: nobody at {second} s")
        panels.append(_panel(frame.image, mask, pose, half, zoom))
    return np.hstack(panels)


def _panel(image: Image, mask: Mask, pose: Pose, half: int, zoom: int) -> Image:
    assert pose.back is not None
    hip = pose.image[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=0)
    shoulder = pose.image[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]].mean(axis=0)
    along, length = shoulder - hip, float(np.linalg.norm(shoulder - hip))
    out = back_direction(pose.image, pose.visibility) * length
    x, y = ((hip + shoulder) / 2 + out * 0.2).astype(int)
    corner = np.array([max(0, x - half), max(0, y - half)])
    part = (slice(corner[1], y + half), slice(corner[0], x + half))
    panel = cv2.resize(image[part][..., ::-1], None, fx=zoom, fy=zoom)
    inside = (cv2.resize(mask[part], None, fx=zoom, fy=zoom) >= 0.5).astype(np.uint8)
    edges, _ = cv2.findContours(inside, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    cv2.drawContours(panel, edges, -1, (80, 220, 80), 1, cv2.LINE_AA)

    def at(t: Any, away: Any) -> NDArray[np.int32]:
        t, away = np.asarray(t)[:, None], np.asarray(away)[:, None]
        points: NDArray[np.float64] = (hip + t * along + away * out - corner) * zoom
        return points.astype(np.int32)

    used = (BACK_STATIONS >= FIT_FROM - 1e-9) & (BACK_STATIONS <= FIT_TO + 1e-9)
    seen = used & np.isfinite(pose.back)
    t = np.linspace(FIT_FROM, FIT_TO, 60)
    curve = np.polyval(np.polyfit(BACK_STATIONS[seen], pose.back[seen], 2), t)
    cv2.polylines(panel, [at([0, 1], [0, 0])], False, (255, 200, 60), 2, cv2.LINE_AA)
    cv2.polylines(panel, [at(t, curve)], False, (40, 160, 255), 2, cv2.LINE_AA)
    for spot in at(BACK_STATIONS[seen], pose.back[seen]):
        cv2.circle(panel, spot.tolist(), 3, (40, 40, 230), -1, cv2.LINE_AA)
    text = f"{back_bend(pose.back).bend_deg:+.0f} degrees"
    cv2.putText(panel, text, (10, 30), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (30, 30, 30), 2, cv2.LINE_AA)
    return np.asarray(panel, np.uint8)


def main(arguments: list[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rounded_back", description=__doc__)
    parser.add_argument("--sweep", action="store_true", help="render stills and table them")
    parser.add_argument("--picture", type=Path, help="write the picture of the page in docs/")
    options = parser.parse_args(arguments)
    if options.picture:
        clip = SAMPLES / "row-rounded.mp4"
        cv2.imwrite(str(options.picture), picture([(clip, 2.8), (clip, 7.1)]))
        return 0
    if options.sweep:
        samples = with_own(sweep_samples())
    else:
        clips = sorted(p for p in SAMPLES.glob("row-*.mp4") if p.with_suffix(".json").exists())
        if not clips:
            print("no row clips in sample_videos/", file=sys.stderr)
            return 2
        samples = with_own(s for clip in clips for s in clip_samples(clip))
    print(table(samples))
    print(time_profile())
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Render scenes: `python -m studio.render SCENE.toml [--out DIR]` or `--all`."""

from __future__ import annotations

import argparse
import json
import sys
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2

from studio.scene.reading import SceneError, load
from studio.scene.specs import PictureSpec, Scene
from studio.stage import Studio
from studio.truth import of_scene

SCENES = Path(__file__).parent / "scenes"
SAMPLES = Path(__file__).parent.parent / "sample_videos"
FAST_START = {"movflags": "+faststart"}


def render(scene: Scene, out: Path) -> dict[str, Any]:
    """Render a scene to `<name>.mp4` and `<name>.json` in a folder; returns the truth.

    Raises:
        SceneError: the person is cropped, or not seen.
    """
    studio = Studio(scene)
    found = of_scene(scene)
    try:
        with av.open(str(out / f"{scene.name}.mp4"), "w", options=FAST_START) as container:
            stream = container.add_stream("libx264", rate=scene.fps)
            stream.width, stream.height = scene.size
            stream.pix_fmt = "yuv420p"
            crf = scene.picture.crf
            preset = "slow" if crf == PictureSpec().crf else "fast"
            stream.options = {"crf": str(crf), "preset": preset, "threads": "1"}
            stream.time_base = Fraction(1, scene.fps)
            for i in range(studio.frames):
                frame = av.VideoFrame.from_ndarray(studio.picture(i), format="rgb24")
                frame.pts, frame.time_base = i, Fraction(1, scene.fps)
                container.mux(stream.encode(frame))
            container.mux(stream.encode())
    finally:
        studio.close()
    write_truth(found, scene, out)
    return found


def write_truth(found: dict[str, Any], scene: Scene, out: Path) -> None:
    """Write a clip's truth to `<name>.json` in a folder."""
    (out / f"{scene.name}.json").write_text(_compact(found), encoding="utf-8")


def _compact(found: dict[str, Any]) -> str:
    """JSON with one line per entry and one line per column of angles."""
    lines = []
    for key, value in found.items():
        if key == "angles":
            columns = [
                f"    {json.dumps(k)}: {json.dumps(v, separators=(',', ':'))}"
                for k, v in value.items()
            ]
            lines.append('  "angles": {\n' + ",\n".join(columns) + "\n  }")
        else:
            lines.append(f"  {json.dumps(key)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main(arguments: list[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m studio.render", description=__doc__)
    parser.add_argument("scenes", nargs="*", type=Path, help="scene files")
    parser.add_argument("--all", action="store_true", help="every scene in studio/scenes")
    parser.add_argument("--out", type=Path, default=SAMPLES, help="folder for clips and truth")
    parser.add_argument("--still", type=float, help="draw one picture at this second, as PNG")
    parser.add_argument("--truth-only", action="store_true", help="write no clips, only truth")
    options = parser.parse_args(arguments)
    files = sorted(SCENES.glob("*.toml")) if options.all else options.scenes
    if not files:
        parser.error("name a scene file, or --all")
    options.out.mkdir(parents=True, exist_ok=True)
    for file in files:
        started = time.monotonic()
        try:
            scene = load(file)
            if options.still is not None:
                _still(scene, options.still, options.out)
                continue
            if options.truth_only:
                write_truth(of_scene(scene), scene, options.out)
                continue
            found = render(scene, options.out)
        except SceneError as error:
            print(error, file=sys.stderr)
            return 2
        size = (options.out / f"{scene.name}.mp4").stat().st_size
        took = time.monotonic() - started
        print(f"{scene.name}: {found['frames']} frames, {size / 1000:.0f} kB, {took:.0f} s")
    return 0


def _still(scene: Scene, second: float, out: Path) -> None:
    studio = Studio(scene)
    try:
        picture = studio.picture(int(second * scene.fps))
    finally:
        studio.close()
    cv2.imwrite(str(out / f"{scene.name}-{second:05.2f}.png"), picture[:, :, ::-1])


if __name__ == "__main__":
    sys.exit(main())

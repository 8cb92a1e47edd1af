"""Render the matrix and keep what formcheck's eyes saw: `python -m accuracy.make [NAME ...]`.

Each scene of `studio.matrix` is rendered to a clip, the clip is watched once by the pose model,
and three small files are kept: the scene (`NAME.toml`), its exact truth (`NAME.json`) and the
poses with the outline of the back (`NAME.jsonl.gz`).  The clip itself is thrown away unless
`--keep` names a folder for it.  What is there already is left as it is; `--again` makes it anew.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import tempfile
import time
import zlib
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any, Final

from studio.matrix.cast import PARTS
from studio.matrix.plan import scenes, to_toml

FOLDER = Path(__file__).parent
MODEL: Final = "full"
MOST_TRIES = 3

Work = tuple[str, Path, str, Path | None]
"""Name of a clip, where its files go, the scene file, where the rendered clip goes."""


def make(name: str, folder: Path, text: str, keep: Path | None) -> str:
    """Make one clip's three files; returns a line that says how it went.

    Args:
        name: of the clip.
        folder: where the files go.
        text: the scene file.
        keep: where the rendered clip goes; None for nowhere.
    """
    from formcheck import analyze, load_exercise  # noqa: PLC0415  # heavy, and in a worker only
    from studio.render import render  # noqa: PLC0415
    from studio.scene.reading import from_text  # noqa: PLC0415
    from studio.stage import fitted  # noqa: PLC0415

    started = time.monotonic()
    scene = fitted(from_text(text, name))
    with tempfile.TemporaryDirectory(prefix="matrix-") as temporary:
        clips = keep or Path(temporary)
        truth = render(scene, clips)
        poses = Path(temporary) / f"{name}.jsonl.gz"
        exercise = truth["exercise"] or "bent-over-row"  # a recording is the same for all
        analyze(clips / f"{name}.mp4", load_exercise(exercise), model=MODEL, record=poses)
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
        found: dict[str, Any] = {**truth, "clip": poses.name}
        compact = json.dumps(found, separators=(",", ":"))
        (folder / f"{name}.json").write_text(compact + "\n", encoding="utf-8")
        (folder / poses.name).write_bytes(poses.read_bytes())
    return f"{name}: {truth['frames']} frames, {time.monotonic() - started:.0f} s"


def main(arguments: list[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m accuracy.make", description=__doc__)
    parser.add_argument("names", nargs="*", help="of cells or clips; default all")
    parser.add_argument("--part", choices=PARTS, action="append", help="tuning or test")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for both parts")
    parser.add_argument("--keep", type=Path, help="keep the rendered clips in this folder")
    parser.add_argument("--again", action="store_true", help="also what is there already")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args(arguments)
    work = []
    for part in options.part or PARTS:
        folder = options.out / part
        folder.mkdir(parents=True, exist_ok=True)
        keep = options.keep / part if options.keep else None
        if keep:
            keep.mkdir(parents=True, exist_ok=True)
        for name, tables in scenes(part):
            wanted = not options.names or {name, name.rpartition("-")[0]} & set(options.names)
            if wanted and (options.again or not (folder / f"{name}.jsonl.gz").exists()):
                work.append((name, folder, to_toml(tables), keep))
    # Within a part in no order, so that what is there after a while is a fair sample of it.
    work.sort(key=lambda each: (each[1].name != PARTS[0], zlib.crc32(each[0].encode())))
    return _make_all(work, options.jobs)


def _make_all(work: list[Work], jobs: int) -> int:
    """Make all clips; a worker that dies (graphics drivers do) is replaced and its clip retried."""
    tries = dict.fromkeys((each[:2] for each in work), 0)
    left, failed, made = list(work), 0, 0
    while left:
        again: list[Work] = []
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(jobs, mp_context=context) as pool:
            under_way = {pool.submit(make, *each): each for each in left}
            for done in as_completed(under_way):
                each = under_way[done]
                try:
                    line = done.result()
                except BrokenExecutor:
                    again.append(each)
                    continue
                except Exception as error:  # the others go on
                    failed += 1
                    line = f"{each[0]}: FAILED: {error}"
                made += 1
                print(f"[{made}/{len(work)}] {line}", flush=True)
        for each in again[:jobs]:  # they were under way, or next
            tries[each[:2]] += 1
        left = [each for each in again if tries[each[:2]] < MOST_TRIES]
        failed += len(again) - len(left)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

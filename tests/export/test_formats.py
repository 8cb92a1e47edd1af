"""What is exported, read back by readers that know the formats and nothing of formcheck."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from formcheck.errors import InputError, OutputError, UsageError
from formcheck.export import SUFFIXES, write_export
from formcheck.pose import LANDMARKS, Landmark, Pose
from formcheck.recording import SourceInfo, read
from tests.evaluation.clips import RECORDINGS

INFO = SourceInfo("folder/set.mp4", 1.0, 20.0, 640, 360)


def person(elbow_deg: float = 180.0) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Somebody who stands and faces the camera: their left is at the picture's right."""
    world = np.zeros((LANDMARKS, 3))
    for side, x in (("LEFT", 0.2), ("RIGHT", -0.2)):
        world[Landmark[f"{side}_SHOULDER"]] = (x, -0.5, 0)
        world[Landmark[f"{side}_ELBOW"]] = (x, -0.2, 0)
        turn = np.radians(180 - elbow_deg) if side == "LEFT" else 0.0
        world[Landmark[f"{side}_WRIST"]] = (x, -0.2 + 0.25 * np.cos(turn), -0.25 * np.sin(turn))
        world[Landmark[f"{side}_HIP"]] = (x / 2, 0, 0)
        world[Landmark[f"{side}_KNEE"]] = (x / 2, 0.4, 0)
        world[Landmark[f"{side}_ANKLE"]] = (x / 2, 0.8, 0)
        world[Landmark[f"{side}_HEEL"]] = (x / 2, 0.85, 0.05)
        world[Landmark[f"{side}_FOOT_INDEX"]] = (x / 2, 0.8, -0.2)
    world[Landmark.NOSE] = (0, -0.7, -0.1)
    return world


def pose(number: int, time_s: float, elbow_deg: float = 180.0, *, x: float = 320.0) -> Pose:
    image = np.full((LANDMARKS, 2), (x, 100.0))
    image[Landmark.LEFT_HIP] = (x, 200.0)
    image[Landmark.LEFT_ANKLE] = (x, 400.0)  # below the picture
    visibility = np.full(LANDMARKS, 0.9)
    visibility[Landmark.RIGHT_WRIST] = 0.2
    return Pose(number, time_s, 640, 360, image, visibility, person(elbow_deg))


def nobody(number: int, time_s: float) -> Pose:
    return Pose(number, time_s, 640, 360)


def exported(tmp_path: Path, format_: str, *poses: Pose) -> str:
    path = tmp_path / f"set{SUFFIXES[format_]}"
    write_export(path, format_, [(each,) for each in poses], INFO, model="full")
    return path.read_text()


def read_trc(text: str) -> tuple[dict[str, str], list[str], np.ndarray[Any, Any]]:
    """As OpenSim reads it: three lines of header, two of names, one empty, then rows."""
    lines = text.split("\n")
    assert lines[0].split("\t")[:3] == ["PathFileType", "4", "(X/Y/Z)"]
    header = dict(zip(lines[1].split("\t"), lines[2].split("\t"), strict=True))
    names = lines[3].split("\t")
    assert names[:2] == ["Frame#", "Time"]
    count = int(header["NumMarkers"])
    assert lines[4].split("\t")[2:5] == ["X1", "Y1", "Z1"]
    assert lines[5] == ""
    rows = np.genfromtxt(io.StringIO("\n".join(lines[6:])), delimiter="\t")
    assert rows.shape == (int(header["NumFrames"]), 2 + 3 * count)
    return header, names[2::3], rows


def read_mot(text: str) -> tuple[dict[str, str], list[str], np.ndarray[Any, Any]]:
    head, _, body = text.partition("endheader\n")
    header = dict(line.split("=") for line in head.splitlines()[1:])
    names, _, table = body.partition("\n")
    rows = np.loadtxt(io.StringIO(table), delimiter="\t", ndmin=2)
    assert rows.shape == (int(header["nRows"]), int(header["nColumns"]))
    return header, names.split("\t"), rows


def test_trc_shows_no_mirrored_person(tmp_path: Path) -> None:
    header, names, rows = read_trc(exported(tmp_path, "trc", pose(0, 0.0), pose(1, 0.05)))
    assert header["Units"] == "m"
    assert header["DataRate"] == header["OrigDataRate"] == "20"
    at = {name: rows[0, 2 + 3 * n : 5 + 3 * n] for n, name in enumerate(names)}
    up = at["Neck"] - at["Hip"]
    left = at["LShoulder"] - at["RShoulder"]
    forward = at["LBigToe"] - at["LHeel"]
    assert up[1] > 0  # OpenSim's y is up
    assert np.dot(np.cross(up, forward), left) > 0  # in a mirror it would be the other way


def test_rows_come_at_the_rate_that_the_header_states(tmp_path: Path) -> None:
    times = [0.0, 0.04, 0.11, 0.15, 0.2, 0.26, 0.3]
    poses = [pose(n, time, 180 - 100 * time) for n, time in enumerate(times)]
    _, names, rows = read_mot(exported(tmp_path, "mot", *poses))
    np.testing.assert_allclose(np.diff(rows[:, 0]), 0.05, atol=1e-6)
    assert rows[-1, 0] == pytest.approx(0.3)
    elbow = rows[:, names.index("elbow_flex_l")]
    np.testing.assert_allclose(elbow, 100 * rows[:, 0], atol=0.5)
    others = ("elbow_flex_r", "knee_angle_l", "hip_flexion_r", "arm_flex_l", "ankle_angle_r")
    for name in others:
        np.testing.assert_allclose(rows[:, names.index(name)], 0, atol=12)


def test_what_is_missing(tmp_path: Path) -> None:
    """A .trc leaves cells empty; a .mot can't, and is filled only between what is known."""
    seen = [nobody(0, 0.0), pose(1, 0.05, 170), nobody(2, 0.1), pose(3, 0.15, 150), nobody(4, 0.2)]
    _, _, rows = read_trc(exported(tmp_path, "trc", *seen))
    assert np.isnan(rows[:, 2]).tolist() == [True, False, True, False, True]
    _, names, rows = read_mot(exported(tmp_path, "mot", *seen))
    assert rows[:, 0].tolist() == [0.05, 0.1, 0.15]
    np.testing.assert_allclose(rows[:, names.index("elbow_flex_l")], [10, 20, 30], atol=0.01)
    document = json.loads(exported(tmp_path, "coco", *seen))
    assert len(document["images"]) == 5
    assert [each["image_id"] for each in document["annotations"]] == [2, 4]
    with pytest.raises(InputError, match="no frame in which a whole person"):
        exported(tmp_path, "mot", nobody(0, 0.0))


def test_nothing_is_made_up_in_a_gap(tmp_path: Path) -> None:
    _, _, rows = read_trc(exported(tmp_path, "trc", pose(0, 0.0), pose(1, 1.0)))
    assert len(rows) == 21
    assert np.isnan(rows[1:-1, 2:]).all()
    assert np.isfinite(rows[[0, -1], 2:]).all()


def test_coco(tmp_path: Path) -> None:
    two = [(pose(0, 0.0), pose(0, 0.0, x=50.0)), (pose(1, 0.05),)]
    path = tmp_path / "a.json"
    write_export(path, "coco", two, INFO)
    document = json.loads(path.read_text())
    (category,) = document["categories"]
    names = category["keypoints"]
    assert len(names) == 17
    assert names[:2] == ["nose", "left_eye"]
    assert names[-1] == "right_ankle"
    assert all(1 <= end <= 17 for line in category["skeleton"] for end in line)
    assert [each["id"] for each in document["annotations"]] == [1, 2, 3]
    assert [each["track_id"] for each in document["annotations"]] == [0, 1, 0]
    first = document["annotations"][0]
    points = dict(zip(names, np.reshape(first["keypoints"], (17, 3)).tolist(), strict=True))
    assert points["left_hip"] == [320, 200, 2]
    assert points["right_wrist"] == [320, 100, 1]  # hidden
    assert points["left_ankle"] == [0, 0, 0]  # outside of the picture
    assert first["num_keypoints"] == 16
    assert first["bbox"] == [320, 100, 0, 260]


def test_our_lines_are_read_by_us(tmp_path: Path) -> None:
    source = read(RECORDINGS / "idle.jsonl.gz")
    frames = list(source.frames())
    path = tmp_path / "again.jsonl"
    write_export(path, "jsonl", frames, source.info, model=source.model)
    again = read(path)
    assert [one.time_s for one in again] == [people[0].time_s for people in frames]
    assert again.info == source.info


def test_errors(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="coco, trc, mot, jsonl"):
        write_export(tmp_path / "a", "bvh", [(pose(0, 0.0),)], INFO)
    with pytest.raises(InputError, match="no frame to export"):
        write_export(tmp_path / "a", "trc", [], INFO)
    with pytest.raises(OutputError, match="cannot be written"):
        write_export(tmp_path / "no" / "a", "trc", [(pose(0, 0.0),)], INFO)

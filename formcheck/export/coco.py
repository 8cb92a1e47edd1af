"""COCO keypoints: one JSON document with a picture and an annotation for each frame.

The seventeen keypoints of COCO's persons, in pixels of the upright picture.  `v` is 2 where a joint
is seen, 1 where it is in the picture but hidden or guessed, 0 with x and y 0 where it lies outside
of the picture.  A frame in which nobody was found has its picture and no annotation, as COCO tells
it.  `file_name` is a name for each frame: no pictures are written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import numpy as np

from formcheck.pose import Landmark, Pose

KEYPOINTS = {
    "nose": Landmark.NOSE,
    "left_eye": Landmark.LEFT_EYE,
    "right_eye": Landmark.RIGHT_EYE,
    "left_ear": Landmark.LEFT_EAR,
    "right_ear": Landmark.RIGHT_EAR,
    "left_shoulder": Landmark.LEFT_SHOULDER,
    "right_shoulder": Landmark.RIGHT_SHOULDER,
    "left_elbow": Landmark.LEFT_ELBOW,
    "right_elbow": Landmark.RIGHT_ELBOW,
    "left_wrist": Landmark.LEFT_WRIST,
    "right_wrist": Landmark.RIGHT_WRIST,
    "left_hip": Landmark.LEFT_HIP,
    "right_hip": Landmark.RIGHT_HIP,
    "left_knee": Landmark.LEFT_KNEE,
    "right_knee": Landmark.RIGHT_KNEE,
    "left_ankle": Landmark.LEFT_ANKLE,
    "right_ankle": Landmark.RIGHT_ANKLE,
}
"""COCO's keypoints in its order, and the landmarks that they are."""

SKELETON = (
    *((16, 14), (14, 12), (17, 15), (15, 13), (12, 13), (6, 12), (7, 13), (6, 7), (6, 8), (7, 9)),
    *((8, 10), (9, 11), (2, 3), (1, 2), (1, 3), (2, 4), (3, 5), (4, 6), (5, 7)),
)
"""COCO's lines between keypoints, which it counts from 1."""

SEEN = 0.5
"""From this visibility on a joint is told as seen."""


def coco(frames: Iterable[tuple[Pose, ...]], name: str) -> str:
    """Everybody in each frame as a COCO document.

    Args:
        frames: The people of each frame, first of all the one who is followed.
        name: The video's name.

    Returns:
        The text.
    """
    images: list[dict[str, Any]] = []
    annotations: list[dict[str, Any]] = []
    for number, people in enumerate(frames, 1):
        first = people[0]
        images.append(
            {
                "id": number,
                "file_name": f"{name}#{first.index:06d}",
                "width": first.width,
                "height": first.height,
                "time_s": first.time_s,
            }
        )
        annotations += [
            {"id": 0, "image_id": number, "category_id": 1, "track_id": who, **_person(pose)}
            for who, pose in enumerate(people)
            if pose.present
        ]
    for number, annotation in enumerate(annotations, 1):
        annotation["id"] = number
    category = {
        "id": 1,
        "name": "person",
        "supercategory": "person",
        "keypoints": list(KEYPOINTS),
        "skeleton": [list(line) for line in SKELETON],
    }
    document = {"images": images, "annotations": annotations, "categories": [category]}
    return json.dumps(document, separators=(",", ":"), allow_nan=False) + "\n"


def _person(pose: Pose) -> dict[str, Any]:
    """What COCO says of a person."""
    flat: list[float] = []
    count = 0
    for landmark in KEYPOINTS.values():
        x, y = (round(float(value), 2) for value in pose.image[landmark])
        if not (0 <= x < pose.width and 0 <= y < pose.height):  # NaN is nowhere, too
            flat += [0, 0, 0]
            continue
        flat += [x, y, 2 if pose.visibility[landmark] >= SEEN else 1]
        count += 1
    points = pose.image[np.isfinite(pose.image).all(axis=1)].clip(0, (pose.width, pose.height))
    left, top = points.min(axis=0)
    width, height = np.ptp(points, axis=0)
    box = [round(float(value), 2) for value in (left, top, width, height)]
    return {
        "keypoints": flat,
        "num_keypoints": count,
        "bbox": box,
        "area": round(box[2] * box[3], 2),
        "iscrowd": 0,
    }

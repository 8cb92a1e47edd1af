"""The points that OpenSim gets: names as in Pose2Sim's models, and its axes.

MediaPipe's landmarks in metres have their origin between the hips, x to the right of the picture, y
down and z away from the camera.  OpenSim's y is up.  Turning y alone would show a mirrored person,
in whom left is right; so y and z are both negated, which is a half turn about x: x to the right of
the picture, y up, z towards the camera.  The person stays at the origin: where they are in the room
is not known, and jumps show as the limbs' movement against the hips alone.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from formcheck.pose import FloatArray, Landmark

TURNED: FloatArray = np.array([1.0, -1.0, -1.0])
"""What each axis of MediaPipe's is multiplied with: a half turn about x, no mirror."""

MARKERS: Mapping[str, tuple[Landmark, ...]] = {
    "Hip": (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    "RHip": (Landmark.RIGHT_HIP,),
    "RKnee": (Landmark.RIGHT_KNEE,),
    "RAnkle": (Landmark.RIGHT_ANKLE,),
    "RBigToe": (Landmark.RIGHT_FOOT_INDEX,),
    "RHeel": (Landmark.RIGHT_HEEL,),
    "LHip": (Landmark.LEFT_HIP,),
    "LKnee": (Landmark.LEFT_KNEE,),
    "LAnkle": (Landmark.LEFT_ANKLE,),
    "LBigToe": (Landmark.LEFT_FOOT_INDEX,),
    "LHeel": (Landmark.LEFT_HEEL,),
    "Neck": (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
    "Nose": (Landmark.NOSE,),
    "RShoulder": (Landmark.RIGHT_SHOULDER,),
    "RElbow": (Landmark.RIGHT_ELBOW,),
    "RWrist": (Landmark.RIGHT_WRIST,),
    "LShoulder": (Landmark.LEFT_SHOULDER,),
    "LElbow": (Landmark.LEFT_ELBOW,),
    "LWrist": (Landmark.LEFT_WRIST,),
}
"""Each marker and the landmarks of which it is the middle."""


def markers(world: FloatArray) -> FloatArray:
    """Where the markers are.

    Args:
        world: Landmarks in metres as a pose has them, shape (frames, 33, 3).

    Returns:
        The markers in metres, shape (frames, markers, 3): x to the right, y up, z to the camera.
    """
    points = [world[:, list(of)].mean(axis=1) for of in MARKERS.values()]
    return np.stack(points, axis=1) * TURNED

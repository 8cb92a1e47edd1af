"""`.trc` and `.mot` for OpenSim.

`.trc` has the markers' places in metres.  `.mot` has angles over time as the landmarks show them:
no inverse kinematics is done here, for that take the `.trc` to OpenSim.

Both state one rate and the number of rows in their header, so the frames are resampled to an even
rate.  Where nobody was seen, a `.trc` has empty cells, as it marks a missing marker.  A `.mot` has
no sign for what is missing, and OpenSim refuses NaN there; so it begins with the first row in which
everything is known, ends with the last, and fills what is missing between them by a straight line.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from formcheck.errors import InputError
from formcheck.export.even import even_times, interpolated
from formcheck.export.markers import MARKERS, markers
from formcheck.geometry import included_angle_3d
from formcheck.pose import FloatArray, Landmark, Pose

ANGLES: dict[str, tuple[Landmark, Landmark, Landmark]] = {
    f"{name}_{side[0]}": (
        Landmark[f"{side.upper()}_{before}"],
        Landmark[f"{side.upper()}_{joint}"],
        Landmark[f"{side.upper()}_{after}"],
    )
    for side in ("right", "left")
    for name, (before, joint, after) in {
        "hip_flexion": ("SHOULDER", "HIP", "KNEE"),
        "knee_angle": ("HIP", "KNEE", "ANKLE"),
        "ankle_angle": ("KNEE", "ANKLE", "FOOT_INDEX"),
        "arm_flex": ("HIP", "SHOULDER", "ELBOW"),
        "elbow_flex": ("SHOULDER", "ELBOW", "WRIST"),
    }.items()
}
"""Each column of a `.mot` and the three landmarks of its angle; 0 where they are in one line, but
for the ankle (0 at a right angle) and the arm (0 where it hangs)."""

_RATES = ("DataRate", "CameraRate", "NumFrames", "NumMarkers", "Units")
_NEUTRAL = {"ankle_angle": 90.0, "arm_flex": 0.0}


def trc(poses: Sequence[Pose], fps: float, name: str) -> str:
    """The markers of a person as a `.trc` file.

    Args:
        poses: Of one person, in order, at least one.
        fps: Rows a second.
        name: The file's own name, which its first line has.

    Returns:
        The text.
    """
    at, world = _evened(poses, fps)
    points = markers(world)
    rows = len(at)
    head = [
        ["PathFileType", "4", "(X/Y/Z)", name],
        [*_RATES, "OrigDataRate", "OrigDataStartFrame", "OrigNumFrames"],
        [f"{fps:g}", f"{fps:g}", str(rows), str(len(MARKERS)), "m", f"{fps:g}", "1", str(rows)],
        ["Frame#", "Time", *[cell for marker in MARKERS for cell in (marker, "", "")]],
        ["", "", *[f"{axis}{n}" for n in range(1, len(MARKERS) + 1) for axis in "XYZ"]],
        [],
    ]
    lines = ["\t".join(cells) for cells in head]
    for number, (time_s, row) in enumerate(zip(at, points.reshape(rows, -1), strict=True), 1):
        cells = ["" if np.isnan(value) else f"{value:.5f}" for value in row]
        lines.append("\t".join([str(number), f"{time_s:.6f}", *cells]))
    return "\n".join(lines) + "\n"


def mot(poses: Sequence[Pose], fps: float, name: str) -> str:
    """Angles of joints over time as a `.mot` file.

    Args:
        poses: Of one person, in order, at least one.
        fps: Rows a second.
        name: What the motion is called.

    Returns:
        The text.

    Raises:
        InputError: There is no row in which everything is known.
    """
    at, world = _evened(poses, fps)
    columns = np.stack([_angle(world, column) for column in ANGLES], axis=1)
    whole = np.flatnonzero(np.isfinite(columns).all(axis=1))
    if not len(whole):
        raise InputError("there is no frame in which a whole person was found: no .mot can be made")
    span = slice(whole[0], whole[-1] + 1)
    at, columns = at[span], columns[span]
    for column in columns.T:
        known = np.isfinite(column)
        column[:] = np.interp(at, at[known], column[known])
    lines = [
        name,
        "version=1",
        f"nRows={len(at)}",
        f"nColumns={len(ANGLES) + 1}",
        "inDegrees=yes",
        f"DataRate={fps:g}",
        "endheader",
        "\t".join(["time", *ANGLES]),
    ]
    for time_s, row in zip(at, columns, strict=True):
        lines.append("\t".join([f"{time_s:.6f}", *[f"{value:.3f}" for value in row]]))
    return "\n".join(lines) + "\n"


def _evened(poses: Sequence[Pose], fps: float) -> tuple[FloatArray, FloatArray]:
    times = [pose.time_s for pose in poses]
    at = even_times(times, fps)
    world = np.stack([pose.world for pose in poses])
    return at, interpolated(times, world, at)


def _angle(world: FloatArray, column: str) -> FloatArray:
    """An angle in each row, degrees, in the sense of `ANGLES`."""
    before, joint, after = ANGLES[column]
    measured = np.array(
        [included_angle_3d(row[before], row[joint], row[after]) for row in world.tolist()]
    )
    kind = column[:-2]
    return np.asarray(measured if kind == "arm_flex" else _NEUTRAL.get(kind, 180.0) - measured)

"""Small pictures are drawn, where a graphics context can be had."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.scene.reading import SceneError, from_dict

pytestmark = pytest.mark.real

moderngl = pytest.importorskip("moderngl", reason="moderngl is not installed")
stage = pytest.importorskip("studio.stage")

Picture = NDArray[np.uint8]
Mask = NDArray[np.bool_]
PLANK: dict[str, Any] = {"exercise": "plank", "size": [192, 108], "motion": {"hold_s": 1.0}}
ROW: dict[str, Any] = {
    "exercise": "bent-over-row",
    "size": [160, 120],
    "camera": {"distance_m": 4.5},
    "picture": {"noise": 0.0},
    "room": {"things": []},
    "motion": {"reps": 1, "enter": "there", "leave": "there", "lead_s": 0.0, "sway": 0.0},
}


@pytest.fixture(scope="module", autouse=True)
def _graphics() -> None:
    try:
        moderngl.create_context(standalone=True, backend="egl").release()
    except Exception as error:  # the driver's own kinds of error
        pytest.skip(f"no EGL context: {error}")


def scene(base: dict[str, Any], **tables: dict[str, Any]) -> Any:
    """A scene with some tables extended."""
    more = {k: {**base.get(k, {}), **v} for k, v in tables.items()}
    return from_dict({**base, **more}, "small")


@contextmanager
def studio_of(base: dict[str, Any], **tables: dict[str, Any]) -> Iterator[Any]:
    studio = stage.Studio(scene(base, **tables))
    try:
        yield studio
    finally:
        studio.close()


def drawn(frame: int = 0, **tables: dict[str, Any]) -> tuple[Picture, Mask]:
    """A frame of the row and the person's mask in it."""
    with studio_of(ROW, **tables) as studio:
        return studio.picture(frame), studio.mask(frame)


def differs(a: Picture, b: Picture) -> Mask:
    found: Mask = np.abs(a.astype(int) - b).max(2) > 12
    return found


@pytest.fixture(scope="module")
def plain_row() -> tuple[Picture, Mask]:
    """A frame in the middle of the rep, as it is with every table as in ROW."""
    return drawn(40)


def test_small_frame_shows_the_person() -> None:
    """The person is in the picture, whole, and the same seed gives the same picture."""
    with studio_of(PLANK, camera={"height_m": 0.7}, picture={"shutter_s": 0.1}) as studio:
        picture = studio.picture(0)
        studio.picture(20)
        again = studio.picture(0)
        mask = studio.mask(0)
    assert picture.shape == (108, 192, 3)
    assert np.array_equal(picture, again)
    assert 0.02 < mask.mean() < 0.4
    edge = np.concatenate([mask[0], mask[-1], mask[:, 0], mask[:, -1]])
    assert not edge.any()
    assert picture.std() > 10.0


def test_shutter_blurs_only_what_moves(plain_row: tuple[Picture, Mask]) -> None:
    sharp, mask = plain_row
    blurred, same = drawn(40, picture={"shutter_s": 0.2})
    changed = differs(sharp, blurred)
    assert np.array_equal(mask, same)
    assert changed.any()
    rows, columns = np.nonzero(mask)
    legs = rows > rows.min() + 0.75 * np.ptp(rows)
    assert not changed[rows[legs], columns[legs]].any(), "the legs stand still"
    assert not changed[:, : columns.min() - 12].any()


def test_bright_window_leaves_the_person_dark(plain_row: tuple[Picture, Mask]) -> None:
    normal, mask = plain_row
    against, same = drawn(40, light={"back": 1.0})
    assert np.array_equal(mask, same), "the window is no part of the person"
    assert against[mask].mean() < 0.6 * normal[mask].mean()
    rows, columns = np.nonzero(mask)
    upper = against[rows.min() : rows.min() + 12, columns.min() : columns.max()]
    assert (upper.min(2) > 220).mean() > 0.2, "she is seen before the window"


def test_dim_is_dark_but_visible(plain_row: tuple[Picture, Mask]) -> None:
    normal, mask = plain_row
    dim, _ = drawn(40, light={"level": 0.08})
    assert dim.mean() < 0.45 * normal.mean()
    assert dim[mask].std() > 4.0


def test_roll_turns_the_picture(plain_row: tuple[Picture, Mask]) -> None:
    """A camera turned clockwise sees the upright legs lean the other way."""

    def lean(mask: Mask) -> float:
        rows, columns = np.nonzero(mask)
        cut = rows > rows.min() + 0.55 * np.ptp(rows)
        return float(np.polyfit(rows[cut], columns[cut], 1)[0])

    _, turned = drawn(40, camera={"roll_deg": 12.0})
    change = np.degrees(np.arctan(lean(turned)) - np.arctan(lean(plain_row[1])))
    assert change == pytest.approx(12.0, abs=4.0)


def test_person_can_stand_off_centre(plain_row: tuple[Picture, Mask]) -> None:
    _, aside = drawn(40, camera={"off_centre": 0.2})
    middles = [np.nonzero(mask)[1].mean() for mask in (plain_row[1], aside)]
    assert middles[1] - middles[0] == pytest.approx(0.2 * 160, abs=3.0)


def test_loose_cloth_hangs_down_only(plain_row: tuple[Picture, Mask]) -> None:
    _, tight = plain_row
    _, loose = drawn(40, clothes={"hang_m": 0.12})
    gained, lost = loose & ~tight, tight & ~loose
    assert gained.sum() > 20
    assert lost.sum() <= 3
    columns = np.nonzero(gained.any(0))[0]
    top = [int(np.argmax(tight[:, x])) for x in columns]
    first = [int(np.argmax(gained[:, x])) for x in columns]
    assert np.mean(np.array(first) > np.array(top)) > 0.9, "the upper side stays where it was"


def test_second_person_is_not_the_person(plain_row: tuple[Picture, Mask]) -> None:
    normal, mask = plain_row
    with studio_of(ROW, other={"does": "walk", "from_s": 0.0}) as studio:
        with_other, same = studio.picture(40), studio.mask(40)
        later = studio.picture(75)
    assert np.array_equal(mask, same)
    assert differs(later, with_other)[~mask].sum() > 30, "somebody walks there"
    assert normal.shape == with_other.shape


@pytest.mark.parametrize("yaw", [45.0, 180.0])
def test_nothing_stands_before_the_person(yaw: float) -> None:
    things = ["sofa", "shelf", "table", "boxes", "lamp", "plant", "rack", "curtain", "pictures"]
    camera = {"yaw_deg": yaw, "view": "three-quarter", "height_m": 0.6}
    with studio_of(ROW, camera=camera, room={"things": things}) as studio:
        full = studio.mask(40)
    with studio_of(ROW, camera=camera) as studio:
        assert np.array_equal(full, studio.mask(40))


@pytest.mark.parametrize("distance", [2.0, 8.0])
def test_walls_never_hide_the_person(distance: float) -> None:
    """Not even when the camera stands far outside of the room."""
    camera = {"distance_m": distance, "lens_deg": 90.0, "yaw_deg": 50.0, "view": "three-quarter"}
    with studio_of(ROW, camera=camera) as studio:
        picture, mask = studio.picture(0), studio.mask(0)
    assert mask.any()
    red = picture[..., 0].astype(int) - picture[..., 1]
    assert (red[mask] > 60).mean() > 0.1, "her shirt is red"


def test_cropped_person_is_refused_or_fitted() -> None:
    """A camera too near is an error that names the key; `fitted` steps back."""
    near = scene(PLANK, camera={"distance_m": 1.5})
    with pytest.raises(SceneError, match=r"camera\.distance_m"):
        stage.Studio(near)
    far = stage.fitted(near)
    assert 1.5 < far.camera.distance_m < 5.0
    stage.Studio(far)
    roomy = scene(PLANK, camera={"distance_m": 5.0})
    assert stage.fitted(roomy) == roomy
    with pytest.raises(SceneError, match="fit"):
        stage.fitted(from_dict({**PLANK, "size": [96, 192], "camera": {"lens_deg": 15.0}}, "tall"))

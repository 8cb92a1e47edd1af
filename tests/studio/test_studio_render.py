"""One small picture is drawn, where a graphics context can be had."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from studio.scene import SceneError, from_dict

moderngl = pytest.importorskip("moderngl", reason="moderngl is not installed")
render = pytest.importorskip("studio.render")

SMALL: dict[str, Any] = {"exercise": "plank", "size": [192, 108], "motion": {"hold_s": 1.0}}


def test_small_frame_shows_the_person() -> None:
    """The person is in the picture, whole, and the same seed gives the same picture."""
    try:
        moderngl.create_context(standalone=True, backend="egl").release()
    except Exception as error:  # the driver's own kinds of error
        pytest.skip(f"no EGL context: {error}")
    studio = render.Studio(from_dict({**SMALL, "camera": {"height_m": 0.7}}, "small"))
    try:
        picture = studio.picture(0)
        again = studio.picture(0)
        mask = studio.mask(0)
    finally:
        studio.close()
    assert picture.shape == (108, 192, 3)
    assert np.array_equal(picture, again)
    assert 0.02 < mask.mean() < 0.4
    edge = np.concatenate([mask[0], mask[-1], mask[:, 0], mask[:, -1]])
    assert not edge.any()
    assert picture.std() > 10.0


def test_cropped_person_is_refused() -> None:
    """A camera too near is an error that names the key (no graphics needed for that)."""
    with pytest.raises(SceneError, match=r"camera\.distance_m"):
        render.Studio(from_dict({**SMALL, "camera": {"distance_m": 1.5}}, "near"))

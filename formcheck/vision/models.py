"""Where the pose models are, and whether they are the ones that were published."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from formcheck.errors import ModelError

ModelName = Literal["lite", "full", "heavy"]

FOLDER_VARIABLE = "FORMCHECK_MODELS"
"""The environment variable that names a folder in which models are looked for first."""

_PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Model:
    """A pose model bundle as Google published it.

    Attributes:
        name: How formcheck calls it.
        sha256: The sum of its bytes.
        bundled: Whether formcheck comes with it.
    """

    name: ModelName
    sha256: str
    bundled: bool = True

    @property
    def file(self) -> str:
        """The file's name."""
        return f"pose_landmarker_{self.name}.task"


MODELS: dict[str, Model] = {
    model.name: model
    for model in (
        Model("lite", "59929e1d1ee95287735ddd833b19cf4ac46d29bc7afddbbf6753c459690d574a"),
        Model("full", "4eaa5eb7a98365221087693fcc286334cf0858e2eb6e15b506aa4a7ecdcec4ad"),
        Model("heavy", "64437af838a65d18e5ba7a0d39b465540069bc8aae8308de3e318aad31fcbc7b", False),
    )
}
"""The models that formcheck knows."""


def folders() -> list[Path]:
    """List the folders that are searched for models, in that order.

    An installed formcheck has them in its package, a checkout in its `models` folder.
    """
    named = os.environ.get(FOLDER_VARIABLE)
    own = [_PACKAGE / "models", _PACKAGE.parent / "models"]
    return [Path(named), *own] if named else own


def find_model(name: str) -> Path:
    """Find a model and make sure that it is the published one.

    Args:
        name: ``lite``, ``full`` or ``heavy``.

    Returns:
        The bundle's path.

    Raises:
        ModelError: The name is unknown, the model is absent, or its bytes are others.

    >>> find_model("full").name
    'pose_landmarker_full.task'
    """
    if name not in MODELS:
        raise ModelError(f"there is no model {name!r}; there are {', '.join(MODELS)}")
    model = MODELS[name]
    for folder in folders():
        path = folder / model.file
        if not path.is_file():
            continue
        try:
            content = path.read_bytes()
        except OSError as error:
            raise ModelError(f"{path} cannot be read: {error.strerror or error}") from error
        if hashlib.sha256(content).hexdigest() != model.sha256:
            raise ModelError(
                f"{path} is not the {name} model that was published (its sha256 is another); "
                "delete it and get it again"
            )
        return path
    raise ModelError(_absent(model))


def _absent(model: Model) -> str:
    # Where a user may put a file: never into an installed package.
    checkout = _PACKAGE.parent / "models"
    place = str(checkout) if checkout.is_dir() else f"a folder that {FOLDER_VARIABLE} names"
    if model.bundled:
        return (
            f"the {model.name} model is missing: "
            f"install formcheck again, or put {model.file} in {place}"
        )
    return (
        f"the {model.name} model does not come with formcheck: download {model.file} from the "
        f"MediaPipe Pose Landmarker page of Google AI Edge, or build it with "
        f"models/build_bundles.py, and put it in {place}"
    )

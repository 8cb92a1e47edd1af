"""Rebuilds Google's pose_landmarker bundles, byte for byte, from what npm's package ships.

    npm pack @mediapipe/pose@0.5.1675469404 && tar xf mediapipe-pose-0.5.1675469404.tgz
    python models/build_bundles.py package models

The package has the bare networks: one that finds a person and three that place the landmarks.  A
bundle is an uncompressed zip of two of them, each with metadata that says how its input is scaled.
Needs mediapipe (for the schemas of the metadata) and flatbuffers, which comes with it.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import struct
import sys
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import flatbuffers

DETECTOR = "pose_solution_packed_assets.data"
"""The npm package's file that is the person detector."""


@dataclass(frozen=True)
class Network:
    """What the metadata says of a network.

    Attributes:
        name: Its name.
        description: What it does.
        input: What its input is.
        mean: What is subtracted from a pixel (0 to 255) ...
        std: ... before it is divided by this.
        low: The smallest input.
        outputs: Name and description of each output.
    """

    name: str
    description: str
    input: str
    mean: float
    std: float
    low: float
    outputs: tuple[tuple[str, str], ...]


FINDS_PEOPLE = Network(
    "Pose Detection",
    "Detects human poses",
    "Input image to be detected",
    mean=127.5,
    std=127.5,
    low=-1.0,
    outputs=(
        ("raw boxes/keypoints", "Undecoded face bboxes location and keypoints"),
        ("scores", "Scores of the detected bboxes."),
    ),
)
# Google's lite bundle really says so.
FINDS_PEOPLE_LITE = replace(
    FINDS_PEOPLE,
    name="Full Range Face Detection",
    description="Detects human face with frontal camera",
)
PLACES_LANDMARKS = Network(
    "Pose Landmark",
    "Detects human pose landmarks with frontal camera.",
    "Input image to be landmarked",
    mean=0.0,
    std=255.0,
    low=0.0,
    outputs=(
        ("landmarks", "Pose landmarks"),
        ("presence", "Presence of pose."),
        ("segmentation_mask", "Segmentation mask for pose."),
        ("heat_map", "Heat map for pose."),
        ("world_landmarks", "World landmarks for pose."),
    ),
)


@dataclass(frozen=True)
class Bundle:
    """One of Google's bundles.

    Attributes:
        detector: What its detector's metadata says.
        written: When Google's zip was written: year to second.
        sha256: The sum of its bytes.
    """

    detector: Network
    written: tuple[int, int, int, int, int, int]
    sha256: str


BUNDLES = {
    "lite": Bundle(
        FINDS_PEOPLE_LITE,
        (2023, 4, 27, 18, 38, 56),
        "59929e1d1ee95287735ddd833b19cf4ac46d29bc7afddbbf6753c459690d574a",
    ),
    "full": Bundle(
        FINDS_PEOPLE,
        (2023, 4, 28, 0, 45, 16),
        "4eaa5eb7a98365221087693fcc286334cf0858e2eb6e15b506aa4a7ecdcec4ad",
    ),
    "heavy": Bundle(
        FINDS_PEOPLE,
        (2023, 4, 28, 0, 45, 14),
        "64437af838a65d18e5ba7a0d39b465540069bc8aae8308de3e318aad31fcbc7b",
    ),
}


def schema(name: str) -> ModuleType:
    """Load one of MediaPipe's schema modules without its native library."""
    package = importlib.util.find_spec("mediapipe")
    if package is None or not package.submodule_search_locations:
        sys.exit("mediapipe is not installed: pip install mediapipe==0.10.31")
    path = Path(package.submodule_search_locations[0], "tasks", "metadata", f"{name}.py")
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class _Tables(dict[Any, Any]):
    """A builder's memory of tables, as flatbuffers had it before 25.1.

    Later versions also tell tables apart by the size of their object, and write other bytes than
    Google's in 2023.
    """

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(key[:-1], default)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(key[:-1], value)


def serialized(content: Any, mark: bytes) -> bytes:
    """Write a table as flatbuffers wrote it in 2023."""
    builder = flatbuffers.Builder(0)
    if int(flatbuffers.__version__.split(".")[0]) >= 25:
        builder.vtables = _Tables()
    builder.Finish(content.Pack(builder), mark)
    return bytes(builder.Output())


def metadata(network: Network) -> bytes:
    """Make the metadata of a network."""
    meta = schema("metadata_schema_py_generated")

    scaling = meta.NormalizationOptionsT()
    scaling.mean, scaling.std = [network.mean], [network.std]
    unit = meta.ProcessUnitT()
    unit.optionsType = meta.ProcessUnitOptions.NormalizationOptions
    unit.options = scaling

    picture = meta.TensorMetadataT()
    picture.name, picture.description = "image", network.input
    picture.content = meta.ContentT()
    picture.content.contentPropertiesType = meta.ContentProperties.ImageProperties
    picture.content.contentProperties = meta.ImagePropertiesT()
    picture.content.contentProperties.colorSpace = meta.ColorSpaceType.RGB
    picture.processUnits = [unit]
    picture.stats = meta.StatsT()
    picture.stats.max, picture.stats.min = [1.0], [network.low]

    outputs = []
    for name, description in network.outputs:
        output = meta.TensorMetadataT()
        output.name, output.description = name, description
        output.content = meta.ContentT()
        output.content.contentPropertiesType = meta.ContentProperties.FeatureProperties
        output.content.contentProperties = meta.FeaturePropertiesT()
        output.stats = meta.StatsT()
        outputs.append(output)

    graph = meta.SubGraphMetadataT()
    graph.inputTensorMetadata, graph.outputTensorMetadata = [picture], outputs
    model = meta.ModelMetadataT()
    model.name, model.description = network.name, network.description
    model.version, model.author, model.minParserVersion = "1", "MediaPipe", "1.0.0"
    model.subgraphMetadata = [graph]
    return serialized(model, b"M001")


def with_metadata(tflite: bytes, network: Network) -> bytes:
    """Put the metadata into a network's file."""
    tables = schema("schema_py_generated")
    model = tables.ModelT.InitFromObj(tables.Model.GetRootAs(tflite, 0))
    buffer = tables.BufferT()
    buffer.data = metadata(network)
    model.buffers.append(buffer)
    entry = tables.MetadataT()
    entry.name, entry.buffer = "TFLITE_METADATA", len(model.buffers) - 1
    model.metadata.append(entry)
    content = serialized(model, b"TFL3")
    # The zip of associated files, of which there are none: Google's writer leaves it behind.
    return content + b"PK\x05\x06" + bytes(12) + struct.pack("<I", len(content)) + bytes(2)


def write_bundle(path: Path, members: dict[str, bytes], written: tuple[int, ...]) -> None:
    """Write a zip whose members are aligned to four bytes, as Google's."""
    with path.open("wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as bundle:
        for name, content in members.items():
            member = zipfile.ZipInfo(name, written)  # type: ignore[arg-type]  # six numbers
            member.external_attr = 0o600 << 16
            member.create_system = 3
            header = 30 + len(name)
            file.write(bytes(4 - (file.tell() + header) % 4))
            bundle.start_dir = file.tell()
            bundle.writestr(member, content)


def main() -> None:
    """Build the bundles that were asked for, and compare them with what was published."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("package", type=Path, help="the unpacked npm package")
    parser.add_argument("output", type=Path, help="the folder for the bundles")
    parser.add_argument(
        "--model", choices=list(BUNDLES), action="append", help="only this one (default: all)"
    )
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    for name in arguments.model or BUNDLES:
        bundle = BUNDLES[name]
        path = arguments.output / f"pose_landmarker_{name}.task"
        detector = (arguments.package / DETECTOR).read_bytes()
        landmarks = (arguments.package / f"pose_landmark_{name}.tflite").read_bytes()
        members = {
            "pose_detector.tflite": with_metadata(detector, bundle.detector),
            "pose_landmarks_detector.tflite": with_metadata(landmarks, PLACES_LANDMARKS),
        }
        write_bundle(path, members, bundle.written)
        if hashlib.sha256(path.read_bytes()).hexdigest() != bundle.sha256:
            path.unlink()
            sys.exit(f"{path.name} is not what Google published: is the package 0.5.1675469404?")
        print(f"{path}: the published bytes")  # noqa: T201  # a script


if __name__ == "__main__":
    main()

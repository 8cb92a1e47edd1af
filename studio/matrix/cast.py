"""Who is seen, in what, and where: a part for tuning, one that decides, and two seen later.

No person and no room is in two parts, and no exported body shape has a share in people of the
tuning part and of another, so that a limit that was fitted to a body or to a background gains
nothing in the test.  The fresh part was drawn after the counter was made, to be seen once; the
guide part shows the other exercises of the guides.
"""

from __future__ import annotations

from typing import Any, Literal

Part = Literal["tuning", "test", "fresh", "guide"]
PARTS: tuple[Part, ...] = ("tuning", "test", "fresh", "guide")

Table = dict[str, Any]


def _person(mix: Table, height_m: float, skin: str, hair: str, style: str) -> Table:
    return {"mix": mix, "height_m": height_m, "skin": skin, "hair": hair, "hair_style": style}


PEOPLE: dict[Part, dict[str, Table]] = {
    "tuning": {
        "ada": _person({"woman": 1.0}, 1.66, "light", "#7a4e2a", "ponytail"),
        "bruno": _person({"man_heavy": 1.0}, 1.79, "tan", "#2a1d16", "cropped"),
        "chen": _person({"man_slim": 1.0}, 1.74, "tan", "#14110f", "short"),
        "dora": _person({"woman_older": 1.0}, 1.60, "brown", "#8d8a86", "short"),
        "emil": _person({"man_tall": 1.0}, 1.92, "light", "#a8743c", "cropped"),
        "fatou": _person({"woman_strong": 1.0}, 1.70, "dark", "#17110f", "bun"),
        "goran": _person({"man_heavy": 0.5, "man_slim": 0.5}, 1.76, "light", "#4a3a2e", "short"),
    },
    "test": {
        "hana": _person({"woman_short": 1.0}, 1.55, "light", "#1b1512", "bun"),
        "ivan": _person({"man": 1.0}, 1.80, "light", "#5a4330", "short"),
        "jola": _person({"woman_heavy": 1.0}, 1.66, "tan", "#3a261b", "ponytail"),
        "kofi": _person({"man_strong": 1.0}, 1.83, "dark", "#201813", "cropped"),
        "lena": _person({"woman_slim": 1.0}, 1.73, "light", "#c29a5b", "ponytail"),
        "mario": _person({"man_older": 1.0}, 1.71, "brown", "#5c5a58", "cropped"),
        "noor": _person({"woman_slim": 0.4, "woman_heavy": 0.6}, 1.64, "brown", "#181210", "short"),
    },
    "fresh": {
        "pia": _person({"woman_short": 0.5, "woman_slim": 0.5}, 1.61, "tan", "#4b2f20", "ponytail"),
        "quim": _person({"man": 0.5, "man_older": 0.5}, 1.86, "light", "#2d2620", "cropped"),
        "rosa": _person({"woman_heavy": 0.5, "woman_short": 0.5}, 1.58, "dark", "#120d0b", "short"),
        "sami": _person({"man_strong": 0.6, "man_older": 0.4}, 1.76, "brown", "#1c1613", "short"),
        "tove": _person({"woman_slim": 0.7, "woman_short": 0.3}, 1.79, "light", "#d1b27c", "bun"),
        "ugo": _person({"man": 0.6, "man_strong": 0.4}, 1.90, "tan", "#3b2c22", "cropped"),
    },
    "guide": {
        "vera": _person({"woman_heavy": 0.4, "woman_slim": 0.6}, 1.69, "tan", "#5d3a24", "bun"),
        "wim": _person({"man": 0.7, "man_older": 0.3}, 1.84, "light", "#7d6248", "short"),
        "xenia": _person({"woman_short": 0.7, "woman_slim": 0.3}, 1.57, "light", "#2a1a12",
                         "ponytail"),
        "yusuf": _person({"man_strong": 0.5, "man": 0.5}, 1.79, "dark", "#181310", "cropped"),
        "zoe": _person({"woman_slim": 0.8, "woman_heavy": 0.2}, 1.75, "brown", "#3f2d23", "short"),
        "akio": _person({"man_older": 0.6, "man_strong": 0.4}, 1.70, "tan", "#1a1714", "short"),
    },
}  # fmt: skip

CLOTHES: dict[Part, dict[str, Table]] = {
    "tuning": {
        "tight-light-short": {"shirt": "#d8d2c8", "sleeve": 0.35, "loose_m": 0.006,
                              "bottoms": "#8d9296", "cut": "shorts", "shoes": "#e8e6e2"},
        "tight-dark-long": {"shirt": "#1f2226", "sleeve": 1.9, "loose_m": 0.006,
                            "bottoms": "#17181b", "cut": "long", "shoes": "#2b2d31"},
        "loose-light-long": {"shirt": "#cfc6b4", "sleeve": 1.8, "loose_m": 0.022, "hang_m": 0.04,
                             "bottoms": "#6e737a", "cut": "long", "shoes": "#c45a3c"},
        "loose-dark-short": {"shirt": "#2c3d52", "sleeve": 0.7, "loose_m": 0.025, "hang_m": 0.06,
                             "bottoms": "#23262c", "cut": "shorts", "shoes": "#d0d4da"},
        "usual": {"shirt": "#b2282c", "sleeve": 0.5, "loose_m": 0.010, "hang_m": 0.02,
                  "bottoms": "#2f3340", "cut": "long", "shoes": "#e0ddd6"},
    },
    "test": {
        "tight-light-short": {"shirt": "#e4dcd6", "sleeve": 0.2, "loose_m": 0.006,
                              "bottoms": "#a39a8f", "cut": "shorts", "shoes": "#f0eeea"},
        "tight-dark-long": {"shirt": "#2b1f33", "sleeve": 1.85, "loose_m": 0.006,
                            "bottoms": "#1d1b22", "cut": "long", "shoes": "#3a3c40"},
        "loose-light-long": {"shirt": "#b9c4b2", "sleeve": 1.7, "loose_m": 0.024, "hang_m": 0.05,
                             "bottoms": "#82868a", "cut": "long", "shoes": "#35606e"},
        "loose-dark-short": {"shirt": "#3b2a22", "sleeve": 0.75, "loose_m": 0.024, "hang_m": 0.06,
                             "bottoms": "#1f2a24", "cut": "shorts", "shoes": "#c9c9c4"},
        "usual": {"shirt": "#3c7859", "sleeve": 0.45, "loose_m": 0.010, "hang_m": 0.02,
                  "bottoms": "#3c3f46", "cut": "long", "shoes": "#d8c9a8"},
    },
    "fresh": {
        "tight-light-short": {"shirt": "#c7d5dd", "sleeve": 0.3, "loose_m": 0.006,
                              "bottoms": "#7d8590", "cut": "shorts", "shoes": "#dcd8d2"},
        "tight-dark-long": {"shirt": "#14301f", "sleeve": 1.8, "loose_m": 0.006,
                            "bottoms": "#202327", "cut": "long", "shoes": "#5a2f2a"},
        "loose-light-long": {"shirt": "#dcb98c", "sleeve": 1.75, "loose_m": 0.023, "hang_m": 0.05,
                             "bottoms": "#5d6a58", "cut": "long", "shoes": "#e9e7e0"},
        "loose-dark-short": {"shirt": "#4a1f3b", "sleeve": 0.8, "loose_m": 0.026, "hang_m": 0.06,
                             "bottoms": "#2a2a33", "cut": "shorts", "shoes": "#aab4bd"},
        "usual": {"shirt": "#2f5f9a", "sleeve": 0.5, "loose_m": 0.011, "hang_m": 0.02,
                  "bottoms": "#4a4038", "cut": "long", "shoes": "#f1efe9"},
    },
    "guide": {
        "tight-light-short": {"shirt": "#e0c9cf", "sleeve": 0.25, "loose_m": 0.006,
                              "bottoms": "#96a08a", "cut": "shorts", "shoes": "#cfd6da"},
        "tight-dark-long": {"shirt": "#20283a", "sleeve": 1.85, "loose_m": 0.006,
                            "bottoms": "#25201d", "cut": "long", "shoes": "#7a7d80"},
        "loose-light-long": {"shirt": "#bcd0cf", "sleeve": 1.75, "loose_m": 0.022, "hang_m": 0.04,
                             "bottoms": "#77705f", "cut": "long", "shoes": "#b9b2a4"},
        "loose-dark-short": {"shirt": "#37452a", "sleeve": 0.7, "loose_m": 0.024, "hang_m": 0.05,
                             "bottoms": "#2b2427", "cut": "shorts", "shoes": "#e4e2dc"},
        "usual": {"shirt": "#c77a2e", "sleeve": 0.45, "loose_m": 0.010, "hang_m": 0.02,
                  "bottoms": "#343a35", "cut": "long", "shoes": "#d9d3c7"},
    },
}  # fmt: skip

ROOMS: dict[Part, dict[str, Table]] = {
    "tuning": {
        "bare": {"wall": "#b4bcc6", "floor": "pale-wood", "things": ["window"]},
        "gym": {"wall": "#8e949a", "floor": "rubber", "things": ["mirror", "rack", "bench"]},
        "living": {"wall": "#c9b9a2", "floor": "wood", "mat": "#35606e",
                   "things": ["window", "pictures", "sofa", "plant", "lamp"]},
        "study": {"wall": "#a9a08f", "floor": "carpet", "pattern": "stripes",
                  "things": ["door", "shelf", "table", "boxes"]},
    },
    "test": {
        "plain": {"wall": "#cfcac0", "floor": "wood", "mat": "#5b4a6b", "things": ["door"]},
        "cellar": {"wall": "#9c7f6c", "floor": "tiles", "pattern": "bricks",
                   "things": ["boxes", "shelf", "ball"]},
        "bedroom": {"wall": "#b7a7b5", "floor": "carpet", "pattern": "flowers",
                    "things": ["curtain", "pictures", "table", "lamp"]},
        "club": {"wall": "#7f868c", "floor": "rubber", "mat": "#3c3f46",
                 "things": ["window", "poster", "rack", "ball", "plant"]},
    },
    "fresh": {
        "attic": {"wall": "#c4b6a6", "floor": "pale-wood", "pattern": "stripes",
                  "things": ["window", "boxes", "lamp"]},
        "garage": {"wall": "#8b8d88", "floor": "tiles", "pattern": "bricks",
                   "things": ["shelf", "rack", "bench"]},
        "nursery": {"wall": "#b9c4a9", "floor": "carpet", "pattern": "flowers", "mat": "#9a4f3c",
                    "things": ["pictures", "ball", "curtain"]},
        "office": {"wall": "#a7b0b8", "floor": "carpet",
                   "things": ["door", "table", "plant", "poster"]},
    },
    "guide": {
        "loft": {"wall": "#c0bdb4", "floor": "pale-wood", "mat": "#44617a",
                 "things": ["window", "plant", "sofa"]},
        "basement": {"wall": "#93897d", "floor": "tiles", "pattern": "stripes",
                     "things": ["rack", "boxes", "door"]},
        "children": {"wall": "#bcaea0", "floor": "carpet", "pattern": "flowers",
                     "things": ["pictures", "shelf", "ball", "lamp"]},
        "hall": {"wall": "#a2a8a2", "floor": "rubber", "things": ["mirror", "bench", "poster"]},
    },
}  # fmt: skip

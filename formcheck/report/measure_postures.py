"""Where the joints of the little stick figures are, on which measures are drawn.

A figure is seen from the side, and faces to the right; one with a far hip is seen from the front.
"""

from __future__ import annotations

Point = tuple[float, float]

HINGED: dict[str, Point] = {
    "toe": (112, 131),
    "ankle": (97, 130),
    "knee": (104, 100),
    "hip": (84, 73),
    "shoulder": (130, 55),
    "head": (148, 43),
    "elbow": (132, 81),
    "hand": (133, 105),
}
PULLED = HINGED | {"elbow": (112, 75), "hand": (133, 92)}
STANDING: dict[str, Point] = {
    "toe": (112, 131),
    "ankle": (97, 130),
    "knee": (99, 103),
    "hip": (97, 76),
    "shoulder": (98, 38),
    "head": (101, 20),
    "elbow": (96, 57),
    "hand": (99, 76),
}
REACHING = STANDING | {"elbow": (115, 47), "hand": (131, 57)}
STRIDING = STANDING | {
    "toe": (96, 131),
    "ankle": (81, 130),
    "knee": (89, 103),
    "far knee": (117, 92),
    "far ankle": (112, 118),
    "far toe": (126, 121),
}
PRONE: dict[str, Point] = {
    "toe": (31, 131),
    "ankle": (36, 124),
    "knee": (67, 113),
    "hip": (97, 101),
    "shoulder": (143, 83),
    "head": (162, 73),
    "elbow": (141, 107),
    "hand": (141, 131),
}
SAGGING = PRONE | {"knee": (66, 122), "hip": (96, 119)}
CLIMBING = SAGGING | {"far knee": (126, 122), "far ankle": (98, 128), "far toe": (92, 132)}
PLANK: dict[str, Point] = {
    "toe": (31, 131),
    "ankle": (36, 124),
    "knee": (67, 117),
    "hip": (97, 110),
    "shoulder": (140, 99),
    "head": (160, 93),
    "elbow": (140, 129),
    "hand": (164, 130),
}
HANGING = PLANK | {"head": (158, 113)}
FACING: dict[str, Point] = {
    "ankle": (95, 130),
    "far ankle": (125, 130),
    "knee": (98, 102),
    "far knee": (122, 102),
    "hip": (103, 66),
    "far hip": (117, 66),
    "shoulder": (91, 66),
    "far shoulder": (129, 66),
    "head": (110, 70),
    "elbow": (66, 59),
    "far elbow": (154, 59),
    "hand": (42, 55),
    "far hand": (178, 55),
}
BENT = FACING | {"elbow": (70, 71), "hand": (64, 47)}
BOTH_BENT = BENT | {"far elbow": (152, 72), "far hand": (170, 57)}
UPRIGHT = FACING | {
    "hip": (103, 76),
    "far hip": (117, 76),
    "shoulder": (93, 40),
    "far shoulder": (127, 40),
    "head": (110, 20),
    "elbow": (88, 58),
    "far elbow": (132, 58),
    "hand": (90, 76),
    "far hand": (130, 76),
}
SQUATTING: dict[str, Point] = {
    "toe": (117, 131),
    "ankle": (99, 130),
    "knee": (122, 104),
    "hip": (88, 98),
    "shoulder": (112, 62),
    "head": (122, 44),
    "elbow": (130, 68),
    "hand": (149, 66),
}
ON_TOES = SQUATTING | {"ankle": (99, 121)}
CURLING = STANDING | {"elbow": (111, 53), "hand": (131, 46)}
OVERHEAD = STANDING | {"elbow": (112, 24), "hand": (117, 4)}
ROWING = HINGED | {"elbow": (101, 50), "hand": (119, 71)}
LEANING_BACK = STANDING | {
    "shoulder": (83, 41),
    "head": (80, 23),
    "elbow": (98, 52),
    "hand": (101, 32),
}
SLUMPED = STANDING | {
    "shoulder": (107, 42),
    "head": (122, 28),
    "elbow": (109, 61),
    "hand": (117, 79),
}
DRIVING = STRIDING | {"far knee": (123, 68), "far ankle": (112, 94), "far toe": (126, 97)}
LEG_RAISED: dict[str, Point] = {
    "toe": (24, 92),
    "ankle": (36, 96),
    "knee": (65, 110),
    "hip": (95, 122),
    "shoulder": (135, 118),
    "head": (155, 112),
    "elbow": (150, 127),
    "hand": (168, 128),
}
ASTRIDE = UPRIGHT | {
    "ankle": (83, 130),
    "far ankle": (137, 130),
    "knee": (92, 103),
    "far knee": (128, 103),
}
WIDE_HANDS = UPRIGHT | {
    "elbow": (76, 26),
    "far elbow": (144, 26),
    "hand": (68, 8),
    "far hand": (152, 8),
}
KNEE_IN = UPRIGHT | {
    "ankle": (90, 130),
    "far ankle": (130, 130),
    "knee": (106, 103),
    "far knee": (126, 103),
}
SIDE_RAISE = UPRIGHT | {
    "elbow": (70, 41),
    "hand": (64, 60),
    "far elbow": (150, 41),
    "far hand": (156, 60),
}
ONE_HIGHER = SIDE_RAISE | {"elbow": (72, 54), "hand": (62, 71), "far hand": (168, 30)}
ONE_BENT = UPRIGHT | {"knee": (84, 101), "far knee": (121, 103)}
ONE_HIP_UP = UPRIGHT | {"hip": (103, 70), "far hip": (117, 80)}
ONE_SHOULDER_UP = UPRIGHT | {"shoulder": (93, 34), "far shoulder": (127, 46)}
STRAIGHT_AND_PULLED = UPRIGHT | {"far elbow": (140, 56), "far hand": (132, 44)}
ON_ONE_SIDE: dict[str, Point] = {
    "toe": (30, 132),
    "ankle": (36, 126),
    "knee": (67, 124),
    "hip": (97, 121),
    "shoulder": (141, 96),
    "head": (160, 84),
    "elbow": (144, 129),
    "hand": (164, 130),
}

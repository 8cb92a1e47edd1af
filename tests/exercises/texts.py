"""Exercise files as people write them, from which tests make other ones, and wrong ones."""

from __future__ import annotations

CURL = """
name = "Curl"
about = "Bend the elbow."
camera = "Side-on."
counts = "Bends of the elbow."
views = ["side"]
kind = "reps"
dose = { sets = 3, reps = [10, 12] }
[setup]
torso_inclination = { min = 70 }
[rep]
measure = "elbow_angle"
start = 150
turn = 60
min_range = 50
concentric = "out"
[[check]]
id = "torso_rising"
name = "Swinging"
measure = "torso_inclination"
max = 100
margin = 5
severity = "technique"
cue = "Stand still"
mended = "Good"
why = "Because."
source = "A guide."
"""
"""A whole file, whose lines tests name by their numbers."""


def begun(name: str, kind: str = "reps") -> str:
    """The top of a file for a side view, with all that it must say before its tables."""
    dose = "reps = [8, 12]" if kind == "reps" else "hold_s = [30, 60]"
    return f"""
name = "{name}"
about = "What it is."
camera = "Side-on."
counts = "What is counted."
views = ["side"]
kind = "{kind}"
dose = {{ sets = 3, {dose} }}
"""


def check(id_: str, rule: str, severity: str = "technique", name: str = "") -> str:
    """A check, of which `rule` says what is looked at, with all the words that it needs.

    >>> check("swinging", "measure = 'torso_inclination'").splitlines()[1:4]
    ['id = "swinging"', 'name = "Swinging"', "measure = 'torso_inclination'"]
    """
    return f"""[[check]]
id = "{id_}"
name = "{name or id_.replace("_", " ").capitalize()}"
{rule}
severity = "{severity}"
cue = "Do it otherwise"
mended = "Good"
why = "Because."
source = "Ours."
"""


THRUST = (
    begun("Floor thrust")
    + """
[setup]
trunk_rise = { min = -180, optional = true }
[rep]
measure = "torso_inclination"
start = 85
turn = 10
slack = 30
min_range = 45
min_s = 0.8
concentric = "back"
signals = { trunk_inclination = "falls", hip_level = "falls" }
[[rep.stage]]
id = "hands_down"
name = "the hands on the floor"
limits = { torso_inclination = { max = 40 } }
[[rep.stage]]
id = "plank"
name = "the legs stretched out"
limits = { torso_inclination = { max = 40 }, leg_inclination = { max = 40 } }
[[rep.stage]]
id = "chest_down"
name = "the chest down"
needed = false
limits = { support = { max = 45, slack = 15 }, leg_inclination = { max = 40 } }
[[rep.stage]]
id = "upright"
name = "standing up"
limits = { torso_inclination = { min = 65 } }
"""
)
"""From standing down to a plank and up again: reps that are a sequence of postures."""

LIFTS = (
    begun("Plank with arm lifts", "hold")
    + """
[setup]
torso_inclination = { min = -30, max = 38, slack = 6 }
support = { min = 30, slack = 8 }
leg_inclination = { min = -30, max = 40, slack = 8 }
body_line = { min = -35, max = 80, slack = 10 }
[hold]
min_s = 2.0
still = { measure = "shoulder_height", or_measure = "shoulders_over_feet", within = 12 }
[rep]
measure = "arm_elevation"
start = 10
turn = 80
slack = 20
min_range = 40
concentric = "out"
sides = "each"
signals = { hand_height = "rises", hand_angle = "rises" }
"""
    + check("hips_sagging", 'measure = "body_line"\nmin = -4\nmargin = 4\nduring = "hold"', "risk")
    + check(
        "hips_tilting",
        'measure = "body_line"\nrelative_to = "rep-start"\nmax = 12\nmargin = 4\nfor_s = 0.2\n'
        'during = "rep"',
        name="Hips rising with the arm",
    )
)
"""A plank in which one arm after the other is lifted: a hold in which something is counted."""

"""How often formcheck is right: clips with known truth in, figures with their uncertainty out.

`truth` reads what is true of clips, and finds the poses of a video once.  `scoring` takes down what
a session says of one clip, and scores it; `running` does so for many clips side by side.
`statistics` adds them up in groups, with an interval on every figure, and holds one evaluation
against an earlier one.  `publish` tells it to people.
"""

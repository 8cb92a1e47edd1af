"""Kinds of movement as data: key postures, the order in which a body passes them, and ways in."""

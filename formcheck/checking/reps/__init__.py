"""Counting repetitions: each side's cycles, their tempo, and which cycle is a rep."""

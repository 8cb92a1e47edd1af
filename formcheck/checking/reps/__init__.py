"""Counting repetitions: what signals propose, what speaks for it, what is agreed on or in doubt."""

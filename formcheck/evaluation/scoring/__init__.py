"""Scoring one clip: what a session said of it against what is true."""

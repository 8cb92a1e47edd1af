"""What is true of a clip, and its poses."""

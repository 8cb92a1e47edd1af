"""The matrix: some two hundred scenes, drawn from seeds, on which accuracy is measured."""

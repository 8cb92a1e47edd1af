"""The matrix as it was rendered and watched: poses with their truth, and how they are made."""

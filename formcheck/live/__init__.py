"""Live coaching in a window."""

"""All clips together: figures with their intervals, goals and regressions."""

"""The live socket: poses are found in a process, checked here, and told to the page."""

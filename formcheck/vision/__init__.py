"""Everything that touches pixels: sources, the pose estimator, overlays and the video writer.

Import the modules by name.  This package itself imports nothing, so that a command that needs no
pixels does not pay for OpenCV, PyAV and MediaPipe.
"""

"""Inverse kinematics: from a stance to bone orientations."""

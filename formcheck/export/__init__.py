"""Poses as files that other programs read: COCO keypoints, OpenSim's `.trc` and `.mot`, JSON lines.

The poses come from whoever has them; nothing here finds or judges any.  What each format does with
frames in which nobody was seen, and with its idea of space and time, is said in its module.
"""

from formcheck.export.formats import SUFFIXES, write_export

__all__ = ["SUFFIXES", "write_export"]

"""Recordings of poses: what the camera saw of a person, without the picture.

A recording is a text file of JSON lines.  The first line is a header, each further line a frame::

    {"formcheck_poses":1,"model":"full","source":{"path":"row.mp4","duration_s":8.0,...}}
    {"i":0,"t":0.0}
    {"i":1,"t":0.0333,"image":[321.5,88.0,...],"visibility":[0.99,...],"world":[...],"back":[...]}
    {"source":{"path":"row.mp4","duration_s":8.0,...},"warnings":[],"sha256":"9f2c..."}

The last line, which is missing after a crash, has what was learnt of the source on the way: the
measured frame rate, for instance, and what is wrong with the file.  Its `sha256` is the sum of all
lines before it and of itself without that key.  Where poses are kept for later, the header says in
`made_from` of which video they are and how they were found (`verified` looks at both).

Nobody was found in a frame without `image`.  Where more people were found than the one who is
followed, `people` lists them with the same arrays::

    {"i":2,"t":0.0667,"image":[...],...,"people":[{"image":[...],"visibility":[...],...}]}

Arrays are flat, missing numbers are null.  A file whose name ends in `.gz` is compressed.  What was
written before a crash can be read.
"""

from formcheck.recording.format import SourceInfo, rounded
from formcheck.recording.integrity import verified
from formcheck.recording.reader import Recording, looks_like_recording, read
from formcheck.recording.writer import RecordingWriter

__all__ = [
    "Recording",
    "RecordingWriter",
    "SourceInfo",
    "looks_like_recording",
    "read",
    "rounded",
    "verified",
]

"""Every error that formcheck raises on purpose.

The tree is small, so that a caller catches as much or as little as it wants::

    FormcheckError
    ├── UsageError            the caller asked for something that cannot be (exit status 2)
    │   ├── DescriptionError  a file that a person writes is wrong, or there is none
    │   │   ├── ExerciseError   an exercise is unknown, or its file is wrong
    │   │   └── WorkoutError    a workout is unknown, or its file is wrong
    │   ├── ModelError        a pose model is missing or is not the one it should be
    │   └── OutputError       the results cannot be written where they were asked for
    │       └── UnwrittenError  some of them could not; what was found is not lost
    ├── InputError            the input cannot be read (exit status 3)
    │   ├── PictureSizeError  a picture in it is larger than is taken
    │   ├── VideoLengthError  it is longer than is taken
    │   └── RecordingError    a recording of poses is not one, or is of another version
    └── SystemLibraryError    the machine lacks a system library that a dependency needs (exit 2)

The message of each is one line that says what is wrong and what to do about it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from formcheck.naming import printable


class FormcheckError(Exception):
    """Base of all errors that formcheck raises on purpose.

    Attributes:
        exit_status: What the command line returns to the shell for this error.
    """

    exit_status = 2

    def __str__(self) -> str:
        """Return the message, in which no file's name steers the terminal that shows it."""
        return printable(super().__str__())


class UsageError(FormcheckError):
    """The caller asked for something that cannot be."""


class DescriptionError(UsageError):
    """What a person describes in a file is not known, or the file is wrong.

    Args:
        message: What is wrong, in one line.
        problems: The same, a line each, where it is more than one mistake.

    Attributes:
        problems: What is wrong, a line each, as a user is told: one mistake of the file each.
    """

    def __init__(self, message: str, problems: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(map(printable, problems)) or (printable(message),)

    @classmethod
    def of_file(cls, file: str, found: Iterable[str]) -> Self:
        """The error of a file in which one thing or several are wrong.

        >>> ExerciseError.of_file("row.toml", ["line 1: this", "line 2: that"]).problems
        ('row.toml: line 1: this', 'row.toml: line 2: that')
        """
        told = tuple(found)
        several = f"{len(told)} mistakes: " if len(told) > 1 else ""
        return cls(f"{file}: {several}{'; '.join(told)}", [f"{file}: {each}" for each in told])


class ExerciseError(DescriptionError):
    """An exercise is not known, or the file that describes it is wrong."""


class WorkoutError(DescriptionError):
    """A workout is not known, or the file that describes it is wrong."""


class ModelError(UsageError):
    """A pose model is missing, or its bytes are not the ones that were published."""


class OutputError(UsageError):
    """The results cannot be written where they were asked for."""


class UnwrittenError(OutputError):
    """Something was analysed to its end, and not all of its files could be written.

    Attributes:
        result: What was found, a `formcheck.Result`.

    Args:
        message: Which file, and why.
        result: What was found.
    """

    def __init__(self, message: str, result: Any) -> None:
        super().__init__(message)
        self.result = result

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the result, too: it may come from another process."""
        return type(self), (*self.args, self.result), self.__dict__


class InputError(FormcheckError):
    """The input cannot be read: not a video, empty, or without a picture."""

    exit_status = 3


class PictureSizeError(InputError):
    """A picture in the input is larger than is taken."""


class VideoLengthError(InputError):
    """The input is longer than is taken, whatever it says of itself."""


class RecordingError(InputError):
    """A recording of poses cannot be read."""


class SystemLibraryError(FormcheckError):
    """The machine lacks a system library that OpenCV or MediaPipe needs."""

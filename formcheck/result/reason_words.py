"""Why something was not counted, may be wrong, or was not judged: a sentence for each reason."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.catalogue import N_
from formcheck.events import AttemptMade, AttemptReason, DoubtKind
from formcheck.exercises import Exercise
from formcheck.result.document import Attempt, Doubt
from formcheck.result.number_words import moment_words
from formcheck.result.phrases import say

ATTEMPT_WORDS = {
    "shallow": N_("It turned back before the full range was reached."),
    "not locked out": N_("It did not come all the way back to the start."),
    "too fast": N_("It was faster than a repetition of this exercise can be."),
    "a part left out": N_("A part of the movement was left out."),
    "lost sight": N_("The person, or the arm or leg that moves, was out of sight on the way."),
}
"""Why a movement was not counted, as a sentence, by `Attempt.reason`."""


def attempt_words(attempt: Attempt) -> str:
    """Why a movement was not counted, as a sentence.

    >>> attempt_words(Attempt(start_s=1, end_s=2, reason="a part left out", left_out=("the jump",)))
    'It was done without the jump.'
    """
    return _attempt(attempt.reason, attempt.left_out)


def attempt_reason(made: AttemptMade, exercise: Exercise) -> str:
    """The same of the checker's event."""
    known = exercise.rep.stages if exercise.rep else ()
    return _attempt(made.reason, [each.name for each in known if each.id in made.left_out])


def _attempt(reason: AttemptReason, left_out: Sequence[str]) -> str:
    if left_out:
        return say("done_without", parts=", ".join(left_out))
    return ATTEMPT_WORDS[reason.value]


DOUBT_WORDS = {
    DoubtKind.UNCERTAIN: N_("A movement was counted that may be no rep"),
    DoubtKind.MISSED: N_("A movement was not counted that may be a rep"),
    DoubtKind.SHORT: N_("A movement looked too short that may be a whole rep"),
    DoubtKind.SMALL: N_("A rep was counted that went hardly more than half as far as the others"),
    DoubtKind.CROWDED: N_("Two reps were counted where there may be one"),
    DoubtKind.UNSEEN: N_("Nobody could be followed for as long as a rep takes"),
    DoubtKind.SOMEBODY_ELSE: N_("Another person was in the picture for as long as a rep takes"),
    DoubtKind.FEW_FRAMES: N_("Frames are too far apart to see every rep that is done so fast"),
    DoubtKind.ONE_SIDE: N_(
        "Left and right are done in turn, and far more were counted of one side: those of the "
        "other may have been hidden"
    ),
    DoubtKind.CUT: N_("A rep was under way in the first or the last frame, and was not counted"),
    DoubtKind.NOTHING_COUNTED: N_("A set seems to have been started, and nothing was counted"),
}
"""Why a count may be wrong, as a sentence without its full stop, by `Doubt.kind`."""

UNKNOWN_WORDS = {
    "wrong camera view": N_("The camera stood where this cannot be seen."),
    "a joint that the rule needs is not visible": N_(
        "A part of the body was hidden or out of view."
    ),
    "implausible skeleton": N_("The person could not be made out clearly."),
    "too few frames": N_("The video shows too few moments a second to tell."),
    "more than one person": N_("More than one person was in view."),
    "no clear outline of the back": N_("The outline of the back was covered or not clear."),
    "too close to the limit to call": N_("It was too close to the limit to call."),
    "the own upright posture was not shown yet": N_(
        "Your own upright posture was not shown yet: hold it for a moment, and it is compared."
    ),
}
"""Why something was not judged, as a sentence, by `NotJudged.reason`."""


def doubt_words(doubt: Doubt) -> str:
    """Where and why the count may be wrong, within a line.

    >>> doubt = Doubt(at_s=8.2, kind=DoubtKind.MISSED, reason=DOUBT_WORDS[DoubtKind.MISSED], more=1)
    >>> doubt_words(doubt)
    'at 0:08: a movement was not counted that may be a rep'
    """
    reason = doubt.reason[:1].lower() + doubt.reason[1:]
    return f"at {moment_words(doubt.at_s)}: {reason}"

"""The sentences that are said of results, each in one place.

The report, the command line and the pages say these very ones: the pages get them from the API
(``/api/v1/words``) and put their numbers in.  What stands in braces is filled in by `say`.
"""

from __future__ import annotations

PHRASES: dict[str, str] = {
    # How much was done.
    "reps_one": "{count} rep",
    "reps_many": "{count} reps",
    "no_reps": "No reps",
    "perhaps": "perhaps {first}",
    "perhaps_or": "perhaps {first} or {last}",
    "perhaps_to": "perhaps {first} to {last}",
    "camera_counted": "{count} counted",
    "count_not_counted": "{count} not counted",
    "held": "Held {duration}",
    "held_in": "Held {duration} in {count} holds",
    "no_hold": "No hold",
    "nobody_found": "Nobody was found",
    # How well.
    "form_good": "{amount} good",
    "form_fault": "{amount} at fault",
    "form_unsure": "{amount} too close to call",
    "form_unjudged": "{amount} not judged",
    "unchecked": "its form is not checked",
    "none_judged": "nothing of it could be judged",
    "no_fault_of_judged": "no fault found in what could be judged",
    "no_fault_found": "no fault found",
    "everything": "everything",
    "in_reps": "in {count} of {reps}",
    "once_in_all": "once, {duration} in all",
    "times_in_all": "{count} times, {duration} in all",
    "at_worst": "at worst; the limit is {limit}",
    "more_occasions": "and {count} more",
    # Tempo.
    "untimed": "could not be timed",
    "tempo_in_seconds": "Tempo in seconds: {phases}",
    # Where there is little to say.
    "stopped_early": "The analysis was stopped before the end; this is what was seen until then.",
    "nothing_to_judge": "Nothing to judge",
    "nobody_in_video": "Nobody was found in the video, so nothing was counted and nothing was "
    "judged.",
    "what_helps": "What helps",
    "light": "Light from the front or the side, not from behind the person.",
    "one_person": "One person in the picture, from head to feet.",
    "nothing_counted": "Nothing was counted",
    "no_repetition": "A person was seen, but no repetition of this exercise. If there was one:",
    "no_hold_seen": "A person was seen, but no hold of this exercise. If there was one:",
    "what_counts": "What counts: {counts}",
    "place_camera": "Camera: {camera}",
    # What a page's parts and columns are called.
    "what_was_found": "What was found",
    "what_to_mend": "What to mend",
    "repetitions": "Repetitions",
    "holds": "Holds",
    "movement": "The movement",
    "not_counted": "Not counted",
    "in_doubt": "In doubt",
    "why_not_judged": "What was not judged, and why",
    "rep": "Rep",
    "at": "At",
    "range": "Range",
    "tempo": "Tempo",
    "found": "Found",
    "held_for": "Held",
    "good": "Good",
    "at_fault": "At fault",
    "judged_good": "Judged good",
    "too_close": "Too close to call",
    "not_judged": "Not judged",
    "camera_view": "Camera view",
    "not_known": "not known",
    # What stands in them.
    "not_judged_of_rep": "not judged: {checks}",
    "nothing_was_judged": "nothing was judged",
    "no_fault": "no fault",
    "says_nothing": "formcheck says nothing where it cannot see well enough. This is no fault of "
    "the exercise.",
    "see_more": "To see more next time: {camera}",
    # The plot of the movement.
    "far": "far enough",
    "back": "back again",
    "far_and_back": "A whole repetition reaches the dotted line “{far}” and comes back over the "
    "dashed line “{back}”; both follow the person's own range. Whether it counts is decided from "
    "the whole movement: one that misses a line by a little may count.",
    "broken_line": "Where the line is broken the camera could not see it; where the ground is grey "
    "the person was not in position.",
    # A set in front of the camera.
    "target_reached": "target reached",
}
"""What is said, by a key that says what it is for; a value in braces is filled in."""


def say(key: str, **values: object) -> str:
    """A phrase with its values.

    Args:
        key: Which of `PHRASES`.
        values: What stands in its braces.

    Raises:
        KeyError: There is no such phrase, or a value is missing.

    >>> say("in_reps", count=2, reps="4 reps")
    'in 2 of 4 reps'
    """
    return PHRASES[key].format(**values)


def reps_words(count: int) -> str:
    """A number of reps.

    >>> reps_words(1), reps_words(0)
    ('1 rep', '0 reps')
    """
    return say("reps_one" if count == 1 else "reps_many", count=count)

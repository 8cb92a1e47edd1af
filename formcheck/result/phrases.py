"""The sentences that are said of results, each in one place.

The report, the command line and the pages say these very ones: the pages get them from the API
(``/api/v1/words``) and put their numbers in.  What stands in braces is filled in by `say`.
"""

from __future__ import annotations

from formcheck.catalogue import N_

PHRASES: dict[str, str] = {
    # How much was done.
    "reps_one": N_("{count} rep"),
    "reps_many": N_("{count} reps"),
    "no_reps": N_("No reps"),
    "perhaps": N_("perhaps {first}"),
    "perhaps_or": N_("perhaps {first} or {last}"),
    "perhaps_to": N_("perhaps {first} to {last}"),
    "camera_counted": N_("{count} counted"),
    "count_not_counted": N_("{count} not counted"),
    "held": N_("Held {duration}"),
    "held_in": N_("Held {duration} in {count} holds"),
    "no_hold": N_("No hold"),
    "nobody_found": N_("Nobody was found"),
    "too_few_frames": N_(
        "{fps} frames a second are too few for reps of {least} s: some may not have been seen; "
        "film with {needed} or more"
    ),
    "break_due": N_(
        "Held for {minutes} minutes without a break: get up and walk a little every "
        "{every} minutes."
    ),
    # How well.
    "form_good": N_("{amount} good"),
    "form_partly": N_("{amount} of them judged only in part"),
    "form_fault": N_("{amount} at fault"),
    "form_unsure": N_("{amount} too close to call"),
    "form_unjudged": N_("{amount} not judged"),
    "unchecked": N_("its form is not checked"),
    "none_judged": N_("nothing of it could be judged"),
    "no_fault_of_judged": N_("no fault found in what could be judged"),
    "no_fault_found": N_("no fault found"),
    "everything": N_("everything"),
    "in_reps": N_("in {count} of {reps}"),
    "once_in_all": N_("once, {duration} in all"),
    "times_in_all": N_("{count} times, {duration} in all"),
    "at_worst": N_("at worst; the limit is {limit}"),
    "more_occasions": N_("and {count} more"),
    # Sides and postures of reps.
    "on_each_side": N_("{left} on the left, {right} on the right"),
    "with_both": N_("{count} with both"),
    "with_stage": N_("{passed} of {count} with {name}"),
    "without_stage": N_("without {name}"),
    "stage_unjudged": N_("not judged in {count}"),
    "done_without": N_("It was done without {parts}."),
    # Tempo.
    "untimed": N_("could not be timed"),
    "tempo_in_seconds": N_("Tempo in seconds: {phases}"),
    # Where there is little to say.
    "stopped_early": N_(
        "The analysis was stopped before the end; this is what was seen until then."
    ),
    "nothing_to_judge": N_("Nothing to judge"),
    "nobody_in_video": N_(
        "Nobody was found in the video, so nothing was counted and nothing was judged."
    ),
    "what_helps": N_("What helps"),
    "light": N_("Light from the front or the side, not from behind the person."),
    "one_person": N_("One person in the picture, from head to feet."),
    "nothing_counted": N_("Nothing was counted"),
    "no_repetition": N_(
        "A person was seen, but nothing that surely is a repetition of this exercise. "
        "If there was one:"
    ),
    "no_hold_seen": N_("A person was seen, but no hold of this exercise. If there was one:"),
    "what_counts": N_("What counts: {counts}"),
    "place_camera": N_("Camera: {camera}"),
    # What a page's parts and columns are called.
    "what_was_found": N_("What was found"),
    "what_to_mend": N_("What to mend"),
    "repetitions": N_("Repetitions"),
    "holds": N_("Holds"),
    "movement": N_("The movement"),
    "not_counted": N_("Not counted"),
    "in_doubt": N_("In doubt"),
    "why_not_judged": N_("What was not judged, and why"),
    "rep": N_("Rep"),
    "at": N_("At"),
    "range": N_("Range"),
    "tempo": N_("Tempo"),
    "found": N_("Found"),
    "held_for": N_("Held"),
    "good": N_("Good"),
    "at_fault": N_("At fault"),
    "judged_good": N_("Judged good"),
    "too_close": N_("Too close to call"),
    "not_judged": N_("Not judged"),
    "camera_view": N_("Camera view"),
    "not_known": N_("not known"),
    # What stands in them.
    "not_judged_of_rep": N_("not judged: {checks}"),
    "nothing_was_judged": N_("nothing was judged"),
    "no_fault": N_("no fault"),
    "says_nothing": N_(
        "formcheck says nothing where it cannot see well enough. This is no fault of the exercise."
    ),
    "see_more": N_("To see more next time: {camera}"),
    # The person's own posture of another day.
    "own_of_day": N_("{posture} of {day}"),
    "own_used": N_("{name}: judged by {own} for {duration}."),
    "own_partly": N_("{name}: judged by {own} for {duration}; for the rest {why}."),
    "own_aside": N_("{name}: {own} was not used: {why}."),
    "own_kept": N_("Kept: {posture}, {stance}, {value} on {day}."),
    "own_unkept": N_(
        "Your own posture could not be kept ({why}): formcheck tries again for as long as it runs."
    ),
    "own_nothing": N_(
        "Nothing was kept as your own posture: stand side-on to the camera and keep still for a "
        "second. For the back stand upright for a second first, then lean forward with a flat back."
    ),
    "own_not_needed": N_("{name}: {own} was not needed."),
    # The plot of the movement.
    "far": N_("far enough"),
    "back": N_("back again"),
    "far_and_back": N_(
        "A whole repetition reaches the dotted line “{far}” and comes back over the "
        "dashed line “{back}”; both follow the person's own range. Whether it counts is decided "
        "from the whole movement: one that misses a line by a little may count."
    ),
    "broken_line": N_(
        "Where the line is broken the camera could not see it; where the ground is grey "
        "the person was not in position."
    ),
    # A set in front of the camera.
    "target_reached": N_("target reached"),
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

/** What is said of a workout's tasks: how much is asked for, which one it is, what became of it. */

import { duration } from "./numbers.js";
import { _, ngettext } from "./phrases.js";
import { capital, countWords } from "./wording.js";

/**
 * How much a task asks for: "8 to 12 reps", "45 seconds".
 * @param {Formcheck.TaskDocument} task
 */
export function askedFor(task) {
  const [least, most] = task.reps ?? [0, 0];
  const load = task.load_kg ? [_("{kilograms} kg", { kilograms: task.load_kg })] : [];
  const amount = task.reps
    ? least < most
      ? _("{least} to {most} reps", { least, most })
      : ngettext("{count} rep", "{count} reps", most)
    : lasting(task.seconds ?? 0);
  return [amount, ...load].join(", ");
}

/** @param {number} seconds */
function lasting(seconds) {
  return seconds >= 120 ? duration(Math.round(seconds)) : ngettext("{count} second", "{count} seconds", Math.round(seconds));
}

/**
 * Which task of its part it is: "Round 2 of 3".
 * @param {Formcheck.TaskDocument} task
 */
export function placeOf(task) {
  const part = _("part {number} of {all}", { number: task.place, all: task.places });
  if (task.rounds < 2) return task.block || (task.places > 1 ? unbroken(capital(part)) : "");
  const values = { number: task.round, all: task.rounds };
  const round = unbroken(task.kind === "straight" ? _("Set {number} of {all}", values) : _("Round {number} of {all}", values));
  return task.kind === "straight" || task.places < 2 ? round : `${round}, ${unbroken(part)}`;
}

/**
 * A few words that stay on one line.
 * @param {string} words
 */
function unbroken(words) {
  return words.replaceAll(" ", "\u00a0");
}

/**
 * What became of a task.
 * @param {Formcheck.TaskDoneDocument} done
 * @param {Formcheck.TaskDocument} task
 */
export function became(done, task) {
  if (done.outcome === "skipped") return _("left out");
  if (!task.exercise) return lasting(done.worked_s);
  if (task.hold) return _("{count} s in position", { count: Math.floor((done.hold_s ?? 0) + 1e-6) });
  if (done.outcome === "unseen" && !done.reps) return _("nothing was seen");
  return countWords(done.reps ?? 0, done.reps_range);
}

/** What the pages of workouts say alike: kinds of blocks, steps in words, how long it all lasts. */

import { h } from "./dom.js";
import { load } from "./loads.js";
import { duration } from "./numbers.js";
import { _, ngettext } from "./phrases.js";

/** @typedef {Formcheck.BlockDocument["kind"]} Kind */
/** @typedef {"sets" | "rounds" | "work_s" | "rest_s" | "round_rest_s" | "minutes" | "seconds"} BlockNumber */

/** @type {Record<Kind, {name: string, about: string, needs: BlockNumber[], may: BlockNumber[]}>} */
export const KINDS = {
  "warm-up": { name: _("Warm-up"), about: _("Each step once, or in rounds."), needs: [], may: ["rounds", "rest_s"] },
  straight: { name: _("Straight sets"), about: _("All sets of a step, then the next one."), needs: ["sets", "rest_s"], may: [] },
  circuit: { name: _("Circuit"), about: _("One step after the other, in rounds."), needs: ["rounds"], may: ["rest_s", "round_rest_s"] },
  intervals: { name: _("Intervals"), about: _("Work and rest by the clock."), needs: ["rounds", "work_s", "rest_s"], may: ["round_rest_s"] },
  emom: { name: _("Every minute on the minute"), about: _("A step begins with each minute; what is left of it is rest."), needs: ["minutes"], may: [] },
  rest: { name: _("Rest"), about: _("A pause between two blocks."), needs: ["seconds"], may: [] },
};

/** @type {Record<BlockNumber, string>} */
export const NUMBERS = {
  sets: _("Sets"),
  rounds: _("Rounds"),
  work_s: _("Work, seconds"),
  rest_s: _("Rest, seconds"),
  round_rest_s: _("Rest between rounds, seconds"),
  minutes: _("Minutes"),
  seconds: _("Seconds"),
};

/**
 * About how long something lasts.
 * @param {number} seconds
 */
export function about(seconds) {
  return _("about {minutes} min", { minutes: Math.max(1, Math.round(seconds / 60)) });
}

/**
 * A time that was planned: people plan in whole seconds.
 * @param {number} seconds
 */
function planned(seconds) {
  return seconds < 60 && Number.isInteger(seconds) ? `${seconds} s` : duration(seconds);
}

/**
 * How a block's steps follow each other, in a line.
 * @param {Formcheck.BlockDocument} block
 */
export function blockWords(block) {
  const sets = block.sets && ngettext("{count} set of each", "{count} sets of each", block.sets);
  const rounds = block.rounds && ngettext("{count} round", "{count} rounds", block.rounds);
  const minutes = block.minutes && ngettext("{count} minute", "{count} minutes", block.minutes);
  return [
    sets,
    rounds,
    minutes,
    block.seconds && planned(block.seconds),
    block.work_s && _("{duration} of work", { duration: planned(block.work_s) }),
    block.rest_s && _("{duration} of rest", { duration: planned(block.rest_s) }),
    block.round_rest_s && _("{duration} between rounds", { duration: planned(block.round_rest_s) }),
  ]
    .filter(Boolean)
    .join(", ");
}

/**
 * What is to be done of a step, in a line.
 * @param {Formcheck.StepDocument} step
 */
export function stepWords(step) {
  const [from, to] = step.reps ?? [0, 0];
  return [
    step.reps && (from === to ? ngettext("{count} rep", "{count} reps", from) : _("{from} to {to} reps", { from, to })),
    step.seconds && planned(step.seconds),
    step.load_kg && load(step.load_kg),
    step.activity && _("timed, not counted"),
    step.note,
  ]
    .filter(Boolean)
    .join(", ");
}

/**
 * The link that begins a workout.
 * @param {string} id
 * @param {string} name
 * @param {boolean} primary
 */
export function begin(id, name, primary = false) {
  return h("a", { class: primary ? "button primary" : "button", href: `#/follow/${encodeURIComponent(id)}` }, _("Start"), h("span", { class: "hidden-text" }, ` ${name}`));
}

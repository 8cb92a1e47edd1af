/** Finding an exercise among many: by words, by what one has, by what it is for. */

import { _ } from "./phrases.js";
import { capital } from "./wording.js";

/** @typedef {"body part" | "guide"} Grouping By what exercises are grouped. */

/** From so many exercises on one is found by words, and by what one has. */
export const MANY = 6;

export const ANYTHING = "";
export const NOTHING = "none";

/**
 * Whether an exercise is meant by what somebody typed: every word begins one of its own, or the whole
 * stands in one of its names however it is written ("pushup", "push-up", "push up").
 * @param {Formcheck.ExerciseDocument} exercise
 * @param {string} query
 */
export function isMeant(exercise, query) {
  const wanted = words(query);
  if (!wanted.length) return true;
  const names = [exercise.name, exercise.id, ...exercise.aliases].map(words);
  if (names.some((name) => name.join("").includes(wanted.join("")))) return true;
  const own = [...names.flat(), ...[exercise.body_part ?? "", ...exercise.muscles, ...exercise.equipment].flatMap(words)];
  return wanted.every((word) => own.some((each) => each.startsWith(word)));
}

/**
 * Whether an exercise can be done with a thing.
 * @param {Formcheck.ExerciseDocument} exercise
 * @param {string} thing `ANYTHING`, or one of `thingsOf`.
 */
export function canBeDoneWith(exercise, thing) {
  return thing === ANYTHING || exercise.equipment.includes(thing) || (thing === NOTHING && !exercise.equipment.length);
}

/**
 * All that exercises can be done with, nothing first.
 * @param {Formcheck.ExerciseDocument[]} all
 */
export function thingsOf(all) {
  const found = new Set(all.flatMap((each) => (each.equipment.length ? each.equipment : [NOTHING])));
  return [...found].sort((a, b) => Number(b === NOTHING) - Number(a === NOTHING) || a.localeCompare(b));
}

/**
 * Exercises in groups, in the order in which they come.
 * @param {Formcheck.ExerciseDocument[]} all
 * @param {Grouping} by
 * @returns {[name: string, exercises: Formcheck.ExerciseDocument[]][]}
 */
export function grouped(all, by = "body part") {
  /** @type {Map<string, Formcheck.ExerciseDocument[]>} */
  const found = new Map();
  for (const each of all) {
    const name = by === "guide" ? guideOf(each) : each.body_part ? _(capital(each.body_part)) : _("Others");
    found.set(name, [...(found.get(name) ?? []), each]);
  }
  return [...found];
}

/**
 * Who prescribes an exercise, without what is said of it.
 * @param {Formcheck.ExerciseDocument} exercise
 */
export function guideOf(exercise) {
  return exercise.source.split(/[:.;]/)[0].trim() || _("Others");
}

/** @param {string} text */
function words(text) {
  const plain = text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();
  return plain.split(/[^\p{Letter}\p{Number}]+/u).filter(Boolean);
}

/** Blocks and steps of a workout that is being made: new ones, and ones of another kind. */

import { KINDS } from "./plan-parts.js";

/** @type {Record<import("./plan-parts.js").BlockNumber, number>} */
const BEGIN = { sets: 3, rounds: 3, work_s: 40, rest_s: 60, round_rest_s: 90, minutes: 10, seconds: 60 };

/** @type {Formcheck.StepDocument} */
export const EMPTY = { exercise: null, activity: null, reps: null, seconds: null, load_kg: null, note: null };

/**
 * A new block.
 * @param {import("./plan-parts.js").Kind} kind
 * @returns {Formcheck.BlockDocument}
 */
export function block(kind) {
  /** @type {Formcheck.BlockDocument} */
  const made = { kind, name: null, sets: null, rounds: null, work_s: null, rest_s: null, round_rest_s: null, minutes: null, seconds: null, step: [] };
  for (const name of KINDS[kind].needs) made[name] = BEGIN[name];
  return made;
}

/**
 * A block of another kind: with the numbers that both have, and steps that fit it.
 * @param {Formcheck.BlockDocument} from
 * @param {import("./plan-parts.js").Kind} kind
 * @param {Formcheck.ExerciseDocument[]} known
 */
export function turned(from, kind, known) {
  const made = { ...block(kind), name: from.name };
  for (const name of [...KINDS[kind].needs, ...KINDS[kind].may]) made[name] = from[name] ?? made[name];
  if (kind === "rest") return made;
  made.step = from.step.map((each) => {
    if (kind === "intervals") return { ...each, reps: null, seconds: null };
    if (each.reps || each.seconds) return each;
    const exercise = known.find((one) => [one.id, one.name, ...one.aliases].includes(each.exercise ?? ""));
    return exercise && exercise.kind !== "hold" ? { ...each, reps: doseOf(exercise) } : { ...each, seconds: 30 };
  });
  return made;
}

/**
 * @param {Formcheck.ExerciseDocument | undefined} exercise
 * @param {import("./plan-parts.js").Kind} kind
 * @returns {Formcheck.StepDocument}
 */
export function stepFor(exercise, kind) {
  const made = { ...EMPTY, exercise: exercise?.id ?? "" };
  if (kind === "intervals") return made;
  if (exercise?.kind === "hold") return { ...made, seconds: Math.round(exercise.hold_s?.[0] ?? 30) };
  return { ...made, reps: doseOf(exercise) };
}

/**
 * @param {Formcheck.ExerciseDocument | undefined} exercise
 * @returns {[number, number]}
 */
export function doseOf(exercise) {
  const [from, to] = exercise?.reps ?? [10, 12];
  return [from, to];
}

/** What is said of results: the server's phrases with numbers in them, as formcheck/result/wording.py says them. */

import { duration, known, value } from "./numbers.js";
import { _, say } from "./phrases.js";
import { rank } from "./severities.js";

/** @typedef {{good: number, partly: number, fault: number, unsure: number, unjudged: number}} Forms How many reps, or seconds, are of each form; partly: how many good ones were judged by fewer checks than others. */
/** @typedef {import("./result-parts.js").Found} Found */

/** @param {string} text */
export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * What people call a check, within a sentence.
 * @param {string} id
 * @param {Formcheck.ExerciseDocument | undefined} exercise
 */
export function nameOf(id, exercise) {
  if (id === "*") return say("everything");
  const name = exercise?.checks.find((each) => each.id === id)?.name;
  return name ? name.charAt(0).toLowerCase() + name.slice(1) : id.replaceAll("_", " ");
}

/**
 * What the numbers of a rep's tempo are, in the order in which the exercise is done.
 * @param {Formcheck.ExerciseDocument} exercise
 */
export function tempoWords(exercise) {
  const phases = exercise.tempo.map((phase) => exercise.tempo_words[phase] ?? phase).join(", ");
  return `${say("tempo_in_seconds", { phases })}; –: ${say("untimed")}.`;
}

/**
 * The numbers of one rep's tempo, in that order.
 * @param {Formcheck.Rep} rep
 * @param {Formcheck.ExerciseDocument} exercise
 */
export function tempoOf(rep, exercise) {
  const phases = exercise.tempo.map((phase) => rep.tempo[phase]);
  return phases.some(known) ? phases.map((each) => (known(each) ? each.toFixed(1) : "–")).join(" · ") : say("untimed");
}

/**
 * A fault's number and what it is of; documents from before this was kept have only the number.
 * @param {Formcheck.Fault} fault
 */
export function measured(fault) {
  if (fault.number) return { number: fault.number, against: fault.against };
  return { number: value(fault.value, fault.unit), against: say("at_worst", { limit: value(fault.limit, fault.unit) }) };
}

/**
 * A number of reps: "1 rep".
 * @param {number} count
 */
export function repCount(count) {
  return say(count === 1 ? "reps_one" : "reps_many", { count });
}

/**
 * How many reps it may have been instead: "perhaps 12"; "" where there is no doubt.
 * @param {number} count
 * @param {[number, number] | null} range How many at least and at most; null where nobody knows.
 */
export function perhapsWords(count, range) {
  const [least, most] = range ?? [count, count];
  if (least >= count && count >= most) return "";
  const first = least < count ? least : count + 1;
  const last = most > count ? most : count - 1;
  if (first === last) return say("perhaps", { first });
  return say(last === first + 1 ? "perhaps_or" : "perhaps_to", { first, last });
}

/**
 * How many reps were counted, and how many it may have been instead.
 * @param {number} count
 * @param {[number, number] | null} range
 */
export function countWords(count, range) {
  return [count ? repCount(count) : say("no_reps"), perhapsWords(count, range)].filter(Boolean).join(", ");
}

/**
 * The reps of a session: what the person says, or else what was counted; then the forms of those.
 * @param {Pick<Formcheck.SessionHead, "reps" | "reps_range" | "settled_reps" | "good_reps" | "unjudged_reps">} session
 */
export function repsWords(session) {
  const { reps: counted, reps_range: range, settled_reps: settled } = session;
  const camera = settled === null ? "" : say("camera_counted", { count: counted });
  return [countWords(settled ?? counted, range), camera, ...formWords(repsOf(session))].filter(Boolean).join(", ");
}

/**
 * How much was done.
 * @param {Formcheck.Result} result
 * @param {Formcheck.ExerciseDocument} exercise
 * @param {{settled: number | null, range: [number, number] | null} | null} said What the person says of it.
 */
export function headline(result, exercise, said = null) {
  if (result.summary.nothing_because && !said?.settled) return result.summary.nothing_because;
  if (result.source.frames_with_person === 0) return say("nobody_found");
  const { reps: counted, attempts, hold_s: held } = result.summary;
  const checked = exercise.checks.length > 0;
  const { settled, range } = said ?? { settled: null, range: result.summary.reps_range };
  if (exercise.kind === "hold") {
    const count = result.holds.length;
    if (!count) return say("no_hold");
    const text = say(count > 1 ? "held_in" : "held", { duration: duration(held), count });
    const seconds = checked ? `${text} (${formWords(secondsOf(result.summary), duration).join(", ")})` : text;
    return exercise.measure ? `${seconds}, ${countWords(settled ?? counted, range)}` : seconds;
  }
  const camera = settled === null ? [] : [say("camera_counted", { count: counted })];
  const more = [...camera, ...(checked ? formWords(formsOf(result)) : [])].join(", ");
  const text = countWords(settled ?? counted, range) + (more ? ` (${more})` : "");
  return attempts ? `${text}, ${say("count_not_counted", { count: attempts })}` : text;
}

/**
 * How many reps of a result, or a set, are good, at fault and not judged.
 * @param {{reps: readonly Formcheck.Rep[]}} of
 * @returns {Forms}
 */
export function formsOf({ reps: all }) {
  /** @param {Formcheck.Rep["form"]} form */
  const of = (form) => all.filter((rep) => rep.form === form).length;
  return { good: of("good"), partly: partlyJudged(all), fault: of("fault"), unsure: 0, unjudged: of("not judged") };
}

/**
 * How many good reps were judged by fewer checks than others; what was judged in none of them is not counted.
 * @param {readonly Formcheck.Rep[]} all
 */
function partlyJudged(all) {
  const judged = all.filter((rep) => rep.form !== "not judged");
  /** @param {string} check */
  const ever = (check) => judged.some((rep) => !rep.unknown.includes(check));
  return judged.filter((rep) => rep.form === "good" && rep.unknown.some(ever)).length;
}

/**
 * The same of the history's reps, which have only the numbers.
 * @param {Pick<Formcheck.SessionHead, "reps" | "good_reps" | "unjudged_reps">} session
 * @returns {Forms}
 */
export function repsOf({ reps: all, good_reps: good, unjudged_reps: unjudged }) {
  return { good, partly: 0, fault: all - good - unjudged, unsure: 0, unjudged };
}

/**
 * The seconds of a hold that are good, at fault, too close to call and not judged.
 * @param {Pick<Formcheck.SessionHead, "hold_s" | "good_hold_s" | "unsure_hold_s" | "unjudged_hold_s">} of
 * @returns {Forms}
 */
export function secondsOf({ hold_s: held, good_hold_s: good, unsure_hold_s: unsure, unjudged_hold_s: unjudged }) {
  return { good, partly: 0, fault: Math.max(0, held - good - unsure - unjudged), unsure, unjudged };
}

/**
 * How long a set was held: by what the person says, or else as it was timed.
 * @param {Formcheck.SetRecord} set
 */
export function heldOf(set) {
  return set.said.hold_s ?? set.hold_s;
}

/**
 * How long was held and how well, in words; "" where nothing was.
 * @param {Pick<Formcheck.SessionHead, "hold_s" | "settled_hold_s" | "good_hold_s" | "unsure_hold_s" | "unjudged_hold_s">} of
 * @param {(lasted: string) => string} put How that is put.
 */
export function heldWords(of, put = (lasted) => _("{duration} held", { duration: lasted })) {
  const { hold_s: timed, settled_hold_s: settled } = of;
  if (!timed && !settled) return "";
  const camera = settled === null ? "" : say("camera_counted", { count: duration(timed) });
  return [put(duration(settled ?? timed)), camera, ...formWords(secondsOf(of), duration)].filter(Boolean).join(", ");
}

/**
 * Such numbers in words, without those that are nothing.
 * @param {Forms} numbers
 * @param {(number: number) => string} write
 */
export function formWords({ good, partly, fault, unsure, unjudged }, write = String) {
  /** @type {[number, "form_good" | "form_partly" | "form_fault" | "form_unsure" | "form_unjudged"][]} */
  const parts = [[good, "form_good"], [partly, "form_partly"], [fault, "form_fault"], [unsure, "form_unsure"], [unjudged, "form_unjudged"]];
  return parts.filter(([number]) => number >= 0.05).map(([number, form]) => say(form, { amount: write(number) }));
}

/**
 * How many reps each side made, whether they may be compared, and in how many each posture was passed: a line each.
 * @param {Formcheck.Result} result
 */
export function partLines({ summary: { sides, stages } }) {
  const lines = [];
  if (sides) {
    const each = say("on_each_side", { left: sides.left.reps, right: sides.right.reps });
    lines.push(`${[each, sides.both && say("with_both", { count: sides.both })].filter(Boolean).join(", ")}. ${sides.said}.`);
  }
  for (const { name, needed, passed, left_out: out, not_judged: unknown } of stages ?? []) {
    const count = passed + out + unknown;
    if (!count || (needed && !unknown)) continue;
    lines.push(`${[say("with_stage", { passed, count, name }), unknown && say("stage_unjudged", { count: unknown })].filter(Boolean).join("; ")}.`);
  }
  return lines;
}

/**
 * What may be said where no fault was found: no more than was judged.
 * @param {Formcheck.Result} result
 * @param {Formcheck.ExerciseDocument} exercise
 */
export function noFaultWords(result, exercise) {
  if (!result.reps.length && !result.holds.length) return "";
  return `${capital(say(noFault(result, exercise)))}.`;
}

/**
 * @param {Formcheck.Result} result
 * @param {Formcheck.ExerciseDocument} exercise
 */
function noFault(result, exercise) {
  if (!exercise.checks.length) return "unchecked";
  if (nothingJudged(result)) return "none_judged";
  return result.not_judged.length ? "no_fault_of_judged" : "no_fault_found";
}

/**
 * Whether something was counted and nothing of it judged.
 * @param {Formcheck.Result} result
 */
function nothingJudged({ reps: all, holds, summary }) {
  if (all.length && !holds.length) return all.every((rep) => rep.form === "not judged");
  return holds.length > 0 && summary.unjudged_hold_s >= summary.hold_s - 0.05;
}

/**
 * Each fault that was found: its id, severity, occasions and where; the most severe first.
 * @param {Formcheck.Result} result
 * @param {Formcheck.ExerciseDocument} exercise
 * @returns {Found[]}
 */
export function faultsOf(result, exercise) {
  return [...new Set(result.faults.map((each) => each.id))]
    .map((id) => {
      const all = result.faults.filter((each) => each.id === id);
      const ofReps = exercise.kind !== "hold" || exercise.checks.find((each) => each.id === id)?.of_reps;
      const inReps = ofReps ? result.reps.filter((rep) => rep.faults.includes(id)).length : 0;
      const seconds = all.reduce((sum, each) => sum + each.to_s - each.from_s, 0);
      const where = inReps
        ? say("in_reps", { count: inReps, reps: repCount(result.reps.length) })
        : say(all.length > 1 ? "times_in_all" : "once_in_all", { count: all.length, duration: duration(seconds) });
      const worst = all.reduce((a, b) => (beyond(b) > beyond(a) ? b : a));
      return { id, name: nameOf(id, exercise), severity: all[0].severity, all, where, worst, seconds };
    })
    .sort((a, b) => rank(a.severity) - rank(b.severity) || b.all.length - a.all.length);
}

/** @param {Formcheck.Fault} fault */
function beyond(fault) {
  return known(fault.value) && known(fault.limit) ? Math.abs(fault.value - fault.limit) : 0;
}

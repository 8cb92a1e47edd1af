/** The words of a result: the same as in the report (formcheck/result/wording.py; a test compares). */

import { plural } from "./dom.js";
import { rank } from "./severities.js";

export const ATTEMPT_WORDS = {
  "shallow": "It turned back before the full range was reached.",
  "not locked out": "It did not come all the way back to the start.",
  "too fast": "It was faster than a repetition of this exercise can be.",
  "lost sight": "The person, or the arm or leg that moves, was out of sight on the way.",
};

export const UNKNOWN_WORDS = {
  "wrong camera view": "The camera stood where this cannot be seen.",
  "a joint that the rule needs is not visible": "A part of the body was hidden or out of view.",
  "implausible skeleton": "The person could not be made out clearly.",
  "too few frames": "The video shows too few moments a second to tell.",
  "more than one person": "More than one person was in view.",
  "no clear outline of the back": "The outline of the back was covered or not clear.",
  "too close to the limit to call": "It was too close to the limit to call.",
};

const UNITS = { deg: ["°", 0], "%": [" %", 0], s: [" s", 1], ratio: ["", 2], "": ["", 2] };

/** A time in a video: 75.5 is "1:15.5". */
export function time(seconds) {
  if (!known(seconds)) return "–";
  const tenths = Math.round(seconds * 10);
  const minutes = Math.floor(tenths / 600);
  const rest = `${String(Math.floor((tenths % 600) / 10)).padStart(2, "0")}.${tenths % 10}`;
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${rest}`;
}

/** A length of time: "7.2 s", "1 min 16 s". */
export function duration(seconds) {
  if (!known(seconds)) return "–";
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const rest = whole % 60;
  return rest ? `${Math.floor(whole / 60)} min ${rest} s` : `${Math.floor(whole / 60)} min`;
}

/** How long something still takes, no finer than anybody can know: "about 20 s left". */
export function left(seconds) {
  if (seconds < 4) return "a few seconds left";
  if (seconds < 55) return `about ${5 * Math.round(seconds / 5)} s left`;
  return `about ${Math.max(1, Math.round(seconds / 60))} min left`;
}

/** A measured value with its unit. */
export function value(number, unit) {
  if (!known(number)) return "–";
  const [suffix, digits] = UNITS[unit] ?? [` ${unit}`, 2];
  const text = number.toFixed(digits);
  return (Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−")) + suffix;
}

/** A size in bytes. */
export function size(bytes) {
  if (bytes < 1e6) return `${Math.max(1, Math.round(bytes / 1e3))} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** A day and an hour, as this browser's person writes them. */
export function when(text) {
  return new Date(text).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}

/** A share as "75 %". */
export function percent(share) {
  return known(share) ? `${Math.round(100 * share)} %` : "–";
}

export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What people call a check, within a sentence. */
export function nameOf(id, exercise) {
  if (id === "*") return "everything";
  const name = exercise?.checks.find((each) => each.id === id)?.name;
  return name ? name.charAt(0).toLowerCase() + name.slice(1) : id.replaceAll("_", " ");
}

/** What is said of a rep's phases where they are not known. */
export const UNTIMED = "could not be timed";

/** What the numbers of a rep's tempo are, in the order in which the exercise is done. */
export function tempoWords(exercise) {
  return `Tempo in seconds: ${exercise.tempo.map((phase) => exercise.tempo_words[phase]).join(", ")}; –: ${UNTIMED}.`;
}

/** The numbers of one rep's tempo, in that order. */
export function tempoOf(rep, exercise) {
  const phases = exercise.tempo.map((phase) => rep.tempo[phase]);
  return phases.some(known) ? phases.map((each) => (known(each) ? each.toFixed(1) : "–")).join(" · ") : UNTIMED;
}

/** A fault's number and what it is of; documents from before this was kept have only the number. */
export function measured(fault) {
  if (fault.number) return { number: fault.number, against: fault.against };
  return { number: value(fault.value, fault.unit), against: `at worst; the limit is ${value(fault.limit, fault.unit)}` };
}

/** A moment of a video, to the second: 75.5 is "1:15". */
export function moment(seconds) {
  return known(seconds) ? time(Math.floor(seconds + 1e-6)).replace(/\.0$/, "") : "–";
}

/**
 * How many reps it may have been instead: "perhaps 12"; "" where there is no doubt.
 * @param {number} reps
 * @param {[number, number] | null} range How many at least and at most; null where nobody knows.
 */
export function perhapsWords(reps, range) {
  const [least, most] = range ?? [reps, reps];
  if (least >= reps && reps >= most) return "";
  const first = least < reps ? least : reps + 1;
  const last = most > reps ? most : reps - 1;
  return first === last ? `perhaps ${first}` : `perhaps ${first} ${last === first + 1 ? "or" : "to"} ${last}`;
}

/**
 * How many reps were counted, and how many it may have been instead.
 * @param {number} reps
 * @param {[number, number] | null} range
 */
export function countWords(reps, range) {
  return [reps ? plural(reps, "rep") : "No reps", perhapsWords(reps, range)].filter(Boolean).join(", ");
}

/**
 * The reps of a session: what the person says, or else what was counted; then the forms of those.
 * @param {{reps: number, reps_range: [number, number], settled_reps: number | null, good_reps: number, unjudged_reps: number}} session
 */
export function repsWords(session) {
  const { reps, reps_range: range, settled_reps: settled } = session;
  const counted = settled === null ? "" : `${reps} counted`;
  return [countWords(settled ?? reps, range), counted, ...formWords(repsOf(session))].filter(Boolean).join(", ");
}

/**
 * How much was done.
 * @param {Formcheck.Result} result
 * @param {Formcheck.ExerciseDocument} exercise
 * @param {{settled: number | null, range: [number, number]} | null} said What the person says of it.
 */
export function headline(result, exercise, said = null) {
  if (result.summary.nothing_because && !said?.settled) return result.summary.nothing_because;
  if (result.source.frames_with_person === 0) return "Nobody was found";
  const { reps, attempts, hold_s: held } = result.summary;
  if (exercise.kind === "hold") {
    if (!result.holds.length) return "No hold";
    const text = `Held ${duration(held)}` + (result.holds.length > 1 ? ` in ${result.holds.length} holds` : "");
    const seconds = `${text} (${formWords(secondsOf(result.summary), duration).join(", ")})`;
    if (!exercise.measure) return seconds;
    const { settled, range } = said ?? { settled: null, range: result.summary.reps_range };
    return `${seconds}, ${countWords(settled ?? reps, range)}`;
  }
  const { settled, range } = said ?? { settled: null, range: result.summary.reps_range };
  const counted = settled === null ? [] : [`${reps} counted`];
  const more = [...counted, ...formWords(formsOf(result))].join(", ");
  const text = countWords(settled ?? reps, range) + (more ? ` (${more})` : "");
  return attempts ? `${text}, ${attempts} not counted` : text;
}

/** How many reps of a result, or a set, are good, at fault and not judged. */
export function formsOf({ reps }) {
  const of = (form) => reps.filter((rep) => rep.form === form).length;
  return { good: of("good"), fault: of("fault"), unsure: 0, unjudged: of("not judged") };
}

/** The same of the history's reps, which have only the numbers. */
export function repsOf({ reps, good_reps: good, unjudged_reps: unjudged }) {
  return { good, fault: reps - good - unjudged, unsure: 0, unjudged };
}

/** The seconds of a hold that are good, at fault, too close to call and not judged. */
export function secondsOf({ hold_s: held, good_hold_s: good, unsure_hold_s: unsure, unjudged_hold_s: unjudged }) {
  return { good, fault: Math.max(0, held - good - unsure - unjudged), unsure, unjudged };
}

/**
 * Such numbers in words, without those that are nothing.
 * @param {{good: number, fault: number, unsure: number, unjudged: number}} numbers
 * @param {(number: number) => string} write
 * @returns {string[]}
 */
export function formWords({ good, fault, unsure, unjudged }, write = String) {
  /** @type {[number, string][]} */
  const parts = [[good, "good"], [fault, "at fault"], [unsure, "too close to call"], [unjudged, "not judged"]];
  return parts
    .filter(([number]) => number >= 0.05)
    .map(([number, what]) => `${write(number)} ${what}`);
}

/** What may be said where no fault was found: no more than was judged. */
export function noFaultWords(result) {
  if (!result.reps.length && !result.holds.length) return "";
  if (nothingJudged(result)) return "Nothing of it could be judged.";
  return result.not_judged.length ? "No fault found in what could be judged." : "No fault found.";
}

/** Whether something was counted and nothing of it judged. */
function nothingJudged({ reps, holds, summary }) {
  if (reps.length && !holds.length) return reps.every((rep) => rep.form === "not judged");
  return holds.length > 0 && summary.unjudged_hold_s >= summary.hold_s - 0.05;
}

/** Each fault that was found: its id, severity, occasions and where; the most severe first. */
export function faultsOf(result, exercise) {
  return [...new Set(result.faults.map((each) => each.id))]
    .map((id) => {
      const all = result.faults.filter((each) => each.id === id);
      const ofReps = exercise?.kind !== "hold" || exercise.checks.find((each) => each.id === id)?.of_reps;
      const inReps = ofReps ? result.reps.filter((rep) => rep.faults.includes(id)).length : 0;
      const seconds = all.reduce((sum, each) => sum + each.to_s - each.from_s, 0);
      const where = inReps
        ? `in ${inReps} of ${plural(result.reps.length, "rep")}`
        : `${all.length > 1 ? `${all.length} times` : "once"}, ${duration(seconds)} in all`;
      const worst = all.reduce((a, b) => (beyond(b) > beyond(a) ? b : a));
      return { id, name: nameOf(id, exercise), severity: all[0].severity, all, where, worst, seconds };
    })
    .sort((a, b) => rank(a.severity) - rank(b.severity) || b.all.length - a.all.length);
}

/** The middle of some numbers; null where none is known. */
export function median(numbers) {
  const sorted = numbers.filter(known).sort((a, b) => a - b);
  if (!sorted.length) return null;
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * @param {number | null | undefined} number
 * @returns {number is number}
 */
export function known(number) {
  return typeof number === "number" && Number.isFinite(number);
}

function beyond(fault) {
  return known(fault.value) && known(fault.limit) ? Math.abs(fault.value - fault.limit) : 0;
}

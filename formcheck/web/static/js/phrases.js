/** The server's words of results, which the app loads before any page: those of the report itself. */

import { words } from "./api.js";

/** @type {Formcheck.WordsDocument} */
let table;

/** Ask the server for the words, once. */
export async function loadWords() {
  table = await words();
}

/**
 * One of the phrases, with what stands in its braces.
 * @param {keyof Formcheck.WordsDocument["phrases"]} key
 * @param {Record<string, string | number>} values
 */
export function say(key, values = {}) {
  return table.phrases[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/**
 * How numbers of a unit are written.
 * @param {string} unit
 */
export function written(unit) {
  return table.units[unit] ?? { sign: ` ${unit}`, digits: 2 };
}

/**
 * Why a movement was not counted, as a sentence.
 * @param {string} reason
 */
export function attemptWords(reason) {
  return table.attempts[reason] ?? "";
}

/**
 * Why something was not judged, as a sentence.
 * @param {string} reason
 */
export function unjudgedWords(reason) {
  return table.not_judged[reason] ?? reason;
}

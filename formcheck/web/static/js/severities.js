/** What is at stake where a check fails: the server's table, which the app loads before any page. */

import { severities } from "./api.js";

/** @type {Formcheck.SeverityDocument[]} Most severe first. */
let table = [];

/** Ask the server for the table, once. */
export async function loadSeverities() {
  table = await severities();
}

/**
 * The place of a severity among all; 0 is the most severe.
 * @param {string} severity
 */
export function rank(severity) {
  return table.findIndex((each) => each.id === severity);
}

/**
 * What people call a severity.
 * @param {string} severity
 */
export function severityWords(severity) {
  return table[rank(severity)]?.words ?? severity;
}

/**
 * The letter that stands for a severity, beside its colour.
 * @param {string} severity
 */
export function signOf(severity) {
  return table[rank(severity)]?.sign ?? "";
}

/** What the pages of one result and of two share: how it is loaded, and the parts of its page. */

import { get } from "./api.js";
import { h } from "./dom.js";
import { _, unjudgedWords } from "./phrases.js";
import { signOf } from "./severities.js";
import { duration } from "./numbers.js";
import { capital, nameOf } from "./wording.js";

/** @typedef {{analysis: Formcheck.AnalysisDocument, result: Formcheck.Result, exercise: Formcheck.ExerciseDocument, session: Formcheck.SessionRecord | null}} Finished All that is shown of a finished analysis. */
/** @typedef {{id: string, name: string, severity: Formcheck.Fault["severity"], all: Formcheck.Fault[], where: string, worst: Formcheck.Fault, seconds: number}} Found A fault with all its occasions, as `faultsOf` gives it. */

/** The files of an analysis that can be taken along: name, what it is called, and what it is. */
export const DOWNLOADS = [
  ["report.html", _("Report"), _("one HTML file, to read or print")],
  ["result.json", _("Result"), _("JSON, for programs")],
  ["reps.csv", _("Reps"), _("CSV, for a spreadsheet")],
  ["annotated.mp4", _("Annotated video"), _("with the skeleton drawn on it")],
];

/**
 * All that is shown of a finished analysis.
 * @param {Formcheck.AnalysisDocument} analysis
 * @returns {Promise<Finished>}
 */
export async function loadFinished(analysis) {
  const [result, exercise, session] = await Promise.all([
    get(`/analyses/${analysis.id}/result`),
    get(`/exercises/${encodeURIComponent(analysis.exercise)}`),
    analysis.session ? get(`/sessions/${analysis.session}`).catch(() => null) : null,
  ]);
  return { analysis, result: { doubts: [], ...result }, exercise, session }; // early ones have no doubts
}

/**
 * What could not be judged, and why.
 * @param {Formcheck.Result} result
 * @param {Formcheck.ExerciseDocument} exercise
 */
export function notJudged(result, exercise) {
  return h(
    "ul",
    { class: "rows" },
    result.not_judged.map((each) =>
      h("li", {}, h("span", { class: "quiet num" }, duration(each.seconds)), h("span", {}, h("b", {}, `${capital(nameOf(each.id, exercise))}. `), unjudgedWords(each.reason))),
    ),
  );
}

/** @param {Formcheck.Fault["severity"]} severity */
export function sign(severity) {
  return h("span", { class: `sign ${severity}`, "aria-hidden": "true" }, signOf(severity));
}

export function back(address = "#/videos", words = _("‹ All videos")) {
  return h("p", { class: "back" }, h("a", { href: address }, words));
}

/**
 * @param {string} heading
 * @param {import("./dom.js").Child[]} children
 */
export function section(heading, ...children) {
  return h("section", { class: "card stack result-section" }, h("h2", {}, heading), ...children);
}

/** @param {string[]} all */
export function tips(all) {
  return h("ul", {}, all.map((each) => h("li", {}, each)));
}

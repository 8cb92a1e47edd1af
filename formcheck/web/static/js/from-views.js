/** What of an exercise is counted and judged from where, as a table. */

import { h } from "./dom.js";
import { _ } from "./phrases.js";
import { capital } from "./wording.js";

/** @param {Formcheck.ExerciseDocument} exercise */
export function fromViews(exercise) {
  const counted = exercise.kind === "hold" ? _("Seconds counted") : _("Reps counted");
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": _("What the camera sees from where") },
    h(
      "table",
      { class: "from-views" },
      h("thead", {}, h("tr", {}, h("td", {}), exercise.from_views.map((each) => h("th", { scope: "col" }, capital(each.words.replace(/^the /, "")))))),
      h(
        "tbody",
        {},
        row(counted, exercise.from_views.map((each) => (each.counted ? _("yes") : _("no")))),
        exercise.checks.map((check) =>
          row(check.name, exercise.from_views.map((each) => (each.judged.includes(check.id) ? _("yes") : each.partly.includes(check.id) ? exercise.partly : _("no")))),
        ),
      ),
    ),
  );
}

/**
 * @param {string} name
 * @param {string[]} cells
 */
function row(name, cells) {
  return h("tr", {}, h("th", { scope: "row" }, name), cells.map((each) => h("td", { class: each === _("no") ? "quiet" : "seen" }, each)));
}

/** Choosing two sets of one exercise to compare. */

import { h } from "./dom.js";
import { when } from "./numbers.js";
import { _ } from "./phrases.js";

/** @typedef {{exercise: Formcheck.ExerciseDocument, all: Formcheck.AnalysisDocument[]}} Group The finished analyses of an exercise, two or more. */

/**
 * The form.
 * @param {Group[]} groups At least one.
 * @returns {HTMLElement}
 */
export function compareForm(groups) {
  /** @param {Formcheck.AnalysisDocument} keep The one that is chosen at first. */
  const options = (keep) =>
    groups.map(({ exercise, all }) =>
      h("optgroup", { label: exercise.name }, all.map((each) => h("option", { value: each.id, "data-exercise": exercise.id, selected: each === keep }, `${each.name}, ${when(each.created_at)}`))),
    );
  const [a, b] = groups[0].all;
  const one = h("select", { id: "compare-a" }, options(b));
  const two = h("select", { id: "compare-b" }, options(a));
  const said = h("p", { class: "quiet small", role: "status" });
  const go = h("button", { type: "submit" }, _("Compare"));
  const check = () => {
    const [first, second] = [one.selectedOptions[0], two.selectedOptions[0]];
    const same = first?.dataset.exercise === second?.dataset.exercise;
    const other = one.value !== two.value;
    go.disabled = !(same && other);
    said.textContent = !other ? _("Choose two different videos.") : same ? "" : _("Choose two videos of the same exercise.");
  };
  one.addEventListener("change", check);
  two.addEventListener("change", check);
  check();
  return h(
    "form",
    {
      class: "card stack compare-form",
      onsubmit: (/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        location.hash = `#/compare/${one.value}/${two.value}`;
      },
    },
    h("h2", {}, _("Compare two sets")),
    h(
      "div",
      { class: "compare-choice" },
      h("div", { class: "field" }, h("label", { for: "compare-a" }, _("One set")), one),
      h("div", { class: "field" }, h("label", { for: "compare-b" }, _("The other")), two),
      go,
    ),
    said,
  );
}

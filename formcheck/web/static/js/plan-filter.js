/** What narrows exercises or workouts down: by what one has, and by muscle. */

import { ANYTHING, canBeDoneWith, NOTHING, thingsOf } from "./finding.js";
import { h } from "./dom.js";
import { _ } from "./phrases.js";
import { capital } from "./wording.js";

export class PlanFilter {
  /**
   * @param {Formcheck.ExerciseDocument[]} known
   * @param {string} label What is narrowed down.
   * @param {() => void} change
   */
  constructor(known, label, change) {
    const muscles = [...new Set(known.flatMap((each) => each.muscles))].sort((a, b) => a.localeCompare(b));
    this.things = h("select", { id: "have" }, h("option", { value: ANYTHING }, _("Anything")), thingsOf(known).map((each) => h("option", { value: each }, _(each === NOTHING ? "Nothing" : capital(each)))));
    this.muscles = h("select", { id: "muscle" }, h("option", { value: "" }, _("Any muscle")), muscles.map((each) => h("option", { value: each }, capital(each))));
    for (const each of [this.things, this.muscles]) each.addEventListener("change", change);
    this.element = h("search", { class: "plan-find", "aria-label": label }, h("div", { class: "field" }, h("label", { for: "have" }, _("You have")), this.things), h("div", { class: "field" }, h("label", { for: "muscle" }, _("For")), this.muscles));
  }

  /**
   * Whether an exercise is left.
   * @param {Formcheck.ExerciseDocument} exercise
   */
  takes(exercise) {
    return canBeDoneWith(exercise, this.things.value) && (!this.muscles.value || exercise.muscles.includes(this.muscles.value));
  }

  /** The same, as the server is asked. */
  get query() {
    return new URLSearchParams({ have: this.things.value, muscle: this.muscles.value }).toString();
  }
}

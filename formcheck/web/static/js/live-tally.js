/** The count in digits that are read across a room, and beside it the gauge or the bar of a hold. */

import { h } from "./dom.js";
import { _ } from "./phrases.js";
import { repCount } from "./wording.js";

/**
 * What the two ends of a rep are called, the turn first.
 * @param {string} turn Where the turn lies from the start.
 */
function endsOf(turn) {
  if (turn === "out") return [_("there"), _("back")];
  return turn === "down" ? [_("down"), _("up")] : [_("up"), _("down")];
}

/**
 * Show a number, a time or a short sum on one line: the more characters, the smaller they are.
 * @param {HTMLElement} element
 * @param {string} text
 * @returns {boolean} Whether it is another than before.
 */
export function showFigure(element, text) {
  if (element.textContent === text) return false;
  element.textContent = text;
  const narrow = text.replace(/[^ :.]/g, "").length;
  element.style.setProperty("--characters", String(Math.max(1, text.length - narrow / 2)));
  return true;
}

export class Tally {
  /** @param {Formcheck.ExerciseDocument} exercise */
  constructor(exercise) {
    this.exercise = exercise;
    this.hold = exercise.kind === "hold";
    this.number = h("div", { class: "number" });
    this.unit = h("div", { class: "unit" });
    showFigure(this.number, "0");
    this.element = h("div", { class: "tally" }, h("div", { class: "big" }, this.number, this.unit), this.hold ? this.#formBar() : this.#gaugeBar());
  }

  /**
   * Show how much was done of a set.
   * @param {string} shown Reps, or seconds of a hold; "12 + 2" beyond the target.
   * @param {{reps: number | null, hold_s: number | null} | null} target
   */
  count(shown, target) {
    showFigure(this.number, shown);
    if (target) this.unit.textContent = this.hold ? _("of {hold_s} s in position", { hold_s: target.hold_s }) : target.reps ? _("of {reps}", { reps: repCount(target.reps) }) : _("reps");
  }

  /**
   * How many reps there are: within a hold they stand beside the seconds. Where the count may be
   * wrong a small mark says so, and the number stays as it is.
   * @param {number} reps
   * @param {[number, number] | null} range How many at least and at most.
   */
  reps(reps, range) {
    if (this.repsText) this.repsText.textContent = repCount(reps);
    this.element.classList.toggle("in-doubt", Boolean(range && (range[0] < reps || range[1] > reps)));
  }

  /**
   * How far a hold has come towards its goal, and how much of it was judged good.
   * @param {number} held Seconds.
   * @param {number} good Seconds.
   * @param {{hold_s: number | null} | null} target
   */
  form(held, good, target) {
    if (!this.heldShare || !this.goodShare || !this.goodText) return;
    const goal = Math.max(target?.hold_s ?? 0, held) || 1;
    this.heldShare.style.width = `${(100 * held) / goal}%`;
    this.goodShare.style.width = `${(100 * good) / goal}%`;
    this.goodText.textContent = held > 0 ? _("{number} s judged good", { number: Math.floor(good + 1e-6) }) : "";
  }

  /**
   * Where the movement is between its two ends.
   * @param {number | null} value 0 at the start, 1 at the turn; null while unknown.
   * @param {string} phase
   */
  gauge(value, phase) {
    if (this.hold) return;
    this.bar?.classList.toggle("asleep", value === null);
    if (value === null) return;
    this.bar?.style.setProperty("--at", String(value));
    this.turnMark?.classList.toggle("aim", phase === "out");
    this.turnMark?.classList.toggle("met", value >= 1 || phase === "turn");
    this.startMark?.classList.toggle("aim", phase === "back" || phase === "turn");
    this.startMark?.classList.toggle("met", value <= 0 && phase === "start");
  }

  #gaugeBar() {
    const up = this.exercise.turn !== "down";
    const words = endsOf(this.exercise.turn);
    this.turnMark = h("div", { class: "goal turn" }, h("i", {}), h("span", {}, words[0]));
    this.startMark = h("div", { class: "goal start" }, h("i", {}), h("span", {}, words[1]));
    this.bar = h("div", { class: `gauge ${up ? "" : "turned"}`, "aria-hidden": "true" }, h("div", { class: "track" }), h("div", { class: "marker" }), this.turnMark, this.startMark);
    return this.bar;
  }

  #formBar() {
    this.heldShare = h("div", { class: "held-share" });
    this.goodShare = h("div", { class: "good-share" });
    this.goodText = h("span", {});
    if (this.exercise.measure) this.repsText = h("span", {}, repCount(0));
    return h("div", { class: "form-bar" }, h("div", { class: "lane", "aria-hidden": "true" }, this.heldShare, this.goodShare), h("p", {}, this.goodText), this.repsText && h("p", { class: "within" }, this.repsText));
  }
}

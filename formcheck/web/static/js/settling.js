/** Settling what is in doubt: one tap says how many reps there were; what was counted is kept beside it. */

import { messageOf, send } from "./api.js";
import { fill, h } from "./dom.js";
import { moment } from "./numbers.js";
import { _ } from "./phrases.js";
import { capital, countWords, perhapsWords, repCount } from "./wording.js";

const MOST_BUTTONS = 5;

/** @typedef {[number, string]} Answer How many reps there were, and the words for it. */

/**
 * What may be said of a doubt.
 * @param {Formcheck.SetDoubt} doubt
 * @returns {Answer[]}
 */
function answersTo(doubt) {
  const most = doubt.fewer + doubt.more;
  if (most > 1) return Array.from({ length: most + 1 }, (__, reps) => [reps, reps ? repCount(reps) : _("None")]);
  if (doubt.kind === "two at once") return [[1, _("There were two")], [0, _("There was one")]];
  if (doubt.kind === "out of sight" || doubt.kind === "somebody else") return [[1, _("There was a rep")], [0, _("There was none")]];
  return [[1, _("It was a rep")], [0, _("It was none")]];
}

/**
 * How many reps a set may have had: a button for each, or a field where they are too many.
 * @param {Formcheck.SetRecord} set
 * @returns {Answer[]}
 */
function countsOf(set) {
  const counted = set.reps.length;
  const [least, most] = set.reps_range ?? [counted, counted];
  const first = Math.min(counted, least);
  const last = Math.max(counted, most);
  if (last - first >= MOST_BUTTONS) return [];
  return Array.from({ length: last - first + 1 }, (__, at) => [first + at, String(first + at)]);
}

/**
 * What is said of a set's count: what the person says, and what the camera counted.
 * @param {Formcheck.SetRecord} set
 */
export function setCount(set) {
  const counted = set.reps.length;
  if (set.settled_reps === null) {
    const perhaps = perhapsWords(counted, set.reps_range);
    return perhaps ? `${counted} (${perhaps})` : String(counted);
  }
  return _("{settled_reps} (counted {counted})", { settled_reps: set.settled_reps, counted });
}

/** The doubts of a session's sets, each with what the person may say of it. */
export class Settling {
  /**
   * @param {{id: string, all_sets: Formcheck.SetRecord[]}} session
   * @param {() => void} changed Called when the person has said something.
   */
  constructor(session, changed) {
    this.session = session;
    this.changed = changed;
    /** @type {(() => void)[]} */
    this.showing = [];
    this.said = h("p", { class: "settled", role: "status" });
    this.trouble = h("p", { class: "settle-trouble", role: "alert", hidden: true });
  }

  /** The sets of which something is in doubt. */
  get sets() {
    return this.session.all_sets.filter((set) => set.doubts.length);
  }

  /** The reps of all sets: those that were counted, those that it may have been, and what the person says. */
  get reps() {
    const sets = this.session.all_sets;
    const counted = sets.reduce((sum, set) => sum + set.reps.length, 0);
    const ranges = sets.map((set) => (set.settled_reps === null && set.reps_range) || [doneOf(set), doneOf(set)]);
    const sum = (/** @type {number} */ end) => ranges.reduce((all, range) => all + range[end], 0);
    const settled = sets.some((set) => set.settled_reps !== null);
    return { counted, range: /** @type {[number, number]} */ ([sum(0), sum(1)]), settled: settled ? sets.reduce((all, set) => all + doneOf(set), 0) : null };
  }

  /**
   * A list of the doubts, each with its moment and what may be said of it.
   * @param {(seconds: number, said: string) => HTMLElement} momentOf
   */
  list(momentOf) {
    const items = this.sets.flatMap((set) =>
      set.doubts.map((doubt, at) =>
        h(
          "li",
          {},
          momentOf(doubt.at_s, _("The doubt at {moment}", { moment: moment(doubt.at_s) })),
          h("div", { class: "doubt-said" }, h("p", {}, `${doubt.reason}.`), doubt.kind === "nothing counted" ? null : this.#taps(_("At {moment}", { moment: moment(doubt.at_s) }), answersTo(doubt), () => this.#set(set.index).doubts[at].settled_reps, `/doubts/${at + 1}`, set.index)),
        ),
      ),
    );
    return h("ul", { class: "doubts" }, items);
  }

  /**
   * For each set how many reps it had, to be said as a whole.
   * @param {{taps?: boolean}} how Whether there is a button for each number that it may be; a set of which nothing was counted has them anyway.
   */
  whole({ taps = true } = {}) {
    const several = this.session.all_sets.length > 1;
    return this.sets.map((set) => {
      const label = several ? _("Set {index}", { index: set.index }) : _("In all");
      const nothing = set.doubts.some(({ kind }) => kind === "nothing counted");
      const answers = taps || nothing ? countsOf(set) : [];
      const now = () => this.#set(set.index).settled_reps;
      const count = h("b", { class: "num-free" });
      this.#show(() => (count.textContent = setCount(this.#set(set.index))));
      return h(
        "div",
        { class: "settle-set" },
        h("p", {}, `${label}: `, count),
        answers.length ? this.#taps(_("{label}: how many reps there were", { label }), answers, now, "/settled", set.index) : null,
        this.#field(label, set.index),
      );
    });
  }

  /** @param {number} index */
  #set(index) {
    const found = this.session.all_sets.find((set) => set.index === index);
    if (!found) throw new Error(_("there is no such set"));
    return found;
  }

  /** @param {() => void} show */
  #show(show) {
    this.showing.push(show);
    show();
  }

  /**
   * @param {string} label
   * @param {Answer[]} answers
   * @param {() => number | null} now
   * @param {string} where
   * @param {number} index
   */
  #taps(label, answers, now, where, index) {
    const buttons = answers.map(([reps, words]) =>
      h("button", { type: "button", class: "tap", onclick: () => this.#say(index, where, now() === reps ? null : reps) }, words),
    );
    this.#show(() => buttons.forEach((button, at) => button.setAttribute("aria-pressed", String(now() === answers[at][0]))));
    return h("div", { class: "row taps", role: "group", "aria-label": label }, buttons);
  }

  /**
   * @param {string} label
   * @param {number} index
   */
  #field(label, index) {
    const field = h("input", { type: "number", min: "0", max: "999", required: true, inputmode: "numeric", "aria-label": _("{label}: another number of reps", { label }) });
    /** @param {SubmitEvent} event */
    const keep = (event) => {
      event.preventDefault();
      this.#say(index, "/settled", field.valueAsNumber);
    };
    return h("details", {}, h("summary", {}, _("Another number")), h("form", { class: "row", onsubmit: keep }, field, h("button", { type: "submit" }, _("Keep"))));
  }

  /**
   * @param {number} index
   * @param {string} where
   * @param {number | null} reps
   */
  async #say(index, where, reps) {
    this.trouble.hidden = true;
    try {
      const set = /** @type {Formcheck.SetRecord} */ (await send("PUT", `/sessions/${this.session.id}/sets/${index}${where}`, { reps }));
      this.session = { ...this.session, all_sets: this.session.all_sets.map((each) => (each.index === index ? set : each)) };
    } catch (error) {
      this.trouble.textContent = messageOf(error);
      this.trouble.hidden = false;
      return;
    }
    for (const show of this.showing) show();
    const { counted, range, settled } = this.reps;
    fill(this.said, capital(countWords(settled ?? counted, range)), ".", settled !== null && [" ", _("The camera counted {counted}; both numbers are kept.", { counted })]);
    this.changed();
  }
}

/** @param {Formcheck.SetRecord} set */
function doneOf(set) {
  return set.settled_reps ?? set.reps.length;
}

/** What the person says of a set: load, effort and note in one touch, and what is to be corrected. */

import { get, messageOf, send } from "./api.js";
import { fill, h } from "./dom.js";
import { keepUnit, kilograms, load, shown, unit } from "./loads.js";
import { _, ngettext } from "./phrases.js";

const EFFORTS = 4;
let forms = 0;

/**
 * What is said of a set, in a line; "" where nothing is.
 * @param {Formcheck.SetRecord} set
 * @param {Formcheck.ExerciseDocument[]} known
 */
export function saidWords(set, known) {
  const { said } = set;
  const other = said.exercise && (known.find((each) => each.id === said.exercise)?.name ?? said.exercise);
  return [
    other && _("it was {name}", { name: other }),
    typeof said.load_kg === "number" && (said.load_kg ? load(said.load_kg) : _("without a load")),
    typeof said.reps_in_reserve === "number" && reserveWords(said.reps_in_reserve),
    typeof said.hold_s === "number" && _("held for {seconds} s, as you say", { seconds: said.hold_s }),
    said.note && `“${said.note}”`,
  ]
    .filter(Boolean)
    .join(", ");
}

/** @param {number} reps */
function reserveWords(reps) {
  return reps ? ngettext("{count} rep in reserve", "{count} reps in reserve", reps) : _("not one rep more possible");
}

/** The form of one set. */
export class SetSaid {
  /**
   * @param {string} session
   * @param {Formcheck.SetRecord} set
   * @param {Formcheck.ExerciseDocument[]} known
   * @param {{correct?: boolean, changed?: (set: Formcheck.SetRecord) => void}} how Whether count and exercise may be corrected, too.
   */
  constructor(session, set, known, { correct = false, changed = () => {} } = {}) {
    this.session = session;
    this.set = set;
    this.known = known;
    this.correct = correct;
    this.changed = changed;
    this.hold = known.find((each) => each.id === set.exercise)?.kind === "hold";
    this.reserve = set.said.reps_in_reserve ?? null;
    this.unit = unit();
    /** @type {number | null} */
    this.kg = null;
    this.loadShown = this.amountShown = "";
    this.status = h("p", { class: "small said-status", role: "status" });
    this.trouble = h("p", { class: "settle-trouble", role: "alert", hidden: true });
    this.element = h("form", { class: "set-said", "aria-label": _("Set {index}: load, effort and note", { index: set.index }) });
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#keep();
    });
    const number = ++forms;
    const id = (/** @type {string} */ name) => `said-${number}-${name}`;
    this.load = h("input", { id: id("load"), type: "number", inputmode: "decimal", min: "0", max: this.unit === "kg" ? "1000" : "2200", step: "any" });
    this.#showLoad(set.said.load_kg ?? null);
    this.units = h("select", { "aria-label": _("Unit of the load") }, ["kg", "lb"].map((each) => h("option", { value: each, selected: each === this.unit }, each)));
    this.units.addEventListener("change", () => {
      const now = this.units.value === "lb" ? "lb" : "kg";
      const kg = this.#kg();
      this.unit = now;
      this.#showLoad(kg);
      keepUnit(now);
    });
    this.note = h("input", { id: id("note"), type: "text", maxlength: "500", value: set.said.note ?? "", autocomplete: "off" });
    const choices = [...Array.from({ length: EFFORTS }, (__, at) => at), EFFORTS];
    const taps = choices.map((reps) => h("button", { type: "button", class: "tap", onclick: () => this.#effort(reps) }, reps === EFFORTS ? `${reps}+` : String(reps)));
    this.show = () => taps.forEach((tap, at) => tap.setAttribute("aria-pressed", String(this.reserve !== null && Math.min(this.reserve, EFFORTS) === at)));
    this.show();
    fill(
      this.element,
      h("div", { class: "field" }, h("label", { for: id("load") }, _("Load")), h("div", { class: "row load" }, this.load, this.units)),
      !this.hold && h("div", { class: "field", role: "group", "aria-labelledby": id("effort") }, h("span", { id: id("effort") }, _("Reps in reserve")), h("div", { class: "row taps" }, taps)),
      h("div", { class: "field grow" }, h("label", { for: id("note") }, _("Note")), this.note),
      this.correct && this.#corrections(id),
      h("div", { class: "row" }, h("button", { type: "submit" }, _("Keep")), this.status),
      this.trouble,
    );
  }

  /**
   * Fill in what was said last of this exercise, where nothing was said of this set.
   * @param {Formcheck.SetSaid} last
   */
  fillIn(last) {
    const { load_kg, reps_in_reserve } = this.set.said;
    if (typeof load_kg === "number" || typeof reps_in_reserve === "number") return;
    if (typeof last.load_kg === "number") this.#showLoad(last.load_kg);
  }

  /**
   * Show a load in the person's unit, and remember what it is: what is shown is rounded.
   * @param {number | null} kg
   */
  #showLoad(kg) {
    this.kg = kg;
    this.load.value = kg === null ? "" : String(shown(kg, this.unit));
    this.loadShown = this.load.value;
  }

  /** The load in the field: the very same where nobody changed it. */
  #kg() {
    if (this.load.value === this.loadShown) return this.kg;
    return this.load.value ? kilograms(this.load.valueAsNumber, this.unit) : null;
  }

  /** Show the number that the person said last. */
  #showAmount() {
    if (!this.amount) return;
    this.amount.value = String((this.hold ? this.set.said.hold_s : this.set.settled_reps) ?? "");
    this.amountShown = this.amount.value;
  }

  /** @param {(name: string) => string} id */
  #corrections(id) {
    const { set } = this;
    const counted = this.hold ? _("The camera timed {seconds} s.", { seconds: set.hold_s.toFixed(1) }) : _("The camera counted {count}.", { count: set.reps.length });
    this.amount = h("input", { id: id("amount"), type: "number", min: "0", max: this.hold ? "86400" : "10000", step: this.hold ? "any" : "1", inputmode: "numeric", "aria-describedby": id("counted") });
    this.#showAmount();
    const now = set.said.exercise ?? set.exercise;
    this.exercise = h("select", { id: id("exercise") }, this.known.map((each) => h("option", { value: each.id, selected: each.id === now }, each.name)));
    return [
      h("div", { class: "field" }, h("label", { for: id("amount") }, this.hold ? _("Seconds, if they are wrong") : _("Reps, if they are wrong")), this.amount, h("small", { id: id("counted") }, counted, " ", _("Both numbers are kept."))),
      h("div", { class: "field" }, h("label", { for: id("exercise") }, _("Exercise")), this.exercise),
    ];
  }

  /** @param {number} reps */
  #effort(reps) {
    this.reserve = this.reserve === reps ? null : reps;
    this.show();
    this.#keep();
  }

  async #keep() {
    this.trouble.hidden = true;
    this.status.textContent = "";
    const { set } = this;
    /** @type {Formcheck.SetSaid} */
    const said = {
      ...set.said,
      load_kg: this.#kg(),
      reps_in_reserve: this.reserve,
      note: this.note.value,
    };
    const place = `/sessions/${this.session}/sets/${set.index}`;
    const sent = { load: this.load.value, amount: this.amount?.value };
    try {
      if (this.correct) said.exercise = this.exercise && this.exercise.value !== set.exercise ? this.exercise.value : null;
      if (this.amount && this.amount.value !== this.amountShown) {
        // Else it may have been settled elsewhere on the page meanwhile.
        const number = this.amount.value ? this.amount.valueAsNumber : null;
        if (this.hold) said.hold_s = number;
        else await send("PUT", `${place}/settled`, { reps: number });
      }
      this.set = /** @type {Formcheck.SetRecord} */ (await send("PUT", `${place}/said`, said));
    } catch (error) {
      this.trouble.textContent = messageOf(error);
      this.trouble.hidden = false;
      return;
    }
    if (this.load.value === sent.load) this.#showLoad(this.set.said.load_kg ?? null);
    if (this.amount?.value === sent.amount) this.#showAmount(); // else the person writes on
    this.status.textContent = _("Kept.");
    this.changed(this.set);
  }
}

/**
 * The forms of all sets of a training that is over, with the last values filled in.
 * @param {string} session
 * @param {Formcheck.SetRecord[]} sets
 * @param {Formcheck.ExerciseDocument[]} known
 */
export function saidOfSets(session, sets, known) {
  const made = sets.map((set) => new SetSaid(session, set, known));
  const done = new Set(sets.map((set) => set.exercise));
  const headOf = (/** @type {Formcheck.SetRecord} */ { index, exercise }) => {
    const which = _("Set {index}", { index });
    return done.size > 1 ? `${which}: ${known.find((each) => each.id === exercise)?.name ?? exercise}` : which;
  };
  for (const id of done) {
    get(`/exercises/${id}/said`).then(
      (last) => made.filter((each) => each.set.exercise === id).forEach((each) => each.fillIn(last)),
      () => {}, // then nothing is filled in
    );
  }
  return h(
    "section",
    { class: "card stack" },
    h("h2", {}, _("Load and effort")),
    h("p", { class: "quiet small" }, _("Reps in reserve: how many more would have been possible. What you say here earns the next load.")),
    made.map((each) => h("div", { class: "said-set" }, sets.length > 1 && h("h3", {}, headOf(each.set)), each.element)),
  );
}

/** Making and changing a workout by hand: blocks, steps, their order, times and targets. */

import { exercises, get, messageOf } from "./api.js";
import { fill, h, notice } from "./dom.js";
import { grouped, NOTHING } from "./finding.js";
import { kilograms, shown, unit } from "./loads.js";
import { block, doseOf, EMPTY, stepFor, turned } from "./plan-draft.js";
import { PlanFilter } from "./plan-filter.js";
import { KINDS, NUMBERS } from "./plan-parts.js";
import { sendWorkout, wrong, WrongWorkout } from "./plans.js";
import { _ } from "./phrases.js";
import { capital } from "./wording.js";

export const title = _("Make a plan");
export const styles = ["css/plans.css"];

/**
 * @param {HTMLElement} main
 * @param {{id?: string}} params
 */
export async function show(main, { id }) {
  const known = await exercises();
  /** @type {Formcheck.WorkoutDocument | null} */
  const plan = id ? await get(`/workouts/${encodeURIComponent(id)}`) : null;
  new Editor(main, known, plan).draw();
  return null;
}

class Editor {
  /**
   * @param {HTMLElement} main
   * @param {Formcheck.ExerciseDocument[]} known
   * @param {Formcheck.WorkoutDocument | null} plan Null for a new one.
   */
  constructor(main, known, plan) {
    this.main = main;
    this.known = known;
    this.plan = plan;
    /** @type {Formcheck.BlockDocument[]} */
    this.blocks = plan ? plan.block.map((each) => ({ ...each, step: [...each.step] })) : [block("straight")];
    this.filter = new PlanFilter(known, _("Which exercises can be added"), () => this.#blocks());
    this.filter.element.classList.add("card");
    this.list = h("div", { class: "stack" });
    this.said = h("p", { class: "hidden-text", role: "status" });
    this.trouble = h("div");
  }

  draw() {
    const { plan } = this;
    const copy = plan && !plan.own;
    const name = h("input", { id: "name", type: "text", required: true, maxlength: "200", value: plan ? (copy ? _("My {name}", { name: plan.name }) : plan.name) : "" });
    const text = h("input", { id: "about", type: "text", required: true, maxlength: "500", value: plan?.about ?? "" });
    const days = h("input", { id: "days", type: "number", min: "1", max: "7", inputmode: "numeric", value: plan?.days_per_week ?? "" });
    const source = copy ? _("{source} Changed by hand.", { source: plan.source }) : (plan?.source ?? _("my own"));
    const kinds = h("select", { id: "new-kind" }, Object.entries(KINDS).map(([kind, each]) => h("option", { value: kind }, each.name)));
    const form = h(
      "form",
      { class: "stack editor" },
      h("section", { class: "card plan-head" }, h("div", { class: "field" }, h("label", { for: "name" }, _("Name")), name), h("div", { class: "field" }, h("label", { for: "about" }, _("What it is")), text), h("div", { class: "field" }, h("label", { for: "days" }, _("Days a week")), days)),
      this.filter.element,
      this.list,
      h("div", { class: "row card" }, h("div", { class: "field" }, h("label", { for: "new-kind" }, _("Another block")), kinds), h("button", { type: "button", onclick: () => this.#add(/** @type {import("./plan-parts.js").Kind} */ (kinds.value)) }, _("Add the block"))),
      this.trouble,
      this.said,
      h("div", { class: "row" }, h("button", { type: "submit", class: "primary" }, _("Keep it")), h("a", { class: "button", href: plan ? `#/plans/${encodeURIComponent(plan.id)}` : "#/plans" }, _("Leave it"))),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#keep({ name: name.value.trim(), about: text.value.trim(), source, days_per_week: days.value ? days.valueAsNumber : null, block: this.blocks });
    });
    fill(this.main, h("h1", {}, plan ? (copy ? _("Copy and change {name}", { name: plan.name }) : _("Change {name}", { name: plan.name })) : _("Make a plan")), h("p", { class: "quiet small" }, _("With the focus in a step, Alt with an arrow up or down moves it.")), form);
    this.#blocks();
  }

  /** @param {string} focus The id of what has the focus afterwards. */
  #blocks(focus = "") {
    fill(this.list, this.blocks.map((each, at) => this.#block(each, at)));
    if (focus) document.getElementById(focus)?.focus();
  }

  /**
   * @param {Formcheck.BlockDocument} each
   * @param {number} at
   */
  #block(each, at) {
    const kind = KINDS[each.kind];
    const id = `block-${at}`;
    const label = _("Block {number}", { number: at + 1 });
    const which = h("select", { id: `${id}-kind` }, Object.entries(KINDS).map(([key, one]) => h("option", { value: key, selected: key === each.kind }, one.name)));
    which.addEventListener("change", () => {
      this.blocks[at] = turned(each, /** @type {import("./plan-parts.js").Kind} */ (which.value), this.known);
      this.#blocks(`${id}-kind`);
    });
    return h(
      "section",
      { class: "card block", "aria-labelledby": id },
      h("div", { class: "row spread" }, h("h2", { id }, `${label}: ${kind.name}`), this.#order(label, at, this.blocks, `${id}-order`, `block-`)),
      h("p", { class: "quiet small" }, kind.about),
      h("div", { class: "block-numbers" }, h("div", { class: "field" }, h("label", { for: `${id}-kind` }, _("Kind")), which), [...kind.needs, ...kind.may].map((name) => this.#number(each, name, `${id}-${name}`, kind.needs.includes(name)))),
      each.kind !== "rest" && [h("ol", { class: "steps" }, each.step.map((step, place) => this.#step(each, step, at, place))), this.#adding(each, at)],
    );
  }

  /**
   * @param {Formcheck.BlockDocument} of
   * @param {import("./plan-parts.js").BlockNumber} name
   * @param {string} id
   * @param {boolean} needed
   */
  #number(of, name, id, needed) {
    const most = ["sets", "rounds", "minutes"].includes(name) ? 100 : 7200;
    const field = h("input", { id, type: "number", min: "1", max: String(most), step: "1", inputmode: "numeric", required: needed, value: of[name] ?? "" });
    field.addEventListener("input", () => (of[name] = field.value ? field.valueAsNumber : null));
    return h("div", { class: "field" }, h("label", { for: id }, NUMBERS[name]), field);
  }

  /**
   * The buttons that move something up and down and take it away.
   * @template T
   * @param {string} label
   * @param {number} at
   * @param {T[]} list
   * @param {string} id
   * @param {string} prefix What the ids of the list's things begin with, before their number.
   */
  #order(label, at, list, id, prefix) {
    /** @param {number} to */
    const move = (to) => this.#move(list, at, to, `${prefix}${to}-order`, label);
    const remove = () => {
      list.splice(at, 1);
      this.#blocks(list.length ? `${prefix}${Math.min(at, list.length - 1)}-order` : "new-kind");
      this.said.textContent = _("{label} is gone.", { label });
    };
    return h(
      "div",
      { class: "row order", role: "group", "aria-label": label, id, tabindex: "-1" },
      h("button", { type: "button", class: "plain", disabled: at === 0, onclick: () => move(at - 1), "aria-label": _("{label}: up", { label }) }, "↑"),
      h("button", { type: "button", class: "plain", disabled: at === list.length - 1, onclick: () => move(at + 1), "aria-label": _("{label}: down", { label }) }, "↓"),
      h("button", { type: "button", class: "plain", onclick: remove, "aria-label": _("{label}: remove", { label }) }, "✕"),
    );
  }

  /**
   * @template T
   * @param {T[]} list
   * @param {number} from
   * @param {number} to
   * @param {string} focus
   * @param {string} label
   */
  #move(list, from, to, focus, label) {
    if (to < 0 || to >= list.length) return;
    list.splice(to, 0, ...list.splice(from, 1));
    this.#blocks(focus);
    this.said.textContent = _("{label} is now in place {place} of {count}.", { label, place: to + 1, count: list.length });
  }

  /**
   * @param {Formcheck.BlockDocument} of
   * @param {Formcheck.StepDocument} step
   * @param {number} where In which block.
   * @param {number} at
   */
  #step(of, step, where, at) {
    const id = `step-${where}-${at}`;
    const exercise = this.#known(step);
    const name = exercise?.name ?? capital(step.exercise ?? step.activity ?? "");
    const label = _("{name}, step {number}", { name, number: at + 1 });
    const item = h("li", { class: "step-form", id }, h("div", { class: "row spread" }, h("b", {}, name), this.#order(label, at, of.step, `${id}-order`, `step-${where}-`)), h("div", { class: "block-numbers" }, this.#amount(of, step, id, exercise), this.#loadOf(step, id, exercise), this.#note(step, id)));
    item.addEventListener("keydown", (event) => {
      const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
      if (!event.altKey || !by) return;
      event.preventDefault();
      this.#move(of.step, at, at + by, `step-${where}-${at + by}-order`, label);
    });
    return item;
  }

  /** @param {Formcheck.StepDocument} step */
  #known(step) {
    return this.known.find((each) => [each.id, each.name, ...each.aliases].includes(step.exercise ?? ""));
  }

  /**
   * Reps from and to, or seconds; what is held and what is not seen has seconds only.
   * @param {Formcheck.BlockDocument} of
   * @param {Formcheck.StepDocument} step
   * @param {string} id
   * @param {Formcheck.ExerciseDocument | undefined} exercise
   */
  #amount(of, step, id, exercise) {
    if (of.kind === "intervals") return null;
    /**
     * @param {string} name
     * @param {string} label
     * @param {number} value
     * @param {number} most
     * @param {(number: number) => void} keep
     */
    const field = (name, label, value, most, keep) => {
      const input = h("input", { id: `${id}-${name}`, type: "number", min: "1", max: String(most), required: true, inputmode: "numeric", value });
      input.addEventListener("input", () => input.value && keep(input.valueAsNumber));
      return h("div", { class: "field" }, h("label", { for: `${id}-${name}` }, label), input);
    };
    const countable = exercise !== undefined && exercise.kind !== "hold";
    const how = h("select", { id: `${id}-how` }, h("option", { value: "reps", selected: step.reps !== null }, _("Reps")), h("option", { value: "seconds", selected: step.reps === null }, _("Seconds")));
    how.addEventListener("change", () => {
      const reps = how.value === "reps";
      step.reps = reps ? doseOf(exercise) : null;
      step.seconds = reps ? null : 40;
      this.#blocks(`${id}-how`);
    });
    const { reps } = step;
    return h(
      "div",
      { class: "block-numbers" },
      countable && h("div", { class: "field" }, h("label", { for: `${id}-how` }, _("By")), how),
      reps
        ? [field("from", _("Reps from"), reps[0], 100, (number) => (reps[0] = number)), field("to", _("to"), reps[1], 100, (number) => (reps[1] = number))]
        : field("seconds", _("Seconds"), step.seconds ?? 30, 7200, (number) => (step.seconds = number)),
    );
  }

  /**
   * @param {Formcheck.StepDocument} step
   * @param {string} id
   * @param {Formcheck.ExerciseDocument | undefined} exercise
   */
  #loadOf(step, id, exercise) {
    if (!exercise || !exercise.equipment.some((each) => each !== NOTHING)) return null;
    const of = unit();
    const field = h("input", { id: `${id}-load`, type: "number", min: "0", max: of === "kg" ? "500" : "1100", step: "any", inputmode: "decimal", value: step.load_kg ? shown(step.load_kg, of) : "" });
    field.addEventListener("input", () => (step.load_kg = field.value && field.valueAsNumber > 0 ? kilograms(field.valueAsNumber, of) : null));
    return h("div", { class: "field" }, h("label", { for: `${id}-load` }, _("Load, {unit}", { unit: of })), field);
  }

  /**
   * @param {Formcheck.StepDocument} step
   * @param {string} id
   */
  #note(step, id) {
    const field = h("input", { id: `${id}-note`, type: "text", maxlength: "300", value: step.note ?? "" });
    field.addEventListener("input", () => (step.note = field.value.trim() || null));
    return h("div", { class: "field grow" }, h("label", { for: `${id}-note` }, _("Hint")), field);
  }

  /**
   * @param {Formcheck.BlockDocument} of
   * @param {number} at
   */
  #adding(of, at) {
    const fitting = this.known.filter((each) => this.filter.takes(each));
    const which = h("select", { id: `add-${at}` }, grouped(fitting).map(([name, all]) => h("optgroup", { label: name }, all.map((each) => h("option", { value: each.id }, each.name)))));
    const activity = h("input", { id: `activity-${at}`, type: "text", maxlength: "100", placeholder: _("walking, cycling") });
    /** @param {Formcheck.StepDocument} step */
    const add = (step) => {
      of.step.push(step);
      this.#blocks(`step-${at}-${of.step.length - 1}-order`);
      this.said.textContent = _("Added in place {place}.", { place: of.step.length });
    };
    return h(
      "div",
      { class: "row adding" },
      h("div", { class: "field" }, h("label", { for: `add-${at}` }, _("Exercise")), which),
      h("button", { type: "button", disabled: !fitting.length, onclick: () => add(stepFor(this.known.find((each) => each.id === which.value), of.kind)) }, _("Add")),
      h("div", { class: "field" }, h("label", { for: `activity-${at}` }, _("Or what no camera sees")), activity),
      h("button", { type: "button", onclick: () => activity.value.trim() && add({ ...EMPTY, activity: activity.value.trim(), seconds: of.kind === "intervals" ? null : 120 }) }, _("Add it")),
    );
  }

  /** @param {import("./plan-parts.js").Kind} kind */
  #add(kind) {
    this.blocks.push(block(kind));
    this.#blocks(`block-${this.blocks.length - 1}-kind`);
  }

  /** @param {Formcheck.WorkoutDraft} draft */
  async #keep(draft) {
    fill(this.trouble);
    try {
      const { plan } = this;
      const made = plan?.own ? await sendWorkout("PUT", `/workouts/${encodeURIComponent(plan.id)}`, draft) : await sendWorkout("POST", "/workouts", draft);
      location.hash = `#/plans/${encodeURIComponent(made.id)}`;
    } catch (error) {
      fill(this.trouble, error instanceof WrongWorkout ? wrong(_("It is not kept yet."), error.problems.map(capital)) : notice(messageOf(error), "error"));
      this.trouble.scrollIntoView({ block: "nearest" });
    }
  }
}

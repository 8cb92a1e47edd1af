/** The start: which exercise. */

import { about, exercises } from "./api.js";
import { ANYTHING, canBeDoneWith, grouped, guideOf, isMeant, MANY, NOTHING, thingsOf } from "./finding.js";
import { insecure } from "./live-camera.js";
import { keepWay, lastTrained, lastWay } from "./memory.js";
import { fill, h, notice } from "./dom.js";
import { movement } from "./movement.js";
import { _, ngettext } from "./phrases.js";
import { today } from "./today.js";
import { capital } from "./wording.js";

export const title = "";
export const styles = ["css/live.css"];

/** @param {HTMLElement} main */
export async function show(main) {
  const [all, server, due] = await Promise.all([exercises(), about(), today()]);
  const trouble = insecure(server);
  main.append(
    h("h1", {}, _("What do you want to train?")),
    h("p", { class: "lead" }, _("Exercise in front of the camera: formcheck counts, and tells you what to mend while you move.")),
    ...(trouble ? [notice(trouble, "warning")] : []),
    due,
    new Chooser(all).element,
    h(
      "section",
      { class: "card row spread also" },
      h("div", {}, h("h2", {}, _("You have a video already?")), h("p", { class: "quiet" }, _("Drop it in and get its report: reps, tempo, and what to mend."))),
      h("a", { class: "button", href: "#/videos" }, _("Check a video")),
    ),
  );
  return null;
}

/** The exercises, and what narrows them down. */
class Chooser {
  /** @param {Formcheck.ExerciseDocument[]} all */
  constructor(all) {
    this.all = all;
    const kept = lastWay();
    const things = thingsOf(all);
    const change = () => this.#show();
    this.query = h("input", { type: "search", id: "find", autocomplete: "off", spellcheck: "false", placeholder: _("push-up, shoulders, band") });
    this.thing = h(
      "select",
      { id: "things" },
      h("option", { value: ANYTHING }, _("Anything")),
      things.map((each) => h("option", { value: each, selected: each === kept.thing }, _(each === NOTHING ? "Nothing" : capital(each)))),
    );
    this.by = h(
      "select",
      { id: "by" },
      h("option", { value: "body part" }, _("Body part")),
      h("option", { value: "guide", selected: kept.by === "guide" }, _("Guide")),
    );
    this.found = h("p", { class: "quiet small", role: "status" });
    this.groups = h("div", {});
    this.query.addEventListener("input", change);
    this.query.addEventListener("keydown", (event) => this.#key(event));
    for (const each of [this.thing, this.by]) each.addEventListener("change", change);
    this.element = h("div", { class: "chooser" }, all.length >= MANY && this.#form(), this.groups);
    this.#show();
  }

  #form() {
    const guides = new Set(this.all.map(guideOf));
    return h(
      "search",
      { class: "find", "aria-label": _("Exercises") },
      h("div", { class: "field wide" }, h("label", { for: "find" }, _("Find an exercise")), this.query),
      h("div", { class: "field" }, h("label", { for: "things" }, _("You have")), this.thing),
      guides.size > 1 && h("div", { class: "field" }, h("label", { for: "by" }, _("In groups by")), this.by),
      this.found,
    );
  }

  #show() {
    const by = this.by.value === "guide" ? "guide" : "body part";
    const query = this.query.value;
    keepWay({ thing: this.thing.value, by });
    const fitting = this.all.filter((each) => canBeDoneWith(each, this.thing.value) && isMeant(each, query));
    const narrowed = query.trim() !== "" || this.thing.value !== ANYTHING;
    this.fitting = fitting;
    this.found.textContent = narrowed ? _("{number} of {all} exercises", { number: fitting.length, all: this.all.length }) : ngettext("{count} exercise", "{count} exercises", this.all.length);
    const groups = grouped(fitting, by);
    const last = narrowed ? [] : lastTrained().flatMap((id) => this.all.find((each) => each.id === id) ?? []);
    if (this.all.length < MANY) fill(this.groups, list(fitting, "h2"));
    else if (!fitting.length) fill(this.groups, this.#nothing());
    else fill(this.groups, jumps(groups), last.length > 0 && group(_("Last trained"), last), groups.map(([name, each]) => group(name, each)));
  }

  #nothing() {
    const again = () => {
      this.query.value = "";
      this.thing.value = ANYTHING;
      this.#show();
      this.query.focus();
    };
    return h("div", { class: "empty" }, h("p", {}, _("No exercise is called that, or can be done with what you have.")), h("button", { type: "button", onclick: again }, _("Show all")));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === "Enter" && this.fitting?.length === 1) location.hash = address(this.fitting[0]);
  }
}

/**
 * Buttons that lead to the groups.
 * @param {[name: string, exercises: Formcheck.ExerciseDocument[]][]} groups
 */
function jumps(groups) {
  if (groups.length < 2) return null;
  /** @param {string} name */
  const jump = (name) => {
    const heading = document.getElementById(idOf(name));
    heading?.scrollIntoView({ block: "start" });
    heading?.focus({ preventScroll: true });
  };
  return h("nav", { class: "row jumps", "aria-label": _("Groups") }, groups.map(([name]) => h("button", { type: "button", onclick: () => jump(name) }, name)));
}

/**
 * @param {string} name
 * @param {Formcheck.ExerciseDocument[]} all
 */
function group(name, all) {
  return h("section", { "aria-labelledby": idOf(name) }, h("h2", { id: idOf(name), tabindex: "-1" }, name), list(all, "h3"));
}

/** @param {string} name */
function idOf(name) {
  return `group-${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
}

/**
 * @param {Formcheck.ExerciseDocument[]} all
 * @param {"h2" | "h3"} heading
 */
function list(all, heading) {
  return h("ul", { class: "cards exercises" }, all.map((each) => card(each, heading)));
}

/**
 * @param {Formcheck.ExerciseDocument} exercise
 * @param {"h2" | "h3"} heading
 */
function card(exercise, heading) {
  return h(
    "li",
    { class: "card exercise" },
    h("div", { class: "drawn-move" }, movement(exercise)),
    h(
      "div",
      { class: "exercise-words" },
      h(heading, {}, h("a", { class: "whole", href: address(exercise) }, exercise.name)),
      h("p", { class: "quiet about" }, exercise.about),
      h("p", { class: "small" }, h("b", {}, _("Camera {place}", { place: exercise.place })), `, ${exercise.dose}`),
      h("p", { class: "quiet small" }, exercise.seen),
    ),
  );
}

/** @param {Formcheck.ExerciseDocument} exercise */
function address(exercise) {
  return `#/live/${exercise.id}`;
}

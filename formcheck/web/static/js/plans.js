/** The workouts there are: those that formcheck brings, and one's own; which can be done with what one has. */

import { exercises, get, messageOf, problemOf, address } from "./api.js";
import { fill, h, notice } from "./dom.js";
import { PlanFilter } from "./plan-filter.js";
import { about, begin } from "./plan-parts.js";
import { _, ngettext } from "./phrases.js";

export const title = _("Plans");
export const styles = ["css/plans.css"];

/** @param {HTMLElement} main */
export async function show(main) {
  const known = await exercises();
  const list = h("ul", { class: "cards plans" });
  const found = h("p", { class: "quiet small", role: "status" });
  const trouble = h("div");
  const filter = new PlanFilter(known, _("Workouts"), () => draw());
  const draw = async () => {
    try {
      /** @type {Formcheck.WorkoutHead[]} */
      const all = await get(`/workouts?${filter.query}`);
      found.textContent = ngettext("{count} workout", "{count} workouts", all.length);
      fill(list, all.map((each) => card(each, known)));
    } catch (error) {
      fill(trouble, notice(messageOf(error), "error"));
    }
  };
  const file = h("input", { type: "file", accept: ".toml,application/toml", class: "hidden-text", tabindex: "-1", "aria-label": _("A workout's file") });
  const put = h("button", { type: "button", onclick: () => file.click() }, _("Import a file"));
  file.addEventListener("change", async () => {
    const [chosen] = file.files ?? [];
    file.value = "";
    if (!chosen) return;
    fill(trouble);
    try {
      const made = await imported(chosen);
      location.hash = `#/plans/${encodeURIComponent(made.id)}`;
    } catch (error) {
      const lines = error instanceof WrongWorkout ? error.problems : [messageOf(error)];
      fill(trouble, wrong(_("{name} was not taken.", { name: chosen.name }), lines));
      trouble.scrollIntoView({ block: "nearest" });
    }
  });
  main.append(
    h("div", { class: "row spread" }, h("h1", {}, _("Plans")), h("div", { class: "row" }, h("a", { class: "button", href: "#/first-week" }, _("First week")), h("a", { class: "button primary", href: "#/plans/new" }, _("Make one")), put, file)),
    h("p", { class: "lead" }, _("Workouts of the guides, and your own. What you follow is due on its days, and the start page says so.")),
    trouble,
    filter.element,
    found,
    list,
  );
  await draw();
  return null;
}

/**
 * @param {Formcheck.WorkoutHead} plan
 * @param {Formcheck.ExerciseDocument[]} known
 */
function card(plan, known) {
  /** @param {string} id */
  const named = (id) => known.find((each) => each.id === id)?.name ?? id;
  const days = plan.days_per_week && ngettext("{count} day a week", "{count} days a week", plan.days_per_week);
  return h(
    "li",
    { class: "card plan" },
    h("h2", {}, h("a", { href: `#/plans/${encodeURIComponent(plan.id)}` }, plan.name)),
    h("p", { class: "row" }, plan.followed && h("span", { class: "badge good" }, _("Followed")), plan.own && h("span", { class: "badge quiet" }, _("Your own"))),
    plan.problems.length > 0
      ? h("p", {}, _("Its file is wrong, and says why when it is opened."))
      : [h("p", { class: "quiet" }, plan.about), h("p", { class: "small" }, h("b", {}, about(plan.lasts_s)), days ? `, ${days}` : "")],
    plan.lacking.length > 0 && h("p", { class: "small" }, _("You lack something for: {names}.", { names: plan.lacking.map(named).join(", ") })),
    h("div", { class: "row" }, !plan.problems.length && begin(plan.id, plan.name)),
  );
}

/** A file that is no workout: what is wrong, a line each. */
export class WrongWorkout extends Error {
  /** @param {string[]} problems */
  constructor(problems) {
    super(problems[0] ?? "");
    this.problems = problems;
  }
}

/**
 * @param {string} what What is wrong.
 * @param {string[]} lines
 */
export function wrong(what, lines) {
  return notice(what, "error", h("ul", { class: "problems" }, lines.map((each) => h("li", {}, each))));
}

/**
 * Send something to the workouts; what is wrong with it comes back line by line.
 * @param {"POST" | "PUT"} method
 * @param {string} path
 * @param {Blob | object} body
 * @returns {Promise<Formcheck.WorkoutDocument>}
 */
export async function sendWorkout(method, path, body) {
  const file = body instanceof Blob;
  const response = await fetch(address(path), {
    method,
    headers: { "content-type": file ? "application/octet-stream" : "application/json" },
    body: file ? body : JSON.stringify(body),
  });
  if (response.ok) return response.json();
  const copy = response.clone();
  const problem = await problemOf(response);
  /** @type {Partial<Formcheck.Problem>} */
  const document = await copy.json().catch(() => ({}));
  throw document.problems?.length ? new WrongWorkout(document.problems) : problem;
}

/** @param {File} file */
function imported(file) {
  return sendWorkout("POST", `/workouts/import?name=${encodeURIComponent(file.name)}`, file);
}

/** One workout: its blocks and steps, where it comes from, and what may be done with it. */

import { address, exercises, get, messageOf, send } from "./api.js";
import { confirmed } from "./confirm.js";
import { fill, h, notice } from "./dom.js";
import { about, begin, blockWords, KINDS, stepWords } from "./plan-parts.js";
import { _, ngettext } from "./phrases.js";
import { wrong } from "./plans.js";
import { capital } from "./wording.js";

export const title = _("Plan");
export const styles = ["css/plans.css", "css/confirm.css"];

/**
 * @param {HTMLElement} main
 * @param {{id: string}} params
 */
export async function show(main, { id }) {
  const place = `/workouts/${encodeURIComponent(id)}`;
  const [known, plan] = await Promise.all([exercises(), /** @type {Promise<Formcheck.WorkoutDocument>} */ (get(place))]);
  document.title = `${plan.name} · formcheck`;
  const trouble = h("div");
  const said = h("p", { class: "hidden-text", role: "status" });
  const follow = h("button", { type: "button", "aria-pressed": String(plan.followed) });
  const draw = () => {
    follow.setAttribute("aria-pressed", String(plan.followed));
    follow.textContent = plan.followed ? _("Followed") : _("Follow it");
  };
  /** @param {() => Promise<void>} call */
  const act = async (call) => {
    fill(trouble);
    try {
      await call();
    } catch (error) {
      fill(trouble, notice(messageOf(error), "error"));
    }
  };
  follow.addEventListener("click", () =>
    act(async () => {
      const now = /** @type {Formcheck.WorkoutHead} */ (await send("PUT", `${place}/followed`, { followed: !plan.followed }));
      plan.followed = now.followed;
      draw();
      said.textContent = plan.followed ? _("The start page says when it is due.") : _("It is not due any more.");
    }),
  );
  draw();
  const remove = async () => {
    if (!(await confirmed(_("Delete {name}?", { name: plan.name }), _("Its file goes. What you did of it stays in the history."), _("Delete")))) return;
    await act(async () => {
      await send("DELETE", place);
      location.hash = "#/plans";
    });
  };
  const broken = plan.problems.length > 0;
  const days = plan.days_per_week && ngettext("{count} day a week", "{count} days a week", plan.days_per_week);
  main.append(
    h("p", { class: "back" }, h("a", { href: "#/plans" }, _("All plans"))),
    h("h1", {}, plan.name),
    broken ? wrong(_("Its file is wrong. Export it, mend it, and import it again."), plan.problems) : h("p", { class: "lead" }, plan.about),
    !broken ? h("p", {}, h("b", {}, about(plan.lasts_s)), days ? `, ${days}` : "", plan.muscles.length ? _(". For {muscles}.", { muscles: plan.muscles.slice(0, 5).join(", ") }) : "") : "",
    trouble,
    said,
    h(
      "div",
      { class: "row plan-actions" },
      !broken && begin(plan.id, plan.name, true),
      !broken && follow,
      !broken && h("a", { class: "button", href: `#/plans/${encodeURIComponent(plan.id)}/change` }, plan.own ? _("Change it") : _("Copy and change it")),
      h("a", { class: "button", href: address(`${place}/file`), download: "" }, _("Export the file")),
      plan.own && h("button", { type: "button", class: "danger", onclick: remove }, _("Delete")),
    ),
    ...plan.block.map((each, at) => blockOf(each, at, known)),
    plan.source ? h("p", { class: "quiet small source" }, _("Source: {source}", { source: plan.source })) : "",
  );
  return null;
}

/**
 * @param {Formcheck.BlockDocument} block
 * @param {number} at
 * @param {Formcheck.ExerciseDocument[]} known
 */
function blockOf(block, at, known) {
  const kind = KINDS[block.kind];
  const id = `block-${at}`;
  return h(
    "section",
    { class: "card block", "aria-labelledby": id },
    h("h2", { id }, block.name ?? kind.name),
    h("p", { class: "quiet" }, capital([block.name ? kind.name : "", blockWords(block)].filter(Boolean).join(", ")) || kind.about),
    block.step.length > 0 && h("ol", { class: "steps" }, block.step.map((each) => stepOf(each, known))),
  );
}

/**
 * @param {Formcheck.StepDocument} step
 * @param {Formcheck.ExerciseDocument[]} known
 */
function stepOf(step, known) {
  const exercise = known.find((each) => [each.id, each.name, ...each.aliases].includes(step.exercise ?? ""));
  const name = exercise ? h("a", { href: `#/live/${exercise.id}` }, exercise.name) : capital(step.exercise ?? step.activity ?? "");
  const words = stepWords(step);
  return h("li", {}, h("b", {}, name), words && `: ${words}`);
}

/** What became of each exercise, and what its next session may be. */

import { exercises, get } from "./api.js";
import { h } from "./dom.js";
import { dateOf } from "./charts.js";
import { _, ngettext } from "./phrases.js";
import { PROPOSALS, ZONE } from "./progress-parts.js";

export const title = _("Progress");
export const styles = ["css/plans.css"];

/** @param {HTMLElement} main */
export async function show(main) {
  const [known, trained] = await Promise.all([exercises(), /** @type {Promise<Formcheck.Trained[]>} */ (get(`/progress?${ZONE}`))]);
  main.append(
    h("h1", {}, _("Progress")),
    h("p", { class: "lead" }, _("More is earned by clean reps. What could not be seen earns nothing, and costs nothing.")),
    trained.length
      ? h("ul", { class: "cards" }, trained.map((each) => card(each, known)))
      : h("div", { class: "empty stack" }, h("p", {}, _("Nothing was trained yet.")), h("div", { class: "row centred" }, h("a", { class: "button primary", href: "#/" }, _("Train now")))),
  );
  return null;
}

/**
 * @param {Formcheck.Trained} trained
 * @param {Formcheck.ExerciseDocument[]} known
 */
function card(trained, known) {
  const [words, kind] = PROPOSALS[trained.proposal.kind];
  const name = known.find((each) => each.id === trained.exercise)?.name ?? trained.exercise;
  return h(
    "li",
    { class: "card" },
    h("h2", {}, h("a", { href: `#/progress/${trained.exercise}` }, name)),
    h("p", { class: "quiet small" }, _("{sets}, the last on {day}", { sets: ngettext("{count} set", "{count} sets", trained.sets), day: dateOf(trained.last).toLocaleDateString(undefined, { dateStyle: "medium" }) })),
    h("p", {}, h("span", { class: `badge ${kind}` }, words)),
    h("p", {}, trained.proposal.reason),
  );
}

/** How well each set was done, of what was judged; the parts of each score are open to see. */

import { get } from "./api.js";
import { fill, h } from "./dom.js";
import { _ } from "./phrases.js";

/**
 * The scores of a session's sets; empty until they are there, and where they cannot be had.
 * @param {string} session
 * @param {number | null} only Which of its sets alone; all of them, if null.
 */
export function scoresOf(session, only = null) {
  const place = h("div");
  get(`/sessions/${session}/scores`).then(
    (/** @type {Formcheck.SetScore[]} */ all) => {
      const scores = all.filter((each) => only === null || each.set === only);
      if (scores.length) fill(place, section(scores, only === null));
    },
    () => {}, // the sets are there all the same
  );
  return place;
}

/**
 * @param {Formcheck.SetScore[]} scores
 * @param {boolean} headed
 */
function section(scores, headed) {
  return h(
    "section",
    { class: "scores" },
    headed && h("h2", {}, _("Score of each set")),
    h("p", { class: "quiet small" }, _("Only of what was judged.")),
    h("ul", {}, scores.map((each) => h("li", {}, one(each, scores.length > 1)))),
  );
}

/**
 * @param {Formcheck.SetScore} score
 * @param {boolean} several
 */
function one(score, several) {
  const label = several ? _("Set {index}", { index: score.set }) : _("The set");
  if (score.score === null) return h("p", {}, `${label}: `, h("b", {}, _("no score")), " ", h("span", { class: "quiet" }, score.why_not));
  return h(
    "details",
    {},
    h("summary", {}, `${label}: `, h("b", { class: "score" }, _("{score} of 100", { score: score.score })), h("span", { class: "hidden-text" }, " ", _("and what it is made of"))),
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, [_("Part"), _("Reached"), _("Weight"), _("Seen")].map((each) => h("th", { scope: "col" }, each)))),
      h("tbody", {}, score.parts.map((part) => h("tr", {}, h("th", { scope: "row" }, part.name), h("td", { class: "num" }, `${Math.floor(part.share * 100 + 1e-9)} %`), h("td", { class: "num" }, part.weight), h("td", { class: "num" }, part.seen)))),
    ),
  );
}

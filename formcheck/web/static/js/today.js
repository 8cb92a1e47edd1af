/** What is due today of the workouts that one follows, and the minutes that are ticked off by hand. */

import { get, messageOf, send } from "./api.js";
import { fill, h } from "./dom.js";
import { about, begin } from "./plan-parts.js";
import { _ } from "./phrases.js";
import { ZONE } from "./progress-parts.js";

/** @type {Record<Formcheck.DueDocument["state"], [words: string, badge: string]>} */
const STATES = { due: [_("Due today"), "good"], rest: [_("Rests"), "quiet"], done: [_("Done"), "quiet"] };

/** The section of the start page; empty where the server does not say what is due. */
export async function today() {
  const place = h("div");
  const ask = async () => {
    const [found, run] = await Promise.all([
      /** @type {Promise<Formcheck.Today>} */ (get(`/today?${ZONE}`)),
      /** @type {Promise<Formcheck.UnfinishedRun | null>} */ (get("/runs/unfinished")),
    ]);
    fill(place, section(found, run, ask));
  };
  await ask().catch(() => {}); // the page is there all the same
  return place;
}

/**
 * @param {Formcheck.Today} found
 * @param {Formcheck.UnfinishedRun | null} run A workout that was broken off.
 * @param {() => Promise<void>} again
 */
function section(found, run, again) {
  return h(
    "section",
    { class: "card today", "aria-labelledby": "today" },
    h("h2", { id: "today" }, _("Today")),
    run && h("p", { class: "row" }, h("span", { class: "badge good" }, _("Not finished")), h("a", { href: `#/follow/${encodeURIComponent(run.workout)}` }, h("b", {}, _("Go on with {name}", { name: run.name })))),
    found.due.length
      ? h("ul", { class: "due" }, found.due.map(one))
      : h("p", { class: "quiet" }, _("No plan is followed yet."), " ", h("a", { href: "#/first-week" }, _("Make one in two minutes")), _(", and this says when it is due.")),
    minutes(found, again),
  );
}

/** @param {Formcheck.DueDocument} due */
function one(due) {
  const [words, kind] = STATES[due.state];
  return h(
    "li",
    {},
    h("p", { class: "row" }, h("span", { class: `badge ${kind}` }, words), h("a", { href: `#/plans/${encodeURIComponent(due.workout)}` }, h("b", {}, due.name)), h("span", { class: "quiet small" }, about(due.lasts_s)), due.state === "due" && begin(due.workout, due.name, true)),
    h("p", { class: "quiet small" }, due.reason),
  );
}

/**
 * @param {Formcheck.Today} found
 * @param {() => Promise<void>} again
 */
function minutes(found, again) {
  const done = Math.round(found.minutes.minutes);
  const words = _("{done} of {aim} minutes of walking and cardio this week", { done, aim: found.aim_minutes });
  const activity = h("select", { id: "activity" }, h("option", { value: "walking" }, _("Walking")), h("option", { value: "cardio" }, _("Cardio")), h("option", { value: "cycling" }, _("Cycling")), h("option", { value: "swimming" }, _("Swimming")));
  const number = h("input", { id: "minutes", type: "number", min: "1", max: "1440", step: "1", value: "30", required: true, inputmode: "numeric" });
  const trouble = h("p", { class: "settle-trouble", role: "alert", hidden: true });
  /** @param {SubmitEvent} event */
  const tick = async (event) => {
    event.preventDefault();
    try {
      await send("POST", "/activities", { day: found.day, activity: activity.value, minutes: number.valueAsNumber });
      await again();
    } catch (error) {
      trouble.textContent = messageOf(error);
      trouble.hidden = false;
    }
  };
  return h(
    "div",
    { class: "minutes" },
    h("p", { role: "status" }, words),
    h("progress", { max: found.aim_minutes, value: Math.min(done, found.aim_minutes), "aria-label": words }),
    h(
      "details",
      {},
      h("summary", {}, _("Tick off minutes")),
      h("form", { class: "row", onsubmit: tick }, h("div", { class: "field" }, h("label", { for: "activity" }, _("What")), activity), h("div", { class: "field" }, h("label", { for: "minutes" }, _("Minutes")), number), h("button", { type: "submit" }, _("Tick off"))),
      trouble,
      h("p", { class: "small" }, h("a", { href: "#/minutes" }, _("All that was ticked off"))),
    ),
  );
}

/** The minutes that were ticked off by hand, week by week. */

import { get, messageOf, send } from "./api.js";
import { dateOf, shortDay } from "./charts.js";
import { fill, h, notice } from "./dom.js";
import { _, ngettext } from "./phrases.js";
import { capital } from "./wording.js";

export const title = _("Minutes");
export const styles = ["css/plans.css"];

/** @param {HTMLElement} main */
export async function show(main) {
  const place = h("div", { class: "stack" });
  const trouble = h("div");
  const draw = async () => {
    /** @type {Formcheck.ActivitiesDocument} */
    const found = await get("/activities");
    fill(place, found.weeks.length ? found.weeks.toReversed().map((each) => week(each, found)) : h("p", { class: "empty" }, _("Nothing was ticked off yet.")));
  };
  /** @param {string} id */
  const remove = async (id) => {
    try {
      await send("DELETE", `/activities/${id}`);
      await draw();
      heading.focus();
    } catch (error) {
      fill(trouble, notice(messageOf(error), "error"));
    }
  };
  /**
   * @param {Formcheck.Minutes} found
   * @param {Formcheck.ActivitiesDocument} all
   */
  const week = (found, all) => {
    const monday = dateOf(found.week).getTime();
    const mine = all.activities.filter((each) => Math.floor((dateOf(each.day).getTime() - monday) / 86_400_000 + 0.2) >= 0 && dateOf(each.day).getTime() < monday + 6.5 * 86_400_000);
    return h(
      "section",
      { class: "card" },
      h("h2", {}, _("Week of {day}: {done} of {aim} minutes", { day: shortDay(found.week), done: Math.round(found.minutes), aim: all.aim_minutes })),
      h("ul", { class: "steps" }, mine.map((each) => h("li", { class: "row spread" }, `${shortDay(each.day)}: ${capital(each.activity)}, ${ngettext("{count} minute", "{count} minutes", Math.round(each.minutes))}`, h("button", { type: "button", class: "plain", onclick: () => remove(each.id) }, _("Delete"), h("span", { class: "hidden-text" }, ` ${each.activity}, ${shortDay(each.day)}`))))),
    );
  };
  const heading = h("h1", { tabindex: "-1" }, _("Minutes"));
  main.append(heading, h("p", { class: "lead" }, _("What no camera saw, ticked off by hand.")), trouble, place);
  await draw();
  return null;
}

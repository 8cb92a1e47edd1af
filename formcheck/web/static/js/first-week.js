/** The two-minute start: days, things and what to leave out; the plan of it; one's own posture. */

import { exercises, get, messageOf, send } from "./api.js";
import { fill, h, notice } from "./dom.js";
import { NOTHING, thingsOf } from "./finding.js";
import { about, begin } from "./plan-parts.js";
import { _, ngettext } from "./phrases.js";
import { capital } from "./wording.js";

export const title = _("First week");
export const styles = ["css/plans.css"];

/** @param {HTMLElement} main */
export async function show(main) {
  const [all, first, followed, own] = await Promise.all([exercises(), /** @type {Promise<Formcheck.FirstWeekDocument>} */ (get("/first-week")), get("/workouts"), get("/own-posture")]);
  const wish = { days: 3, have: /** @type {string[]} */ ([]), leave_out: /** @type {string[]} */ ([]) };
  const follows = followed.some((/** @type {Formcheck.WorkoutHead} */ each) => each.followed);
  const plan = h("div", { class: "stack" });
  const trouble = h("div", { role: "alert" });
  const follow = h("button", { type: "button", class: "primary large" }, _("Follow this plan"));
  const start = h("span", { class: "row" });
  const replaces = _("It takes the place of what you follow now, which stays under Plans.");
  const said = h("p", { class: "quiet small" }, follows ? replaces : "");
  let asked = 0;
  const draw = async () => {
    const mine = ++asked;
    follow.disabled = true; // what stands there is not what is wished any more
    if (follow.hidden) {
      follow.hidden = false;
      fill(start);
      fill(said, replaces);
    }
    const query = new URLSearchParams([["days", String(wish.days)], ...wish.have.map((each) => ["have", each]), ...wish.leave_out.map((each) => ["leave_out", each])]);
    try {
      const found = await get(`/first-week?${query}`);
      if (mine !== asked) return;
      fill(trouble);
      fill(plan, planned(found, all));
      follow.disabled = !found.days.length;
    } catch (error) {
      fill(trouble, notice(messageOf(error), "error"));
    }
  };
  follow.onclick = async () => {
    follow.disabled = true;
    try {
      /** @type {Formcheck.FirstWeekDocument} */
      const { workouts } = await send("POST", "/first-week", wish);
      fill(said, _("You follow it: the start page says what is due."));
      const [next] = workouts;
      fill(start, begin(next.workout ?? "", next.name, true));
      follow.hidden = true;
      said.tabIndex = -1;
      said.focus();
    } catch (error) {
      follow.disabled = false;
      fill(trouble, notice(messageOf(error), "error"));
    }
  };
  const days = ["1", "2", "3", "4", "5", "6", "7"];
  main.append(
    h("h1", {}, _("Your first week")),
    h("p", { class: "lead" }, _("Three questions make a plan out of the guides' own programmes. It takes two minutes.")),
    choice("days", _("How many days a week?"), days.map((each) => [each, each]), ["3"], true, ([day]) => ((wish.days = Number(day)), draw())),
    choice("have", _("What do you have?"), thingsOf(all).filter((each) => each !== NOTHING).map((each) => [each, _(capital(each))]), [], false, (now) => ((wish.have = now), draw()), _("Choose all of it, or nothing.")),
    choice("leave", _("What should be left out?"), first.parts.map((each) => [each.id, capital(each.name)]), [], false, (now) => ((wish.leave_out = now), draw()), _("What hurts, or what somebody told you to spare.")),
    h("section", { class: "card stack", "aria-labelledby": "plan" }, h("h2", { id: "plan" }, _("Your plan")), h("div", { role: "status" }, plan), trouble, said, h("div", { class: "row" }, follow, start)),
    posture(own),
  );
  await draw();
  return null;
}

/**
 * A question that is answered by touching what is so.
 * @param {string} id
 * @param {string} question
 * @param {string[][]} answers What each is called by programs, and by people.
 * @param {string[]} chosen
 * @param {boolean} one Whether there is one answer.
 * @param {(now: string[]) => void} change
 */
function choice(id, question, answers, chosen, one, change, hint = "") {
  const buttons = answers.map(([value, name]) => h("button", { type: "button", class: "tap", value, "aria-pressed": String(chosen.includes(value)) }, name));
  const pressed = (/** @type {HTMLElement} */ each) => each.getAttribute("aria-pressed") === "true";
  for (const button of buttons) {
    button.onclick = () => {
      if (one) for (const each of buttons) each.setAttribute("aria-pressed", String(each === button));
      else button.setAttribute("aria-pressed", String(!pressed(button)));
      change(buttons.filter(pressed).map((each) => each.value));
    };
  }
  return h("section", { class: "card" }, h("h2", { id }, question), hint && h("p", { class: "quiet small" }, hint), h("div", { class: "row taps", role: "group", "aria-labelledby": id }, buttons));
}

/**
 * @param {Formcheck.FirstWeekDocument} found
 * @param {Formcheck.ExerciseDocument[]} all
 */
function planned({ days, workouts, said }, all) {
  const weekday = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long", timeZone: "UTC" });
  const named = (/** @type {readonly string[]} */ ids) => ids.map((id) => all.find((each) => each.id === id)?.name ?? id).join(", ");
  const out = (/** @type {Formcheck.ChangeDocument[]} */ some) => named(some.map((each) => each.exercise));
  return [
    ...said.map((each) => notice(each, "warning")),
    days.length > 0 && h("ul", { class: "plan-days" }, days.map(({ day, workout }) => h("li", {}, h("b", {}, weekday.format(Date.UTC(2024, 0, day))), ` ${workouts[workout].name}, ${about(workouts[workout].lasts_s)}`))),
    ...workouts.map(({ name, days_per_week: often, exercises: done, changes }) => {
      const parts = changes.filter((each) => each.because === "part");
      const lacked = changes.filter((each) => each.because === "thing");
      const instead = lacked.flatMap((each) => each.instead ?? []);
      return h(
        "div",
        {},
        h("h3", {}, `${name}, ${ngettext("{count} day a week", "{count} days a week", often)}`),
        h("p", {}, named(done)),
        parts.length > 0 && h("p", { class: "quiet small" }, _("Left out: {names}.", { names: out(parts) })),
        lacked.length > 0 && h("p", { class: "quiet small" }, _("You lack something for: {names}.", { names: out(lacked) })),
        instead.length > 0 && h("p", { class: "quiet small" }, _("In their place: {names}.", { names: named(instead) })),
      );
    }),
  ];
}

/** @param {Formcheck.OwnDocument[]} own */
function posture(own) {
  const kept = h("div", {});
  const draw = (/** @type {Formcheck.OwnDocument[]} */ now) => {
    const forget = async () => {
      await send("DELETE", "/own-posture").then(() => draw([]), (error) => kept.append(notice(messageOf(error), "error")));
    };
    fill(kept, now.length > 0 && [h("ul", {}, now.map((each) => h("li", {}, each.said))), h("button", { type: "button", onclick: forget }, _("Forget it"))]);
  };
  draw(own);
  const link = (/** @type {string} */ id, /** @type {string} */ words) => h("a", { class: "button", href: `#/live/${id}/own` }, words);
  return h(
    "section",
    { class: "card stack" },
    h("h2", {}, _("Your own posture")),
    h("p", {}, _("Backs differ: show the camera your own, upright and leaning forward with a flat back, and a rounded one is told against it from the first rep on. Only a few numbers are kept, on this machine.")),
    h("div", { class: "row" }, link("standing-posture", _("Show it standing")), link("sitting-posture", _("Show it sitting")), link("bent-over-row", _("Show your flat back"))),
    kept,
  );
}

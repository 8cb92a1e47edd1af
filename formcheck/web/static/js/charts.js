/** Small charts of our own: what was done week by week, and a calendar of the days. */

import { fill, h, svg } from "./dom.js";
import { duration } from "./numbers.js";
import { repCount } from "./wording.js";
import { _, ngettext, say } from "./phrases.js";

const HEIGHT = 190;
const TOP = 22;
const BOTTOM = 44;
const DAY = 24 * 3600 * 1000;
const WEEKDAYS = [_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")];
/** @typedef {{week: string, total: number | null, counted: number, good: number, fault: number, unknown: number}} Bar What was done in a week, and what the camera counted; total null: nothing. */
let patterns = 0;

/**
 * A day, "2026-11-22", as a date at noon: no change of the clocks can move it.
 * @param {string} day
 */
export function dateOf(day) {
  const [year, month, date] = day.split("-").map(Number);
  return new Date(year, month - 1, date, 12);
}

/**
 * A date as "2026-11-22".
 * @param {Date} date
 */
function dayOf(date) {
  /** @param {number} number */
  const two = (number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/**
 * The Monday of a date's week, as a day.
 * @param {Date} date
 */
function mondayOf(date) {
  const noon = dateOf(dayOf(date));
  return dayOf(new Date(noon.getTime() - ((noon.getDay() + 6) % 7) * DAY));
}

/**
 * So many Mondays, the last of them this week's.
 * @param {number} count
 */
export function lastWeeks(count, today = new Date()) {
  const last = dateOf(mondayOf(today));
  return Array.from({ length: count }, (__, i) => mondayOf(new Date(last.getTime() - (count - 1 - i) * 7 * DAY)));
}

/** @param {string} day */
export function shortDay(day) {
  return dateOf(day).toLocaleDateString(undefined, { day: "numeric", month: "short" });
}

/**
 * Bars of what was done in each week: what is good filled, faults hatched, the not judged empty.
 *
 * `weeks` has { week, total, counted, good, fault, unknown } with total null where nothing was done; total
 * is what the person says, where they have settled a doubt.  `hold` says that it is seconds.  A table of the same stands beneath.
 * @param {string} name
 * @param {Bar[]} weeks
 * @param {boolean} hold
 */
export function weekChart(name, weeks, hold) {
  const what = hold ? _("seconds held") : _("reps");
  /** @param {number} number */
  const amount = (number) => (hold ? duration(number) : String(number));
  const done = weeks.filter((each) => each.total !== null && (each.total || each.counted));
  const settled = done.some((each) => each.total !== each.counted);
  const area = h("div", { class: "chart" });
  const words = _("{name}, {what} in each of the last {length} weeks.", { name, what, length: weeks.length }) + " " + done.map((each) => _("Week of {shortDay}: {amount}{how}, {form_good}, {form_fault}, {form_unjudged}", { shortDay: shortDay(each.week), amount: amount(each.total ?? 0), how: each.total === each.counted ? "" : `, ${say("camera_counted", { count: amount(each.counted) })}`, form_good: say("form_good", { amount: amount(each.good) }), form_fault: say("form_fault", { amount: amount(each.fault) }), form_unjudged: say("form_unjudged", { amount: amount(each.unknown) }) })).join(". ");
  let drawn = 0;
  const draw = () => {
    const width = area.clientWidth;
    if (!width || width === drawn) return;
    drawn = width;
    fill(area, bars(weeks, hold, width, words));
  };
  const sizes = new ResizeObserver(draw);
  sizes.observe(area);
  const element = h(
    "figure",
    { class: "week-chart" },
    area,
    h("figcaption", { class: "quiet small" }, h("span", { class: "key good" }, say("good")), h("span", { class: "key rest" }, say("at_fault")), h("span", { class: "key unknown" }, hold ? `${say("not_judged")} / ${say("too_close")}` : say("not_judged")), h("span", {}, hold ? _("seconds above, good ones below") : _("reps above, good ones below"))),
    h(
      "details",
      {},
      h("summary", {}, _("The same as a table")),
      h(
        "table",
        {},
        h("caption", { class: "hidden-text" }, _("{name}, week by week", { name })),
        h("thead", {}, h("tr", {}, [_("Week of"), hold ? say("held_for") : _("Reps"), ...(settled ? [_("Counted")] : []), say("good"), say("at_fault"), say("not_judged")].map((each) => h("th", { scope: "col" }, each)))),
        h("tbody", {}, done.toReversed().map((each) => h("tr", {}, h("th", { scope: "row" }, shortDay(each.week)), [each.total, ...(settled ? [each.counted] : []), each.good, each.fault, each.unknown].map((number) => h("td", { class: "num" }, amount(number ?? 0)))))),
      ),
    ),
  );
  return { element, close: () => sizes.disconnect() };
}

/**
 * @param {Bar[]} weeks
 * @param {boolean} hold
 * @param {number} width Pixels.
 * @param {string} words What it shows.
 */
function bars(weeks, hold, width, words) {
  const most = Math.max(...weeks.map((each) => each.total ?? 0), 1);
  const step = width / weeks.length;
  const wide = Math.min(34, step * 0.66);
  const base = HEIGHT - BOTTOM;
  /** @param {number} number */
  const tall = (number) => ((base - TOP) * number) / most;
  const id = `hatch-${++patterns}`;
  const made = svg("svg", { role: "img", "aria-label": words, width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}` });
  made.append(
    svg("defs", {}, svg("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, svg("rect", { class: "hatch-ground", width: 6, height: 6 }), svg("line", { class: "hatch", x1: 0, x2: 0, y1: 0, y2: 6 }))),
    svg("line", { class: "chart-base", x1: 0, x2: width, y1: base + 0.5, y2: base + 0.5 }),
  );
  const every = Math.ceil(46 / step);
  weeks.forEach((each, i) => {
    const middle = step * (i + 0.5);
    /**
     * @param {number} y
     * @param {string} text
     * @param {string} class_
     */
    const label = (y, text, class_) => svg("text", { class: class_, x: middle, y, "text-anchor": "middle" }, text);
    if ((weeks.length - 1 - i) % every === 0) {
      const edge = i === weeks.length - 1 && every > 1;
      made.append(svg("text", { class: "chart-words", x: edge ? width - 1 : middle, y: HEIGHT - 6, "text-anchor": edge ? "end" : "middle" }, shortDay(each.week)));
    }
    if (!each.total) return;
    const good = tall(Math.min(each.good, each.total)); // the person may say that fewer were done
    const [all, fault] = [tall(each.total), Math.min(tall(each.fault), tall(each.total) - good)];
    made.append(
      svg("rect", { x: middle - wide / 2, y: base - all, width: wide, height: all, class: "bar-all", rx: 3 }, svg("title", {}, _("Week of {shortDay}", { shortDay: shortDay(each.week) }))),
      svg("rect", { x: middle - wide / 2, y: base - good - fault, width: wide, height: fault, fill: `url(#${id})` }),
      svg("rect", { x: middle - wide / 2, y: base - good, width: wide, height: good, class: "bar-good", rx: good > 3 ? 3 : 0 }),
      label(base - all - 6, hold ? String(Math.round(each.total)) : String(each.total), "chart-number"),
    );
    made.append(label(base + 17, String(Math.round(each.good)), step >= 30 ? "chart-words" : "chart-words tiny"));
  });
  return made;
}

/**
 * A month at a time; `days` has what was done on which day.
 * @param {Formcheck.Day[]} days
 * @param {Date} today
 */
export function calendar(days, today = new Date()) {
  const done = new Map(days.map((each) => [each.day, each]));
  const most = Math.max(...days.map(effort), 1);
  let shown = new Date(today.getFullYear(), today.getMonth(), 1, 12);
  const name = h("h3", { "aria-live": "polite" });
  const body = h("tbody");
  const sum = h("p", { class: "quiet small" });
  /** @param {number} months */
  const move = (months) => () => {
    shown = new Date(shown.getFullYear(), shown.getMonth() + months, 1, 12);
    draw();
  };
  const next = h("button", { type: "button", "aria-label": _("Next month"), onclick: move(1) }, "›");
  const draw = () => {
    name.textContent = shown.toLocaleDateString(undefined, { month: "long", year: "numeric" });
    const last = new Date(shown.getFullYear(), shown.getMonth() + 1, 0, 12).getDate();
    const before = (shown.getDay() + 6) % 7;
    const cells = Array.from({ length: before }, () => h("td"));
    let trained = 0;
    for (let date = 1; date <= last; date++) {
      const day = dayOf(new Date(shown.getFullYear(), shown.getMonth(), date, 12));
      const found = done.get(day);
      if (found) trained += 1;
      cells.push(cell(date, found, most, day === dayOf(today)));
    }
    while (cells.length % 7) cells.push(h("td"));
    fill(body, Array.from({ length: cells.length / 7 }, (__, week) => h("tr", {}, cells.slice(7 * week, 7 * week + 7))));
    sum.textContent = trained ? _("{training_days} this month.", { training_days: ngettext("{count} training day", "{count} training days", trained) }) : _("No training day this month.");
    next.disabled = shown.getFullYear() === today.getFullYear() && shown.getMonth() === today.getMonth();
  };
  draw();
  return h(
    "div",
    { class: "calendar" },
    h("div", { class: "row spread" }, h("button", { type: "button", "aria-label": _("Month before"), onclick: move(-1) }, "‹"), name, next),
    h(
      "table",
      {},
      h("caption", { class: "hidden-text" }, _("Training days")),
      h("thead", {}, h("tr", {}, WEEKDAYS.map((each) => h("th", { scope: "col" }, h("abbr", { title: each }, each.slice(0, 2)))))),
      body,
    ),
    sum,
  );
}

/**
 * A minute of holding is worth twenty reps, so that one scale serves both.
 * @param {Formcheck.Day} day
 */
function effort(day) {
  return day.reps + day.hold_s / 3;
}

/**
 * @param {number} date
 * @param {Formcheck.Day | undefined} found
 * @param {number} most
 * @param {boolean} isToday
 */
function cell(date, found, most, isToday) {
  const number = h("span", { class: "date" }, String(date));
  if (!found) return h("td", isToday ? { class: "today", "aria-current": "date" } : {}, number);
  const level = 1 + Math.min(2, Math.floor((3 * effort(found)) / (most + 1e-9)));
  const words = [found.reps && repCount(found.reps), found.hold_s && _("{duration} held", { duration: `${Math.round(found.hold_s)} s` })].filter(Boolean).join(", ") || _("nothing counted");
  const short = found.reps ? `${found.reps}` : found.hold_s ? `${Math.round(found.hold_s)} s` : "0";
  return h(
    "td",
    { class: `trained level-${level}${isToday ? " today" : ""}`, title: `${ngettext("{count} session", "{count} sessions", found.sessions)}: ${words}`, "aria-current": isToday ? "date" : null },
    number,
    h("span", { class: "amount", "aria-hidden": "true" }, short),
    h("span", { class: "hidden-text" }, _(": trained, {words}", { words })),
  );
}

/** What became of one exercise by days, weeks and months, its bests, and what comes next. */

import { exercises, get } from "./api.js";
import { dateOf, shortDay } from "./charts.js";
import { fill, h, svg } from "./dom.js";
import { load } from "./loads.js";
import { duration, value } from "./numbers.js";
import { _, ngettext } from "./phrases.js";
import { aimWords, bestWords, PROPOSALS, ZONE } from "./progress-parts.js";
import { capital, nameOf } from "./wording.js";

export const title = _("Progress");
export const styles = ["css/plans.css"];

/** @typedef {{name: string, of: (period: Formcheck.Period) => number | null, words: (number: number) => string}} Line What may be looked at over time. */

/**
 * @param {HTMLElement} main
 * @param {{exercise: string}} params
 */
export async function show(main, { exercise: id }) {
  const [known, found] = await Promise.all([exercises(), /** @type {Promise<Formcheck.Progress>} */ (get(`/progress/${encodeURIComponent(id)}?${ZONE}`))]);
  const exercise = known.find((each) => each.id === found.exercise);
  const name = exercise?.name ?? found.exercise;
  document.title = `${name} · formcheck`;
  main.append(h("p", { class: "back" }, h("a", { href: "#/progress" }, _("All progress"))), h("h1", {}, name));
  const [words, kind] = PROPOSALS[found.proposal.kind];
  const aim = aimWords(found.proposal, found.unit);
  main.append(
    h(
      "section",
      { class: "card" },
      h("h2", {}, _("Next session")),
      h("p", {}, h("span", { class: `badge ${kind}` }, words), aim && h("b", {}, ` ${aim}`)),
      h("p", {}, found.proposal.reason),
      h("p", {}, h("a", { class: "button", href: `#/live/${found.exercise}` }, _("Train it"))),
    ),
  );
  if (!found.days.length) return null;
  const fault = found.frequent_fault;
  main.append(
    h(
      "section",
      { class: "card" },
      h("h2", {}, _("Personal bests")),
      found.bests.length
        ? h("dl", { class: "numbers" }, found.bests.map(bestOf))
        : h("p", { class: "quiet" }, _("None yet: a best takes a clean rep or second.")),
      fault && h("p", {}, _("Most frequent fault: {name}, {times}", { name: nameOf(fault.id, exercise), times: ngettext("found once.", "found {count} times.", fault.times) })),
      found.bests.some((each) => each.kind === "one_rep_max") && h("p", { class: "quiet small" }, _("The one-rep maximum is estimated by Brzycki's formula (1993), load × 36 / (37 − reps), from sets of up to ten reps, those in reserve included, for which you said load and effort.")),
    ),
    overTime(found, exercise),
  );
  return null;
}

/** @param {Formcheck.Best} best */
function bestOf(best) {
  const [label, number] = bestWords(best);
  return h("div", {}, h("dt", {}, label), h("dd", {}, number, h("span", { class: "quiet small best-day" }, ` ${shortDay(best.day)}`)));
}

/**
 * @param {Formcheck.Progress} found
 * @param {Formcheck.ExerciseDocument | undefined} exercise
 */
function overTime(found, exercise) {
  const lines = linesOf(found, exercise).filter((line) => found.days.some((each) => line.of(each) !== null));
  const by = h("select", { id: "by-period" }, h("option", { value: "weeks" }, _("Weeks")), h("option", { value: "months" }, _("Months")), h("option", { value: "days" }, _("Days")));
  const what = h("select", { id: "what" }, lines.map((line, at) => h("option", { value: at }, line.name)));
  const place = h("div", { class: "curve" });
  const table = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": _("The numbers") });
  const draw = () => {
    const periods = by.value === "months" ? found.months : by.value === "days" ? found.days : found.weeks;
    const line = lines[Number(what.value)];
    if (line) fill(place, curve(line, periods));
    fill(table, tableOf(lines, periods, by.value));
  };
  for (const each of [by, what]) each.addEventListener("change", draw);
  draw();
  return h(
    "section",
    { class: "card stack" },
    h("h2", {}, _("Over time")),
    h("div", { class: "plan-find" }, h("div", { class: "field" }, h("label", { for: "what" }, _("Show")), what), h("div", { class: "field" }, h("label", { for: "by-period" }, _("By")), by)),
    place,
    table,
  );
}

/**
 * @param {Formcheck.Progress} found
 * @param {Formcheck.ExerciseDocument | undefined} exercise
 * @returns {Line[]}
 */
function linesOf(found, exercise) {
  /** @param {number} number */
  const plain = (number) => String(number);
  const reps = found.unit === "reps";
  /** @type {Line[]} */
  const first = reps
    ? [
        { name: _("Clean reps"), of: (each) => each.clean_reps, words: plain },
        { name: _("Reps"), of: (each) => each.reps, words: plain },
        { name: _("Reps judged"), of: (each) => each.judged_reps, words: plain },
      ]
    : [
        { name: _("Seconds held clean"), of: (each) => each.clean_hold_s, words: duration },
        { name: _("Seconds held"), of: (each) => each.hold_s, words: duration },
        { name: _("Seconds judged"), of: (each) => each.judged_hold_s, words: duration },
      ];
  const tempo = (exercise?.tempo ?? []).map((phase) => ({ name: capital(exercise?.tempo_words[phase] ?? phase), of: (/** @type {Formcheck.Period} */ each) => each.tempo_s[phase] ?? null, words: duration }));
  return [
    ...first,
    { name: _("Load"), of: (each) => each.load_kg, words: load },
    { name: _("Estimated one-rep maximum"), of: (each) => each.one_rep_max_kg, words: load },
    { name: _("Score"), of: (each) => each.score, words: plain },
    { name: _("Range"), of: (each) => each.range, words: (number) => value(number, exercise?.unit ?? "") },
    ...tempo,
  ];
}

/**
 * @param {Line} line
 * @param {Formcheck.Period[]} periods
 */
function curve(line, periods) {
  const shown = periods.filter((each) => line.of(each) !== null).slice(-24);
  const numbers = shown.map((each) => line.of(each) ?? 0);
  const [width, height, top, bottom] = [640, 190, 26, 30];
  const most = Math.max(...numbers, 1e-9);
  const step = width / Math.max(shown.length, 1);
  /** @param {number} at */
  const x = (at) => step * (at + 0.5);
  /** @param {number} number */
  const y = (number) => height - bottom - ((height - bottom - top) * number) / most;
  const words = `${line.name}. ${shown.map((each, at) => `${shortDay(each.start)}: ${line.words(numbers[at])}`).join(", ")}.`;
  const every = Math.ceil(shown.length / 8);
  return svg(
    "svg",
    { role: "img", "aria-label": words, viewBox: `0 0 ${width} ${height}`, class: "curve-drawing" },
    svg("line", { class: "curve-base", x1: 0, x2: width, y1: height - bottom, y2: height - bottom }),
    svg("polyline", { class: "curve-line", points: numbers.map((number, at) => `${x(at)},${y(number)}`).join(" ") }),
    shown.flatMap((each, at) => [
      svg("circle", { class: "curve-point", cx: x(at), cy: y(numbers[at]), r: 5 }),
      (shown.length - 1 - at) % every === 0 && svg("text", { class: "curve-number", x: x(at), y: y(numbers[at]) - 10, "text-anchor": "middle" }, line.words(numbers[at])),
      (shown.length - 1 - at) % every === 0 && svg("text", { class: "curve-words", x: x(at), y: height - 8, "text-anchor": "middle" }, shortDay(each.start)),
    ]),
  );
}

/**
 * @param {Line[]} lines
 * @param {Formcheck.Period[]} periods
 * @param {string} by
 */
function tableOf(lines, periods, by) {
  /** @param {string} day */
  const first = (day) => (by === "months" ? dateOf(day).toLocaleDateString(undefined, { month: "short", year: "numeric" }) : shortDay(day));
  return h(
    "table",
    {},
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, by === "days" ? _("Day") : by === "months" ? _("Month") : _("Week of")), lines.map((line) => h("th", { scope: "col" }, line.name)))),
    h("tbody", {}, periods.toReversed().map((each) => h("tr", {}, h("th", { scope: "row" }, first(each.start)), lines.map((line) => h("td", { class: "num" }, wordsOf(line, each)))))),
  );
}

/**
 * @param {Line} line
 * @param {Formcheck.Period} period
 */
function wordsOf(line, period) {
  const number = line.of(period);
  return number === null ? "–" : line.words(number);
}

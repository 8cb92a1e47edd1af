/** What was done, at the end of a live session: like the report's page. */

import { doubtsOfTraining } from "./doubts.js";
import { fill, h, notice } from "./dom.js";
import { measureDrawing } from "./measure-drawing.js";
import { _, ngettext, say, unjudgedWords } from "./phrases.js";
import { setDrawings } from "./set-drawings.js";
import { saidOfSets } from "./set-said.js";
import { scoresOf } from "./set-score.js";
import { setCount } from "./settling.js";
import { severityWords, signOf } from "./severities.js";
import { duration } from "./numbers.js";
import { capital, faultsOf, formsOf, measured, nameOf, noFaultWords, partLines, perhapsWords, repCount, secondsOf } from "./wording.js";

/**
 * The page's content.
 * @param {Formcheck.SummaryMessage} message
 * @param {Formcheck.ExerciseDocument} exercise
 * @param {() => void} again What the button that begins anew does.
 * @param {import("./lifetime.js").Lifetime} life The page's.
 */
export function summary(message, exercise, again, life) {
  const { result, sets } = message;
  const hold = exercise.kind === "hold";
  const nothing = hold ? result.summary.hold_s < 1 : result.summary.reps === 0 && result.summary.attempts === 0 && !sets.length;
  const heading = h("h1", {}, headline(result, sets, exercise));
  const numbers = h("div");
  const table = h("div");
  /** @param {Formcheck.SetRecord[]} now */
  const draw = (now) => {
    heading.textContent = headline(result, now, exercise);
    fill(numbers, figures(result, now, exercise));
    fill(table, setTable(now, exercise));
  };
  draw(sets);
  const drawn = message.session && !nothing ? setDrawings(message.session, sets, [exercise]) : null;
  if (drawn) life.onEnd(drawn.close);
  return h(
    "div",
    { class: "stack summary" },
    h("div", {}, heading, h("p", { class: "lead" }, _("{name}, live", { name: exercise.name }))),
    message.own.length > 0 && notice(message.own.join(" "), message.own_unkept ? "warning" : "", h("p", { class: "row" }, h("a", { class: "button", href: "#/first-week" }, _("First week")))),
    nothing
      ? notice(_("Nothing was counted. Place the camera as the drawing shows, and take the position until the countdown begins."), "")
      : [numbers, h("div", {}, partLines(result).map((line) => h("p", {}, line))), doubtsOfTraining(message, draw), drawn?.element ?? null, table, mend(result, exercise), ...(result.own_posture ?? []).map((each) => h("p", { class: "quiet small" }, each.said)), unjudged(result, exercise)],
    message.session && !nothing && sets.length > 0 && [saidOfSets(message.session, sets, [exercise]), h("div", { class: "card" }, scoresOf(message.session))],
    message.unkept && notice(_("This page is all there is of it: {unkept}.", { unkept: message.unkept }), "warning"),
    h(
      "div",
      { class: "row" },
      h("button", { type: "button", class: "primary", onclick: again }, _("Train again")),
      h("a", { class: "button", href: "#/" }, _("Another exercise")),
      message.session && h("a", { class: "button", href: `#/history/${message.session}` }, _("All of this training")),
    ),
  );
}

/**
 * Seconds as they were shown during the set: only whole ones count.
 * @param {number} seconds
 */
const whole = (seconds) => Math.floor(seconds + 1e-6);

/**
 * @param {Formcheck.SetRecord[]} sets
 * @param {"hold_s" | "good_hold_s"} key
 */
const together = (sets, key) => sets.reduce((sum, set) => sum + whole(set[key]), 0);

/**
 * @param {Formcheck.Result} result
 * @param {Formcheck.SetRecord[]} sets
 * @param {Formcheck.ExerciseDocument} exercise
 */
function headline(result, sets, exercise) {
  if (result.summary.nothing_because) return result.summary.nothing_because;
  if (exercise.kind === "hold") {
    const held = _("{seconds} in position", { seconds: ngettext("{count} second", "{count} seconds", together(sets, "hold_s")) });
    const all = inSets(held, sets.length);
    if (!exercise.measure) return all;
    const [within, range] = repsOfSets(sets, result);
    return [all, repCount(within), perhapsWords(within, range)].filter(Boolean).join(", ");
  }
  const [done, range] = repsOfSets(sets, result);
  return [inSets(repCount(done), sets.length), perhapsWords(done, range)].filter(Boolean).join(", ");
}

/**
 * What was done in all sets, and in how many where there are several.
 * @param {string} amount
 * @param {number} count How many sets.
 */
function inSets(amount, count) {
  const sets = ngettext("{count} set", "{count} sets", count);
  return count > 1 ? _("{amount} in {sets}", { amount, sets }) : amount;
}

/**
 * The reps of all sets, with what the person says of them, and how many it may have been.
 * @param {readonly Formcheck.SetRecord[]} sets
 * @param {Formcheck.Result} result
 * @returns {[number, [number, number] | null]}
 */
function repsOfSets(sets, result) {
  if (!sets.length) return [result.summary.reps, result.summary.reps_range];
  /**
   * @param {Formcheck.SetRecord} set
   * @param {0 | 1} end
   */
  const of = (set, end) => set.settled_reps ?? set.reps_range?.[end] ?? set.reps.length;
  /** @param {(set: Formcheck.SetRecord) => number} number */
  const sum = (number) => sets.reduce((all, set) => all + number(set), 0);
  /** @type {[number, number]} */
  const range = [sum((set) => of(set, 0)), sum((set) => of(set, 1))];
  return [sum((set) => set.settled_reps ?? set.reps.length), range];
}

/**
 * @param {Formcheck.Result} result
 * @param {Formcheck.SetRecord[]} sets
 * @param {Formcheck.ExerciseDocument} exercise
 */
function figures(result, sets, exercise) {
  const found = [];
  if (exercise.kind === "hold") {
    if (exercise.measure) found.push([_("Reps within it"), repsOfSets(sets, result)[0]]);
    const seconds = secondsOf(result.summary);
    found.push([_("Seconds in position"), together(sets, "hold_s")], [say("judged_good"), together(sets, "good_hold_s")], [say("at_fault"), whole(seconds.fault)]);
    found.push([say("too_close"), whole(seconds.unsure)], [say("not_judged"), whole(seconds.unjudged)]);
  } else {
    const reps = formsOf(result);
    const [done, range] = repsOfSets(sets, result);
    const perhaps = perhapsWords(done, range);
    found.push([_("Reps"), perhaps ? `${done} (${perhaps})` : done]);
    if (sets.some((set) => set.settled_reps !== null)) found.push([_("Reps that the camera counted"), result.summary.reps]);
    found.push([say("good"), reps.good], [say("at_fault"), reps.fault], [say("not_judged"), reps.unjudged]);
    if (result.summary.attempts) found.push([say("not_counted"), result.summary.attempts]);
  }
  return h("dl", { class: "numbers card" }, found.map(([name, shown]) => h("div", {}, h("dt", {}, name), h("dd", {}, shown))));
}

/**
 * @param {Formcheck.SetRecord[]} sets
 * @param {Formcheck.ExerciseDocument} exercise
 */
function setTable(sets, exercise) {
  const hold = exercise.kind === "hold";
  const within = hold && exercise.measure;
  const heads = hold ? [_("Set"), _("In position"), say("judged_good"), ...(within ? [_("Reps")] : []), _("To mend")] : [_("Set"), _("Reps"), say("not_counted"), _("To mend")];
  const rows = sets.map((set) => {
    const ids = [...new Set(hold ? set.faults.map((fault) => fault.id) : set.reps.flatMap((rep) => rep.faults))];
    const numbers = hold ? [`${whole(set.hold_s)} s`, `${whole(set.good_hold_s)} s`, ...(within ? [setCount(set)] : [])] : [setCount(set), set.attempts];
    return h(
      "tr",
      {},
      h("th", { scope: "row", class: "num" }, set.index, set.reached ? h("span", { class: "quiet small" }, ` ${say("target_reached")}`) : null),
      numbers.map((each) => h("td", { class: "num" }, each)),
      h("td", {}, ids.length ? capital(ids.map((id) => nameOf(id, exercise)).join(", ")) : _("nothing found")),
    );
  });
  return h(
    "section",
    { class: "card" },
    h("h2", {}, _("Sets")),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": _("Sets") }, h("table", {}, h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))), h("tbody", {}, rows))),
  );
}

/**
 * @param {Formcheck.Result} result
 * @param {Formcheck.ExerciseDocument} exercise
 */
function mend(result, exercise) {
  const found = faultsOf(result, exercise);
  return h(
    "section",
    { class: "card" },
    h("h2", {}, say("what_to_mend")),
    found.length
      ? h("ul", { class: "faults" }, found.map((fault) => h("li", {}, told(fault, exercise))))
      : h("p", {}, noFaultWords(result, exercise)),
  );
}

/**
 * @param {import("./result-parts.js").Found} fault
 * @param {Formcheck.ExerciseDocument} exercise
 */
function told(fault, exercise) {
  const { worst } = fault;
  const check = exercise.checks.find((each) => each.id === fault.id);
  const { number, against } = measured(worst);
  return [
    h(
      "p",
      { class: "row" },
      h("b", {}, capital(fault.name)),
      h("span", { class: `badge ${fault.severity}` }, `${signOf(fault.severity)} ${severityWords(fault.severity)}`),
      h("span", { class: "quiet small" }, fault.where),
    ),
    h("p", { class: "say" }, worst.cue),
    h("div", { class: "drawn" }, check && measureDrawing(check.measure), h("p", {}, h("b", {}, number), ` ${against}.`)),
    check && h("p", { class: "quiet small" }, check.why),
  ];
}

/**
 * @param {Formcheck.Result} result
 * @param {Formcheck.ExerciseDocument} exercise
 */
function unjudged(result, exercise) {
  if (!result.not_judged.length) return null;
  const longest = [...result.not_judged].sort((a, b) => b.seconds - a.seconds);
  return h(
    "section",
    { class: "card" },
    h("h2", {}, say("not_judged")),
    h(
      "ul",
      { class: "unjudged" },
      longest.map((each) => h("li", {}, h("b", {}, capital(nameOf(each.id, exercise))), " ", _("for {duration}.", { duration: duration(each.seconds) }), " ", h("span", { class: "quiet" }, unjudgedWords(each.reason)))),
    ),
  );
}

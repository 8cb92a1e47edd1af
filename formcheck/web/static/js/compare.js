/** Two sets of the same exercise, side by side. */

import { get } from "./api.js";
import { fill, h, notice } from "./dom.js";
import { Drawing, DRAWING_STYLES } from "./drawing.js";
import { _, say } from "./phrases.js";
import { Player, videoOf } from "./player.js";
import { back, loadFinished, notJudged, section, sign } from "./result-parts.js";
import { duration, known, median, value, when } from "./numbers.js";
import { capital, faultsOf, formsOf, measured, nameOf, perhapsWords, secondsOf } from "./wording.js";

/** @typedef {import("./result-parts.js").Finished} Finished */
/** @typedef {import("./dom.js").Child} Child */
/** @typedef {[name: string, cells: Child[], class_?: string]} Row What a row is called, its cells, and the class it has. */

export const title = _("Compare");
export const styles = ["css/videos.css", ...DRAWING_STYLES];

/**
 * @param {HTMLElement} main
 * @param {Record<string, string>} parts The ids of the two analyses, `a` and `b`.
 */
export async function show(main, { a, b }) {
  const heads = await Promise.all([a, b].map((id) => get(`/analyses/${encodeURIComponent(id)}`)));
  const open = heads.find((each) => each.state !== "done");
  if (open) throw new Error(_("{name} is not analysed yet, so there is nothing to compare it with.", { name: open.name }));
  if (heads[0].exercise !== heads[1].exercise) {
    throw new Error(_("These are two different exercises: only two sets of the same one can be compared."));
  }
  const sets = await Promise.all(heads.map(loadFinished));
  const { exercise } = sets[0];
  const names = labels(sets);
  const shown = sets.map((set, i) => panel(set, names[i]));
  fill(
    main,
    back(),
    h("p", { class: "quiet" }, exercise.name),
    h("h1", {}, _("Two sets, side by side")),
    together(sets, shown),
    h("div", { class: "pair" }, shown.map((each) => each.element)),
    section(_("In numbers"), h("div", { class: "scroll" }, table(sets, names))),
    section(
      say("why_not_judged"),
      h(
        "div",
        { class: "pair" },
        sets.map((set, i) => h("div", {}, h("h3", {}, names[i]), set.result.not_judged.length ? notJudged(set.result, exercise) : h("p", { class: "quiet" }, _("Everything could be judged.")))),
      ),
    ),
  );
  return () => shown.forEach((each) => each.close());
}

/**
 * @param {Finished[]} sets
 * @returns {string[]}
 */
function labels(sets) {
  const [a, b] = sets.map((set) => set.analysis.name);
  return a === b ? sets.map((set) => `${set.analysis.name}, ${when(set.analysis.created_at)}`) : [a, b];
}

/**
 * @param {Finished} set
 * @param {string} name
 */
function panel({ analysis, result }, name) {
  const player = new Player(videoOf(analysis), result, { label: _("The video {name}", { name }), muted: true });
  const lanes = new Drawing(`/analyses/${analysis.id}`, "timeline", (seconds) => player.jump(seconds));
  player.watch((seconds) => lanes.move(seconds));
  return {
    player,
    element: h(
      "section",
      { class: "card", "aria-label": name },
      h("h2", {}, h("a", { href: `#/videos/${analysis.id}` }, name)),
      h("p", { class: "quiet small" }, when(analysis.created_at)),
      player.element,
      player.toggle(),
      lanes.element,
    ),
    close() {
      player.close();
      lanes.close();
    },
  };
}

/**
 * Both videos from the same rep, at the same time.
 * @param {Finished[]} sets
 * @param {ReturnType<typeof panel>[]} shown
 */
function together(sets, shown) {
  const [a, b] = sets.map((set) => (sets[0].exercise.kind === "hold" ? set.result.holds : set.result.reps));
  const most = Math.min(a.length, b.length);
  if (!most) return notice(_("In one of the two nothing was counted."), "warning");
  const one = sets[0].exercise.kind === "hold" ? _("hold") : _("rep");
  const rep = h("select", { id: "rep", "aria-label": _("From which {one}", { one }) }, Array.from({ length: most }, (__, i) => h("option", { value: i }, _("from {one} {value}", { one, value: i + 1 }))));
  const go = () => [a, b].forEach((all, i) => shown[i].player.jump(all[Number(rep.value)].start_s));
  const play = h("button", { type: "button", class: "primary" }, _("Play both"));
  play.addEventListener("click", () => {
    go();
    for (const each of shown) each.player.video.play().catch(() => {});
  });
  const stop = h("button", { type: "button", onclick: () => shown.forEach((each) => each.player.video.pause()) }, _("Pause both"));
  rep.addEventListener("change", go);
  return h("div", { class: "row" }, play, rep, stop);
}

/**
 * @param {Finished[]} sets
 * @param {string[]} names
 */
function table(sets, names) {
  const { exercise } = sets[0];
  const rows = exercise.kind === "hold" ? [...holdRows(sets), ...(exercise.measure ? repRows(sets, exercise).filter(([name]) => !FORMS().includes(String(name))) : [])] : repRows(sets, exercise);
  const found = sets.map((set) => faultsOf(set.result, exercise));
  const ids = [...new Set([...found.flat().map((each) => each.id), ...exercise.checks.map((each) => each.id)])];
  /** @param {Row} row */
  const line = ([name, cells, class_ = ""]) => h("tr", { class: class_ }, h("th", { scope: "row" }, name), cells.map((cell) => h("td", { class: "num-free" }, cell)));
  return h(
    "table",
    { class: "compared" },
    h("thead", {}, h("tr", {}, h("td", {}), names.map((name) => h("th", { scope: "col" }, name)))),
    h(
      "tbody",
      {},
      rows.map(line),
      ids.map((id) =>
        line([
          capital(nameOf(id, exercise)),
          sets.map((set, i) => {
            const fault = found[i].find((each) => each.id === id);
            if (fault) return [sign(fault.severity), `${capital(fault.where)}, ${measured(fault.worst).number} ${measured(fault.worst).against}`];
            return h("span", { class: "quiet" }, notFound(set.result, id));
          }),
        ]),
      ),
      line([say("camera_view"), sets.map((set) => set.result.summary.view ?? say("not_known"))]),
    ),
  );
}

/** Rows of reps that a hold has of its seconds. */
const FORMS = () => [say("good"), say("at_fault"), say("not_judged")];

/**
 * No more than was judged.
 * @param {Formcheck.Result} result
 * @param {string} id
 */
function notFound(result, id) {
  const unknown = result.reps.filter((rep) => rep.unknown.includes(id)).length;
  if (result.reps.length) {
    if (unknown === result.reps.length) return say("not_judged");
    return unknown ? _("Not found; not judged in {unknown} of {length} reps", { unknown, length: result.reps.length }) : _("Not found");
  }
  const seconds = result.not_judged.filter((each) => each.id === id || each.id === "*").reduce((sum, each) => sum + each.seconds, 0);
  if (!result.holds.length || seconds >= result.summary.hold_s - 0.5) return say("not_judged");
  return seconds >= 0.05 ? _("Not found; not judged for {duration}", { duration: duration(seconds) }) : _("Not found");
}

/**
 * @param {Finished[]} sets
 * @param {Formcheck.ExerciseDocument} exercise
 * @returns {Row[]}
 */
function repRows(sets, exercise) {
  /** @param {(result: Formcheck.Result) => Child} of */
  const each = (of) => sets.map((set) => of(set.result));
  /**
   * The middle of the numbers, and from where to where they go.
   * @param {(number | null)[]} numbers
   * @param {(number: number) => string} write
   * @param {string} none What is said where none is known.
   * @returns {Child}
   */
  const spread = (numbers, write, none = "–") => {
    const all = numbers.filter(known);
    if (!all.length) return none;
    if (all.length < 2) return write(all[0]);
    return [write(median(all) ?? 0), h("span", { class: "quiet small spread-of" }, _("{least} to {most}", { least: write(Math.min(...all)), most: write(Math.max(...all)) }))];
  };
  /** @param {number} number */
  const seconds = (number) => `${number.toFixed(1)} s`;
  return [
    [_("Reps"), each(({ summary: { reps, reps_range: range } }) => [String(reps), perhapsWords(reps, range) && h("span", { class: "quiet small spread-of" }, perhapsWords(reps, range))]), "key-row"],
    [say("good"), each((result) => String(formsOf(result).good))],
    [say("at_fault"), each((result) => String(formsOf(result).fault))],
    [say("not_judged"), each((result) => String(formsOf(result).unjudged))],
    [say("not_counted"), each((result) => String(result.summary.attempts))],
    [_("Range {range_of}", { range_of: exercise.range_of }), each((result) => spread(result.reps.map((rep) => rep.range), (number) => value(number, exercise.unit)))],
    ...exercise.tempo.map((phase) => /** @type {Row} */ ([capital(exercise.tempo_words[phase]), each((result) => spread(result.reps.map((rep) => rep.tempo[phase]), seconds, say("untimed")))])),
  ];
}

/**
 * @param {Finished[]} sets
 * @returns {Row[]}
 */
function holdRows(sets) {
  /** @param {(result: Formcheck.Result) => Child} of */
  const each = (of) => sets.map((set) => of(set.result));
  return [
    [say("held_for"), each(({ summary }) => duration(summary.hold_s)), "key-row"],
    [say("judged_good"), each(({ summary }) => duration(secondsOf(summary).good))],
    [say("at_fault"), each(({ summary }) => duration(secondsOf(summary).fault))],
    [say("too_close"), each(({ summary }) => duration(secondsOf(summary).unsure))],
    [say("not_judged"), each(({ summary }) => duration(secondsOf(summary).unjudged))],
    [say("holds"), each((result) => String(result.holds.length))],
  ];
}

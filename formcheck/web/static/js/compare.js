/** Two sets of the same exercise, side by side. */

import { get } from "./api.js";
import { fill, h, notice } from "./dom.js";
import { Player } from "./player.js";
import { back, loadFinished, notJudged, section, sign } from "./results.js";
import { timeline } from "./timeline.js";
import { capital, duration, faultsOf, formsOf, known, measured, median, nameOf, secondsOf, UNTIMED, value, when } from "./words.js";

export const title = "Compare";
export const styles = ["css/videos.css"];

export async function show(main, { a, b }) {
  const heads = await Promise.all([a, b].map((id) => get(`/analyses/${encodeURIComponent(id)}`)));
  const open = heads.find((each) => each.state !== "done");
  if (open) throw new Error(`${open.name} is not analysed yet, so there is nothing to compare it with.`);
  if (heads[0].exercise !== heads[1].exercise) {
    throw new Error("These are two different exercises: only two sets of the same one can be compared.");
  }
  const sets = await Promise.all(heads.map(loadFinished));
  const { exercise } = sets[0];
  const names = labels(sets);
  const shown = sets.map((set, i) => panel(set, names[i]));
  fill(
    main,
    back(),
    h("p", { class: "quiet" }, exercise.name),
    h("h1", {}, "Two sets, side by side"),
    together(sets, shown),
    h("div", { class: "pair" }, shown.map((each) => each.element)),
    section("In numbers", h("div", { class: "scroll" }, table(sets, names))),
    section(
      "What was not judged, and why",
      h(
        "div",
        { class: "pair" },
        sets.map((set, i) => h("div", {}, h("h3", {}, names[i]), set.result.not_judged.length ? notJudged(set.result, exercise) : h("p", { class: "quiet" }, "Everything could be judged."))),
      ),
    ),
  );
  return () => shown.forEach((each) => each.close());
}

function labels(sets) {
  const [a, b] = sets.map((set) => set.analysis.name);
  return a === b ? sets.map((set) => `${set.analysis.name}, ${when(set.analysis.created_at)}`) : [a, b];
}

function panel({ analysis, result, exercise, trace }, name) {
  const player = new Player(analysis, result, { label: `The video ${name}`, muted: true });
  const lanes = timeline(result, exercise, { trace, jump: (seconds) => player.jump(seconds) });
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

/** Both videos from the same rep, at the same time. */
function together(sets, shown) {
  const [a, b] = sets.map((set) => (set.result.reps.length ? set.result.reps : set.result.holds));
  const most = Math.min(a.length, b.length);
  if (!most) return notice("In one of the two nothing was counted.", "warning");
  const one = sets[0].exercise.kind === "hold" ? "hold" : "rep";
  const rep = h("select", { id: "rep", "aria-label": `From which ${one}` }, Array.from({ length: most }, (_, i) => h("option", { value: i }, `from ${one} ${i + 1}`)));
  const go = () => [a, b].forEach((all, i) => shown[i].player.jump(all[Number(rep.value)].start_s));
  const play = h("button", { type: "button", class: "primary" }, "Play both");
  play.addEventListener("click", () => {
    go();
    for (const each of shown) each.player.video.play().catch(() => {});
  });
  const stop = h("button", { type: "button", onclick: () => shown.forEach((each) => each.player.video.pause()) }, "Pause both");
  rep.addEventListener("change", go);
  return h("div", { class: "row" }, play, rep, stop);
}

function table(sets, names) {
  const { exercise } = sets[0];
  const rows = exercise.kind === "hold" ? holdRows(sets) : repRows(sets, exercise);
  const found = sets.map((set) => faultsOf(set.result, exercise));
  const ids = [...new Set([...found.flat().map((each) => each.id), ...exercise.checks.map((each) => each.id)])];
  /** @param {any[]} row What it is called, its cells, and the class it has. */
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
      line(["Camera view", sets.map((set) => set.result.summary.view ?? "not known")]),
    ),
  );
}

/** No more than was judged. */
function notFound(result, id) {
  const unknown = result.reps.filter((rep) => rep.unknown.includes(id)).length;
  if (result.reps.length) {
    if (unknown === result.reps.length) return "Not judged";
    return unknown ? `Not found; not judged in ${unknown} of ${result.reps.length} reps` : "Not found";
  }
  const seconds = result.not_judged.filter((each) => each.id === id || each.id === "*").reduce((sum, each) => sum + each.seconds, 0);
  if (!result.holds.length || seconds >= result.summary.hold_s - 0.5) return "Not judged";
  return seconds >= 0.05 ? `Not found; not judged for ${duration(seconds)}` : "Not found";
}

function repRows(sets, exercise) {
  const each = (of) => sets.map((set) => of(set.result));
  const spread = (numbers, write, none = "–") => {
    const all = numbers.filter(known);
    if (!all.length) return none;
    if (all.length < 2) return write(all[0]);
    return [write(median(all)), h("span", { class: "quiet small spread-of" }, `${write(Math.min(...all))} to ${write(Math.max(...all))}`)];
  };
  const seconds = (number) => `${number.toFixed(1)} s`;
  return [
    ["Reps", each((result) => String(result.summary.reps)), "key-row"],
    ["Good", each((result) => String(formsOf(result).good))],
    ["At fault", each((result) => String(formsOf(result).fault))],
    ["Not judged", each((result) => String(formsOf(result).unjudged))],
    ["Not counted", each((result) => String(result.summary.attempts))],
    [`Range ${exercise.range_of}`, each((result) => spread(result.reps.map((rep) => rep.range), (number) => value(number, exercise.unit)))],
    ...exercise.tempo.map((phase) => [capital(exercise.tempo_words[phase]), each((result) => spread(result.reps.map((rep) => rep.tempo[phase]), seconds, UNTIMED))]),
  ];
}

function holdRows(sets) {
  const each = (of) => sets.map((set) => of(set.result));
  return [
    ["Held", each(({ summary }) => duration(summary.hold_s)), "key-row"],
    ["Judged good", each(({ summary }) => duration(secondsOf(summary).good))],
    ["At fault", each(({ summary }) => duration(secondsOf(summary).fault))],
    ["Too close to call", each(({ summary }) => duration(secondsOf(summary).unsure))],
    ["Not judged", each(({ summary }) => duration(secondsOf(summary).unjudged))],
    ["Holds", each((result) => String(result.holds.length))],
  ];
}

/** What was done, at the end of a live session: like the report's page. */

import { h, notice, plural } from "./dom.js";

const UNKNOWN = {
  "wrong camera view": "The camera stood where this cannot be seen.",
  "a joint that the rule needs is not visible": "A joint that it needs was hidden or outside.",
  "implausible skeleton": "The pose that was found cannot be right, so nothing was read from it.",
  "too few frames": "There were too few pictures a second to tell.",
  "more than one person": "More than one person was in the picture.",
  "no clear outline of the back": "The outline of the back was covered or not clear.",
  "too close to the limit to call": "It was too close to the limit to call.",
};
const SEVERITIES = { risk: "risk of strain", technique: "technique", range: "range of motion", tempo: "tempo" };
const ORDER = Object.keys(SEVERITIES);

/** The page's content. */
export function summary(message, exercise, again) {
  const { result, sets } = message;
  const hold = exercise.kind === "hold";
  const nothing = hold ? result.summary.hold_s < 1 : result.summary.reps === 0 && result.summary.attempts === 0;
  return h(
    "div",
    { class: "stack summary" },
    h("div", {}, h("h1", {}, headline(result, sets, exercise)), h("p", { class: "lead" }, `${exercise.name}, live`)),
    nothing
      ? notice("Nothing was counted. Place the camera as the drawing shows, and take the position until the countdown begins.", "")
      : [figures(result, hold), setTable(sets, exercise), mend(result, exercise), unjudged(result, exercise)],
    message.unkept && notice(`This page is all there is of it: ${message.unkept}.`, "warning"),
    h(
      "div",
      { class: "row" },
      h("button", { type: "button", class: "primary", onclick: again }, "Train again"),
      h("a", { class: "button", href: "#/" }, "Another exercise"),
      message.session && h("a", { class: "button", href: "#/history" }, "History"),
    ),
  );
}

function headline(result, sets, exercise) {
  if (exercise.kind === "hold") {
    return `${plural(Math.round(result.summary.hold_s), "second")} in position`;
  }
  const reps = plural(result.summary.reps, "rep");
  return sets.length > 1 ? `${reps} in ${plural(sets.length, "set")}` : reps;
}

function figures(result, hold) {
  const found = [];
  if (hold) {
    found.push(["Seconds in position", Math.round(result.summary.hold_s)]);
    found.push(["In good form", Math.round(result.summary.good_hold_s)]);
  } else {
    const clean = result.reps.filter((rep) => rep.faults.length === 0).length;
    found.push(["Reps", result.summary.reps], ["Without a fault", clean]);
    if (result.summary.attempts) found.push(["Not counted", result.summary.attempts]);
  }
  return h("dl", { class: "numbers card" }, found.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}

function setTable(sets, exercise) {
  const hold = exercise.kind === "hold";
  const heads = hold ? ["Set", "In position", "In good form", "To mend"] : ["Set", "Reps", "Not counted", "To mend"];
  const rows = sets.map((set) => {
    const ids = [...new Set(hold ? set.faults.map((fault) => fault.id) : set.reps.flatMap((rep) => rep.faults))];
    const numbers = hold ? [`${Math.round(set.hold_s)} s`, `${Math.round(set.good_hold_s)} s`] : [set.reps.length, set.attempts];
    return h(
      "tr",
      {},
      h("th", { scope: "row", class: "num" }, set.index, set.reached ? h("span", { class: "quiet small" }, " target reached") : null),
      numbers.map((each) => h("td", { class: "num" }, each)),
      h("td", {}, ids.length ? ids.map((id) => nameOf(id, exercise)).join(", ") : "nothing found"),
    );
  });
  return h(
    "section",
    { class: "card" },
    h("h2", {}, "Sets"),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Sets" }, h("table", {}, h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))), h("tbody", {}, rows))),
  );
}

function mend(result, exercise) {
  const groups = new Map();
  for (const fault of result.faults) {
    if (!groups.has(fault.id)) groups.set(fault.id, []);
    groups.get(fault.id).push(fault);
  }
  const sorted = [...groups.values()].sort((a, b) => ORDER.indexOf(a[0].severity) - ORDER.indexOf(b[0].severity));
  if (!sorted.length) {
    return h("section", { class: "card" }, h("h2", {}, "What to mend"), h("p", {}, "No fault was found in what could be judged."));
  }
  return h(
    "section",
    { class: "card" },
    h("h2", {}, "What to mend"),
    h(
      "ul",
      { class: "faults" },
      sorted.map((faults) => {
        const check = exercise.checks.find((each) => each.id === faults[0].id);
        const reps = [...new Set(faults.map((fault) => fault.rep).filter((rep) => rep !== null))];
        const where = reps.length ? `in ${reps.length === 1 ? "rep" : "reps"} ${reps.join(", ")}` : plural(faults.length, "time");
        return h(
          "li",
          {},
          h("p", { class: "row" }, h("b", {}, check?.name ?? faults[0].id), h("span", { class: `badge ${faults[0].severity}` }, SEVERITIES[faults[0].severity]), h("span", { class: "quiet small" }, where)),
          h("p", { class: "say" }, faults[0].cue),
          check && h("p", { class: "quiet small" }, check.why),
        );
      }),
    ),
  );
}

function unjudged(result, exercise) {
  if (!result.not_judged.length) return null;
  const longest = [...result.not_judged].sort((a, b) => b.seconds - a.seconds);
  return h(
    "section",
    { class: "card" },
    h("h2", {}, "Not judged"),
    h(
      "ul",
      { class: "unjudged" },
      longest.map((each) => h("li", {}, h("b", {}, nameOf(each.id, exercise)), ` for ${each.seconds.toFixed(1)} s. `, h("span", { class: "quiet" }, UNKNOWN[each.reason] ?? each.reason))),
    ),
  );
}

function nameOf(id, exercise) {
  if (id === "*") return "Everything";
  return exercise.checks.find((each) => each.id === id)?.name ?? id.replaceAll("_", " ");
}

/** What live sets looked like over time: the server's timeline and plot of each, as a video has them. */

import { Drawing } from "./drawing.js";
import { h } from "./dom.js";
import { duration } from "./numbers.js";
import { _ } from "./phrases.js";
import { heldOf, repCount } from "./wording.js";

/**
 * The drawings of a session's sets; those of a set are asked for when they are first looked at.
 * @param {string} session
 * @param {readonly Formcheck.SetRecord[]} sets
 * @param {readonly Formcheck.ExerciseDocument[]} known Among them those that were done.
 * @returns {{element: HTMLElement, close: () => void} | null} Null where there is nothing to draw.
 */
export function setDrawings(session, sets, known) {
  if (!sets.length) return null;
  /** @type {Drawing[]} */
  const open = [];
  /** @param {Formcheck.SetRecord} set */
  const drawn = (set) => {
    const of = `/sessions/${session}/sets/${set.index}`;
    /** @param {"timeline" | "plot"} name */
    const one = (name) => {
      // There is nothing to play: what is chosen is pointed at, and told of above the timeline.
      const drawing = new Drawing(of, name, (seconds) => mine.forEach((each) => each.move(seconds)));
      drawing.move(set.start_s);
      open.push(drawing);
      return drawing;
    };
    /** @type {Drawing[]} */
    const mine = [one("timeline")];
    if (known.find((each) => each.id === set.exercise)?.measure) mine.push(one("plot"));
    return mine.map((each) => h("div", { "data-drawing": each.name }, each.element));
  };
  /** @param {Formcheck.SetRecord} set */
  const part = (set) => {
    const held = heldOf(set);
    const done = held ? duration(held) : repCount(set.settled_reps ?? set.reps.length);
    const place = h("div", { class: "stack" });
    const details = h("details", {}, h("summary", {}, _("Set {index}: {done}", { index: set.index, done })), place);
    const fill = () => {
      if (details.open && !place.childElementCount) place.append(...drawn(set));
    };
    details.addEventListener("toggle", fill);
    return details;
  };
  const parts = sets.map(part);
  if (parts.length === 1) parts[0].open = true;
  const element = h("section", { class: "card stack result-section set-drawings" }, h("h2", {}, _("Over time")), parts);
  return { element, close: () => open.splice(0).forEach((each) => each.close()) };
}

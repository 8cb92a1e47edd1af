/** A plan from above of where the camera stands. */

import { svg } from "./dom.js";
import { _ } from "./phrases.js";

/** @typedef {[x: number, y: number]} Point */

/** @type {Record<string, Point>} */
const VIEWS = {
  side: [24, 45],
  "three-quarter": [38, 82],
  front: [100, 96],
  back: [100, -4],
};

/**
 * A plan from above: a person, and the camera's place and what it sees.
 * @param {Formcheck.ExerciseDocument} exercise
 */
export function placing(exercise) {
  const view = exercise.views[0];
  const at = VIEWS[view] ?? VIEWS.side;
  // Seen from above the person looks down the page; "in front" is then below.
  const person = [150, 45];
  const shift = view === "front" || view === "back" ? 50 : 0;
  const camera = [at[0] + shift, at[1]];
  const [dx, dy] = [person[0] - camera[0], person[1] - camera[1]];
  const far = Math.hypot(dx, dy);
  const turned = (Math.atan2(dy, dx) * 180) / Math.PI;
  return svg(
    "svg",
    { class: "placing", viewBox: "-6 -14 212 120", role: "img", "aria-label": _("From above: the camera stands {place}", { place: exercise.place }) },
    svg(
      "g",
      { transform: `translate(${camera[0]} ${camera[1]}) rotate(${turned.toFixed(1)})` },
      svg("path", { class: "cone", d: `M6 0 L${far + 28} -36 L${far + 28} 36 Z` }),
      svg("rect", { class: "camera", x: -11, y: -7, width: 17, height: 14, rx: 3 }),
      svg("path", { class: "camera", d: "M5 -3 L12 -6 L12 6 L5 3 Z" }),
    ),
    svg(
      "g",
      { class: "person", transform: `translate(${person[0]} ${person[1]})` },
      svg("rect", { class: "mat", x: -20, y: -40, width: 40, height: 80, rx: 8 }),
      svg("path", { class: "arms", d: "M-11 2 L-13 20 M11 2 L13 20" }),
      svg("rect", { class: "trunk", x: -10, y: -26, width: 20, height: 34, rx: 9 }),
      svg("circle", { class: "crown", cx: 0, cy: 14, r: 8.5 }),
    ),
  );
}

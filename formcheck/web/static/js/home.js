/** The start: which exercise. */

import { about, exercises } from "./api.js";
import { insecure } from "./live-camera.js";
import { h, notice } from "./dom.js";
import { movement, placing, viewWords } from "./drawings.js";

export const title = "";
export const styles = ["css/live.css"];

/** @param {HTMLElement} main */
export async function show(main) {
  const [all, server] = await Promise.all([exercises(), about()]);
  const trouble = insecure(server);
  main.append(
    h("h1", {}, "What do you want to train?"),
    h("p", { class: "lead" }, "Exercise in front of the camera: formcheck counts, and tells you what to mend while you move."),
    trouble && notice(trouble, "warning"),
    h("ul", { class: "cards exercises" }, all.map(card)),
    h(
      "section",
      { class: "card row spread also" },
      h("div", {}, h("h2", {}, "You have a video already?"), h("p", { class: "quiet" }, "Drop it in and get its report: reps, tempo, and what to mend.")),
      h("a", { class: "button", href: "#/videos" }, "Check a video"),
    ),
  );
  return null;
}

/**
 * How much an exercise's guides ask for: "3 sets of 10 to 12 reps".
 * @param {Formcheck.ExerciseDocument} exercise
 */
export function dose(exercise) {
  const [from, to] = exercise.reps ?? exercise.hold_s ?? [0, 0];
  const range = from === to ? `${from}` : `${from} to ${to}`;
  return `${exercise.sets} sets of ${range} ${exercise.kind === "hold" ? "seconds" : "reps"}`;
}

/** @param {Formcheck.ExerciseDocument} exercise */
function card(exercise) {
  const name = `exercise-${exercise.id}`;
  return h(
    "li",
    { class: "card exercise" },
    movement(exercise),
    h("h2", {}, h("a", { id: name, class: "whole", href: `#/live/${exercise.id}` }, exercise.name)),
    h("p", { class: "quiet" }, exercise.about),
    h(
      "div",
      { class: "setup-line" },
      placing(exercise),
      h("p", { class: "small" }, h("b", {}, `Camera ${viewWords(exercise.views[0])}`), h("br"), h("span", { class: "quiet" }, dose(exercise))),
    ),
  );
}

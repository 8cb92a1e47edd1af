/** The start: which exercise. */

import { about, exercises } from "./api.js";
import { insecure } from "./live-camera.js";
import { h, notice } from "./dom.js";
import { movement } from "./movement.js";
import { placing } from "./placing.js";
import { _ } from "./phrases.js";

export const title = "";
export const styles = ["css/live.css"];

/** @param {HTMLElement} main */
export async function show(main) {
  const [all, server] = await Promise.all([exercises(), about()]);
  const trouble = insecure(server);
  main.append(
    h("h1", {}, _("What do you want to train?")),
    h("p", { class: "lead" }, _("Exercise in front of the camera: formcheck counts, and tells you what to mend while you move.")),
    trouble && notice(trouble, "warning"),
    h("ul", { class: "cards exercises" }, all.map(card)),
    h(
      "section",
      { class: "card row spread also" },
      h("div", {}, h("h2", {}, _("You have a video already?")), h("p", { class: "quiet" }, _("Drop it in and get its report: reps, tempo, and what to mend."))),
      h("a", { class: "button", href: "#/videos" }, _("Check a video")),
    ),
  );
  return null;
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
      h("p", { class: "small" }, h("b", {}, _("Camera {place}", { place: exercise.place })), h("br"), h("span", { class: "quiet" }, exercise.dose)),
    ),
  );
}

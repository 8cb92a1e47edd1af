/** Choosing videos and what to do with them, by button or by dropping them. */

import { fill, h } from "./dom.js";
import { grouped, isMeant, MANY } from "./finding.js";
import { recall, write } from "./memory.js";
import { movement } from "./movement.js";
import { size } from "./numbers.js";
import { _ } from "./phrases.js";

/**
 * @typedef {{exercise: string, model: string, annotate: string}} Options What the server is asked for.
 * @typedef {{exercise: string, model: string, annotate: boolean}} Choice What the browser remembers.
 */

const CHOICE = "formcheck.upload";

/**
 * The form.
 * @param {Formcheck.ExerciseDocument[]} known
 * @param {Formcheck.Limits} limits
 * @param {(videos: File[], options: Options) => void} send
 * @param {AbortSignal} signal Ends the receiving of drops.
 * @returns {HTMLElement}
 */
export function uploadForm(known, limits, send, signal) {
  /** @type {Partial<Choice>} */
  const choice = recall(CHOICE);
  const camera = h("p", { class: "quiet small", "aria-live": "polite" });
  const drawn = h("div", { class: "upload-figure" });
  const exercise = h("select", { id: "exercise" });
  const find = h("input", { type: "search", id: "find", autocomplete: "off", spellcheck: "false", placeholder: _("Find: name or muscle"), "aria-label": _("Find an exercise") });
  const narrow = () => {
    const chosen = exercise.value || choice.exercise;
    const meant = known.filter((each) => isMeant(each, find.value));
    fill(exercise, grouped(meant.length ? meant : known).map(([name, group]) => h("optgroup", { label: name }, group.map((each) => h("option", { value: each.id, selected: each.id === chosen }, each.name)))));
  };
  narrow();
  const model = h(
    "select",
    { id: "model" },
    h("option", { value: "full" }, _("Full: finds more")),
    h("option", { value: "lite", selected: choice.model === "lite" }, _("Lite: is faster")),
  );
  const annotate = h("input", { type: "checkbox", id: "annotate", checked: choice.annotate !== false });
  const input = h("input", { type: "file", id: "files", class: "hidden-text", multiple: true, accept: "video/*,.mkv,.avi,.mov,.ts", tabindex: "-1", "aria-hidden": "true" });
  const button = h("button", { type: "button", class: "primary large", "aria-describedby": "limits", onclick: () => input.click() }, _("Choose videos"));
  const zone = h(
    "div",
    { class: "drop" },
    h("img", { src: "drop.svg", alt: "", width: "72", height: "56" }),
    h("p", { class: "drop-words" }, _("Drop videos here, or")),
    button,
    input,
    h("p", { class: "quiet small", id: "limits" }, _("Up to {size} and {number} minutes each. They stay on this machine.", { size: size(limits.upload_bytes), number: Math.round(limits.duration_s / 60) })),
  );
  const change = () => {
    const found = known.find((each) => each.id === exercise.value);
    fill(camera, h("strong", {}, _("Camera:"), " "), found?.camera ?? "", " ", found?.seen ?? "");
    fill(drawn, found && movement(found));
    write(CHOICE, JSON.stringify({ exercise: exercise.value, model: model.value, annotate: annotate.checked }));
  };
  /** @param {Iterable<File>} files */
  const take = (files) => {
    const videos = [...files].filter((file) => file.size || file.type);
    if (!videos.length) return;
    send(videos, { exercise: exercise.value, model: model.value, annotate: String(annotate.checked) });
  };
  input.addEventListener("change", () => {
    take(input.files ?? []);
    input.value = "";
  });
  find.addEventListener("input", () => {
    const last = exercise.value;
    narrow();
    if (exercise.value !== last) change();
  });
  for (const each of [exercise, model, annotate]) each.addEventListener("change", change);
  change();
  receiveDrops(zone, take, signal);
  return h(
    "section",
    { class: "card upload", "aria-label": _("Add videos") },
    h(
      "div",
      { class: "upload-choice" },
      h("div", { class: "field" }, h("label", { for: "exercise" }, _("Exercise in the video")), known.length >= MANY && find, exercise),
      h("div", { class: "upload-camera" }, drawn, camera),
      h("div", { class: "field" }, h("label", { for: "model" }, _("Pose model")), model),
      h("label", { class: "check", for: "annotate" }, annotate, _("Also make a video with the skeleton drawn on it")),
    ),
    zone,
  );
}

/**
 * Anywhere on the page will do: a video that misses the zone would replace the page otherwise.
 * @param {HTMLElement} zone
 * @param {(files: Iterable<File>) => void} take
 * @param {AbortSignal} signal
 */
function receiveDrops(zone, take, signal) {
  const options = { signal };
  let depth = 0;
  /** @param {boolean} on */
  const mark = (on) => zone.classList.toggle("over", on);
  addEventListener("dragenter", () => mark(++depth > 0), options);
  addEventListener("dragleave", () => mark((depth = Math.max(0, depth - 1)) > 0), options);
  addEventListener("dragover", (event) => event.preventDefault(), options);
  addEventListener(
    "drop",
    (event) => {
      event.preventDefault();
      depth = 0;
      mark(false);
      take(event.dataTransfer?.files ?? []);
    },
    options,
  );
}

/** What looking costs the computer: which pose model is asked for, and saving the battery. */

import { h } from "./dom.js";
import { read, write } from "./memory.js";
import { _ } from "./phrases.js";

const MODEL = "formcheck.model";
const SAVER = "formcheck.saver";
const LOW = 0.3; // of the battery: below it, and off the mains, it is saved unless the person says no
const SAVED_FPS = { set: 15, between: 5 };
const FULL_CAMERA = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
const SAVED_CAMERA = { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 15 } };

/**
 * A battery as browsers tell of it; only some do.
 * @typedef {EventTarget & {charging: boolean, level: number}} Battery
 */

/** @type {Battery | null} */
let battery = null;

/** Whether the battery is low and nothing charges it, as far as the browser tells. */
function isLow() {
  return battery !== null && !battery.charging && battery.level <= LOW;
}

/** Whether the battery is saved now: as the person chose, or because it is low. */
export function isSaving() {
  const chosen = read(SAVER);
  return chosen ? chosen === "yes" : isLow();
}

/**
 * Which pose model to ask for; undefined lets the server choose.
 * @returns {"lite" | "full" | undefined}
 */
export function wantedModel() {
  if (isSaving()) return "lite";
  const chosen = read(MODEL);
  return chosen === "lite" || chosen === "full" ? chosen : undefined;
}

/** What to ask of the camera. */
export function wantedPicture() {
  return isSaving() ? SAVED_CAMERA : FULL_CAMERA;
}

/**
 * How many frames a second are worth what they cost.
 * @param {number} fps What the server keeps up with.
 * @param {boolean} inSet Whether a set is done or about to begin.
 * @returns {number}
 */
export function worthwhile(fps, inSet) {
  return isSaving() ? Math.min(fps, inSet ? SAVED_FPS.set : SAVED_FPS.between) : fps;
}

/**
 * The part of the form where that is chosen; each choice is kept as soon as it is made.
 * @param {import("./lifetime.js").Lifetime} life
 * @returns {HTMLElement}
 */
export function powerChoice(life) {
  const model = h(
    "select",
    { name: "model" },
    h("option", { value: "" }, _("Chosen for this computer")),
    h("option", { value: "full" }, _("Full: counts are surer")),
    h("option", { value: "lite" }, _("Quick: for slow computers")),
  );
  model.value = read(MODEL);
  const saver = h("input", { type: "checkbox", name: "saver" });
  const why = h("p", { class: "quiet small", role: "status" });
  const show = () => {
    saver.checked = isSaving();
    model.disabled = saver.checked;
    why.textContent = !read(SAVER) && isLow() ? _("The battery is low: it is saved.") : "";
  };
  model.addEventListener("change", () => write(MODEL, model.value));
  saver.addEventListener("change", () => {
    write(SAVER, saver.checked ? "yes" : "no");
    show();
  });
  show();
  watch(life, show);
  return h(
    "details",
    { class: "voices power" },
    h("summary", {}, _("Computer and battery")),
    h("label", { class: "field" }, _("Pose model"), model),
    h("label", { class: "row check" }, saver, _("Save the battery")),
    h("p", { class: "quiet small" }, _("With the quick model, a smaller picture, 15 frames a second in a set and 5 outside it: counts are less sure, and the picture is less smooth.")),
    why,
  );
}

/**
 * Says in a training that the server took the quick model by itself, and offers the way back.
 * @param {() => void} useFull
 * @param {(text: string) => void} remark Shows a line for a while.
 * @returns {{element: HTMLElement, show: (used: boolean) => void}}
 */
export function quickSign(useFull, remark) {
  let shown = false;
  const back = () => {
    element.hidden = true;
    useFull();
    remark(_("The full model is used again as soon as no set is done."));
  };
  const element = h("button", { type: "button", class: "full-model", hidden: true, onclick: back }, _("Use the full model"));
  const show = (/** @type {boolean} */ used) => {
    if (used === shown) return;
    shown = used;
    element.hidden = !used;
    if (used) remark(_("This computer is too slow for the full model: the quick one is used, counts are less sure."));
  };
  return { element, show };
}

/**
 * Ask the browser for its battery, where it tells of one.
 * @param {import("./lifetime.js").Lifetime} life
 * @param {() => void} changed
 */
async function watch(life, changed) {
  const ask = /** @type {Navigator & {getBattery?: () => Promise<Battery>}} */ (navigator).getBattery;
  const found = await life.wait(ask ? ask.call(navigator).catch(() => null) : Promise.resolve(null));
  if (!found) return;
  battery = found;
  for (const type of ["chargingchange", "levelchange"]) life.listen(found, type, changed);
  changed();
}

/** Little drawings of what is measured: a stick figure with the angle or the length marked on it. */

import { drawing } from "./api.js";
import { h } from "./dom.js";

/** @type {Map<string, Promise<Element>>} */
const asked = new Map();

/**
 * The drawing of a measure; there is room for it until it is there, and nothing where it cannot be had.
 * @param {string} measure Its name.
 */
export function measureDrawing(measure) {
  const place = h("span", { class: "measure-place" });
  pictureOf(measure).then(
    (picture) => place.replaceChildren(document.importNode(picture, true)),
    () => place.remove(),
  );
  return place;
}

/** @param {string} measure */
function pictureOf(measure) {
  let picture = asked.get(measure);
  if (!picture) {
    picture = drawing(`/measures/${encodeURIComponent(measure)}.svg`);
    picture.catch(() => asked.delete(measure));
    asked.set(measure, picture);
  }
  return picture;
}

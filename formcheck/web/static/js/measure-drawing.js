/** Little drawings of what is measured: a stick figure with the angle or the length marked on it. */

import { drawing } from "./api.js";
import { h } from "./dom.js";

/**
 * The drawing of a measure; there is room for it until it is there, and nothing where it cannot be had.
 * @param {string} measure Its name.
 */
export function measureDrawing(measure) {
  const place = h("span", { class: "measure-place" });
  drawing(`/measures/${encodeURIComponent(measure)}.svg`).then(
    (picture) => place.replaceChildren(picture),
    () => place.remove(),
  );
  return place;
}

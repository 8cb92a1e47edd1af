/**
 * The moving figure of an exercise, as the server draws it.
 *
 * It is asked for when it comes into view, moves for a few seconds then, and again when its card is
 * pointed at or has the focus; with reduced motion it stands still.
 */

import { drawing } from "./api.js";
import { h } from "./dom.js";

/** @type {WeakMap<Element, () => void>} */
const seen = new WeakMap();

const watcher = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      watcher.unobserve(target);
      seen.get(target)?.();
    }
  },
  { rootMargin: "40px" },
);

/**
 * The figure of an exercise; there is room for it until it is there, and nothing where there is none.
 * @param {Formcheck.ExerciseDocument} exercise
 */
export function movement(exercise) {
  if (!exercise.figure) return null;
  const place = h("span", { class: "movement-place" });
  seen.set(place, () =>
    drawing(`/exercises/${encodeURIComponent(exercise.id)}/figure.svg`).then(
      (picture) => show(place, picture),
      () => place.remove(),
    ),
  );
  watcher.observe(place);
  return place;
}

/**
 * @param {HTMLElement} place
 * @param {Element} own The place's own copy of the drawing.
 */
function show(place, own) {
  place.replaceChildren(own);
  /** @type {NodeListOf<SVGAnimateElement>} */
  const animations = own.querySelectorAll("animate");
  if (!animations.length) return;
  const [first] = animations;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const lasts = 1000 * first.getSimpleDuration() * Number(first.getAttribute("repeatCount"));
  let until = 0;
  const run = () => {
    if (still.matches || performance.now() < until || !own.isConnected) return;
    until = performance.now() + lasts;
    for (const each of animations) each.beginElement();
  };
  const card = place.closest(".card") ?? place;
  card.addEventListener("pointerenter", run);
  card.addEventListener("focusin", run);
  requestAnimationFrame(run);
}

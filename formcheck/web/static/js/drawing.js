/** What the server drew of a set, in the width that there is; the page adds a cursor and clicks. */

import { address } from "./api.js";
import { h, svg } from "./dom.js";
import { time } from "./numbers.js";
import { _ } from "./phrases.js";

/** The style sheets of the drawings: the server's, and that of what the page adds. */
export const DRAWING_STYLES = [address("/drawing.css"), "css/drawn.css"];

/** Seconds in a drawing: so near to a thing, in its coordinates, a click means the thing. */
const NEAR = 12;

/**
 * @typedef {{from: number, to: number, left: number, right: number, top: number, bottom: number}} Place Which seconds lie where in a drawing.
 * @typedef {{element: SVGGElement, from: number, to: number, now: string}} Thing What can be jumped to.
 */

/** A drawing that follows the width of its place, the time, and what is chosen in it. */
export class Drawing {
  /**
   * @param {string} of What is drawn: the API's path of an analysis or of a set.
   * @param {"timeline" | "plot"} name
   * @param {(seconds: number) => void} jump
   */
  constructor(of, name, jump) {
    this.address = address(`${of}/drawings/${name}`);
    this.name = name;
    this.jump = jump;
    this.seconds = 0;
    this.width = 0;
    /** @type {Place | null} */
    this.place = null;
    /** @type {Thing[]} */
    this.things = [];
    this.area = h("div", { class: "drawn-by-server" });
    this.now = h("p", { class: "now" });
    this.element = h("div", { class: `${name}-area` }, name === "timeline" ? this.now : null, this.area);
    this.cursor = svg("line", { class: "cursor", "aria-hidden": "true" });
    this.sizes = new ResizeObserver(() => this.fit());
    this.sizes.observe(this.area);
  }

  /** Ask for the drawing again where the width is another one. */
  fit() {
    const width = Math.max(240, Math.min(2000, Math.floor(this.area.clientWidth)));
    if (!this.area.clientWidth || width === this.width) return;
    this.width = width;
    this.load(width).catch(console.error);
  }

  /** @param {number} width */
  async load(width) {
    const answer = await fetch(`${this.address}?width=${width}`);
    if (width !== this.width || this.closed) return;
    if (answer.status === 404) {
      const whole = this.element.closest("[data-drawing], .result-section"); // there is nothing to draw
      (whole instanceof HTMLElement ? whole : this.element).hidden = true;
      return;
    }
    if (!answer.ok) {
      this.element.replaceChildren(h("p", { class: "quiet" }, _("The drawing could not be loaded.")));
      return;
    }
    const drawn = new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement;
    if (width === this.width && !this.closed) this.show(/** @type {SVGSVGElement} */ (/** @type {unknown} */ (document.importNode(drawn, true))));
  }

  /** @param {SVGSVGElement} drawn */
  show(drawn) {
    const focused = this.things.findIndex((each) => each.element === document.activeElement);
    this.place = placeOf(drawn);
    this.things = [];
    for (const lane of /** @type {NodeListOf<SVGGElement>} */ (drawn.querySelectorAll(".things"))) this.#lane(lane);
    if (this.things.length) drawn.setAttribute("role", "group"); // what is in a picture cannot be chosen
    drawn.append(this.cursor);
    drawn.addEventListener("click", (event) => this.#clicked(event, drawn));
    this.area.replaceChildren(drawn);
    if (focused >= 0) this.things[focused]?.element.focus();
    this.move(this.seconds);
  }

  /** @param {SVGGElement} lane */
  #lane(lane) {
    const all = [.../** @type {NodeListOf<SVGGElement>} */ (lane.querySelectorAll(".thing"))].map((element) => {
      const { from, to, now } = element.dataset;
      return { element, from: Number(from), to: Number(to), now: now ?? "" };
    });
    if (!all.length) return;
    lane.setAttribute("role", "group");
    lane.setAttribute("aria-label", `${lane.dataset.name}, ${all.length}`);
    all.forEach(({ element, from }, i) => {
      element.setAttribute("role", "button");
      element.setAttribute("tabindex", i ? "-1" : "0");
      element.setAttribute("aria-label", _("{textContent}. Jump there.", { textContent: element.querySelector("title")?.textContent }));
      element.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        this.jump(from);
      });
    });
    lane.addEventListener("keydown", (event) => walk(event, all.map((each) => each.element)));
    this.things.push(...all);
  }

  /**
   * A thing that was hit, or nearly, is gone to its begin; elsewhere the very second is meant.
   * @param {MouseEvent} event
   * @param {SVGSVGElement} drawn
   */
  #clicked(event, drawn) {
    const matrix = drawn.getScreenCTM();
    if (!this.place || !matrix) return;
    const { from, to, left, right } = this.place;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    const hit = this.things.find((each) => event.target instanceof Node && each.element.contains(event.target)) ?? this.#near(at);
    if (hit) this.jump(hit.from);
    else if (at.x >= left - NEAR) this.jump(Math.max(from, Math.min(to, from + ((to - from) * (at.x - left)) / (right - left))));
  }

  /** @param {DOMPoint} at */
  #near({ x, y }) {
    let least = NEAR;
    /** @type {Thing | undefined} */
    let found;
    for (const each of this.things) {
      const box = each.element.getBBox();
      const away = Math.max(box.x - x, x - box.x - box.width, box.y - y, y - box.y - box.height);
      if (away < least) [least, found] = [away, each];
    }
    return found;
  }

  /**
   * Set the cursor.
   * @param {number} seconds
   */
  move(seconds) {
    this.seconds = seconds;
    if (!this.place) return;
    const { from, to, left, right, top, bottom } = this.place;
    const share = Math.max(0, Math.min(1, (seconds - from) / (to - from)));
    const x = String(left + share * (right - left));
    for (const [name, value] of [["x1", x], ["x2", x], ["y1", String(top)], ["y2", String(bottom)]]) this.cursor.setAttribute(name, value);
    const here = this.things.filter((each) => each.from <= seconds && seconds < each.to);
    for (const each of this.things) {
      if (here.includes(each)) each.element.setAttribute("aria-current", "true");
      else each.element.removeAttribute("aria-current");
    }
    const words = [time(seconds), ...here.map((each) => each.now)].join(" · ");
    if (this.now.textContent !== words) this.now.textContent = words;
  }

  close() {
    this.closed = true;
    this.sizes.disconnect();
  }
}

/**
 * @param {SVGSVGElement} drawn
 * @returns {Place | null}
 */
function placeOf(drawn) {
  const group = /** @type {SVGGElement | null} */ (drawn.querySelector(".time"));
  if (!group) return null;
  const { from, to, left, right, top, bottom } = group.dataset;
  return { from: Number(from), to: Number(to), left: Number(left), right: Number(right), top: Number(top), bottom: Number(bottom) };
}

/**
 * @param {KeyboardEvent} event
 * @param {SVGGElement[]} all
 */
function walk(event, all) {
  const at = all.findIndex((each) => each === document.activeElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
  const next = to === undefined ? undefined : all[to];
  if (!next) return;
  event.preventDefault();
  for (const each of all) each.setAttribute("tabindex", each === next ? "0" : "-1");
  next.focus();
}

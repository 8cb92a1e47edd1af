/** The camera's picture, mirrored, with the skeleton over it. */

import { h } from "./dom.js";
import { _ } from "./phrases.js";

const SEEN = 0.5;
const OLD_MS = 900;
const COLOURS = { good: "#7ff0dc", fault: "#ffc15e" };

export class Picture {
  /** @param {import("./lifetime.js").Lifetime} life It is drawn for so long. */
  constructor(life) {
    this.video = h("video", { playsinline: true, autoplay: true, "aria-label": _("Your camera, mirrored") });
    this.video.muted = true;
    this.canvas = h("canvas", { "aria-hidden": "true" });
    this.pen = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    /** @type {[number, number][]} */
    this.bones = [];
    this.colour = COLOURS.good;
    /** @type {[number, number, number][] | null} */
    this.found = null;
    this.element = h("div", { class: "picture" }, this.video, this.canvas);
    this.life = life;
    this.callOff = () => {};
    for (const type of ["loadedmetadata", "resize"]) life.listen(this.video, type, () => this.#draw());
    life.onEnd(() => (this.video.srcObject = null));
  }

  /**
   * Show a camera; null shows none.
   * @param {MediaStream | null} stream
   */
  show(stream) {
    this.video.srcObject = stream;
    this.seen(null);
  }

  /**
   * Where the joints were in the newest frame.
   * @param {[number, number, number][] | null} points Shares of the picture, and visibility.
   */
  seen(points) {
    this.callOff();
    this.found = points;
    if (points) this.callOff = this.life.after(OLD_MS, () => this.seen(null));
    this.#draw();
  }

  /** @param {boolean} fault Whether a fault is shown. */
  tint(fault) {
    this.colour = fault ? COLOURS.fault : COLOURS.good;
  }

  #draw() {
    const { videoWidth: width, videoHeight: height } = this.video;
    if (!width || !height) return;
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
      const shaped = /** @type {HTMLElement} */ (this.element.closest("[data-shaped]") ?? this.element);
      shaped.style.setProperty("--ratio", String(width / height));
      shaped.dataset.shape = width > height ? "wide" : "tall";
    }
    this.pen.clearRect(0, 0, width, height);
    if (this.found) this.#paint(this.found, width, height);
  }

  /**
   * @param {[number, number, number][]} points
   * @param {number} width
   * @param {number} height
   */
  #paint(points, width, height) {
    const pen = this.pen;
    const thick = Math.max(3, height / 110);
    /**
     * @param {[number, number, number]} point
     * @returns {[number, number]}
     */
    const at = ([x, y]) => [x * width, y * height];
    pen.lineCap = "round";
    for (const { colour, line } of [
      { colour: "rgb(0 0 0 / 45%)", line: thick * 1.9 },
      { colour: this.colour, line: thick },
    ]) {
      pen.strokeStyle = pen.fillStyle = colour;
      pen.lineWidth = line;
      for (const [from, to] of this.bones) {
        if (!points[from] || !points[to] || Math.min(points[from][2], points[to][2]) < SEEN) continue;
        pen.beginPath();
        pen.moveTo(...at(points[from]));
        pen.lineTo(...at(points[to]));
        pen.stroke();
      }
      for (const point of points) {
        if (point[2] < SEEN) continue;
        pen.beginPath();
        pen.arc(...at(point), line * 0.8, 0, 2 * Math.PI);
        pen.fill();
      }
    }
  }
}

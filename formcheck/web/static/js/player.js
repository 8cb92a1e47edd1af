/** The video of a set with the skeleton over it, and a cursor that others follow. */

import { address, get } from "./api.js";
import { fill, h, notice } from "./dom.js";
import { _ } from "./phrases.js";

const SEEN = 50; // per cent: what is less visible is not drawn
const NEAR_S = 0.15; // a frame further away than this is not drawn

/**
 * What is played: paths of the API; `skeleton` and `drawn` (the video that formcheck drew) only where
 * they are there, and `from_s`, the second of the result at which the video begins.
 * @typedef {{video: string, skeleton?: string | null, drawn?: string | null, from_s?: number}} Played
 */

/**
 * What is played of an analysis.
 * @param {Formcheck.AnalysisDocument} analysis
 * @returns {Played}
 */
export function videoOf({ id, files }) {
  /** @param {string} name */
  const file = (name) => `/analyses/${id}/files/${name}`;
  /** @param {string} name */
  const there = (name) => (files.includes(name) ? file(name) : null);
  return { video: file("video"), skeleton: there("skeleton.json"), drawn: there("annotated.mp4") };
}

/**
 * A player; `element` goes into the page, `close` ends it.
 * @typedef {{width: number, height: number, joints: string[], frames: number[][]}} Skeleton Of each frame its time and, where a person is, x, y and visibility of each joint.
 */
export class Player {
  /**
   * @param {Played} played
   * @param {Formcheck.Result} result
   * @param {{label?: string, muted?: boolean}} shown
   */
  constructor(played, result, { label = _("The video"), muted = false } = {}) {
    this.played = played;
    this.from = played.from_s ?? 0;
    /** @type {Set<(seconds: number) => void>} */
    this.watchers = new Set();
    /** @type {Skeleton | null} */
    this.skeleton = null;
    /** @type {[string, string][]} */
    this.bones = [];
    this.wanted = false;
    this.faults = result.faults;
    this.slowed = result.source.slowed || 1; // slow motion: the video's seconds are so many times ours
    this.video = h("video", { controls: true, preload: "metadata", playsinline: true, "aria-label": label });
    this.video.muted = muted;
    this.canvas = h("canvas", { class: "skeleton", "aria-hidden": "true" });
    this.trouble = h("div");
    this.stage = h("div", { class: "stage" }, this.video, this.canvas);
    const { width, height } = result.source;
    if (width && height) {
      this.stage.style.aspectRatio = `${width} / ${height}`;
      this.stage.style.maxWidth = `calc(68vh * ${width / height})`; // all of it is seen at once
    }
    this.element = h("div", { class: "player" }, this.trouble, this.stage);
    for (const event of ["timeupdate", "seeked", "loadeddata", "play", "pause"]) {
      this.video.addEventListener(event, () => this.tick());
    }
    this.video.addEventListener("play", () => this.follow());
    this.video.addEventListener("error", () => this.fallBack());
    this.sizes = new ResizeObserver(() => this.draw());
    this.sizes.observe(this.stage);
    this.video.src = address(played.video);
  }

  /**
   * Be told of the time in seconds, whenever it changes.
   * @param {(seconds: number) => void} tell
   */
  watch(tell) {
    this.watchers.add(tell);
    tell(this.time);
  }

  get time() {
    return this.from + this.video.currentTime / this.slowed;
  }

  /**
   * Go to a time.
   * @param {number} seconds
   */
  jump(seconds) {
    const there = () => {
      // a hair later: the picture at a boundary is otherwise the one before it
      const shown = Math.max(0, seconds - this.from) * this.slowed;
      this.video.currentTime = Math.min(shown + 0.001, this.video.duration || shown);
    };
    if (this.stage.hidden) for (const tell of this.watchers) tell(seconds);
    else if (this.video.readyState >= HTMLMediaElement.HAVE_METADATA) there();
    else this.video.addEventListener("loadedmetadata", there, { once: true });
  }

  /** The switch for the skeleton; null where there is none to draw. */
  toggle() {
    const path = this.played.skeleton;
    if (!path) return null;
    const box = h("input", { type: "checkbox", role: "switch" });
    const said = h("span", { class: "quiet small", role: "status" });
    box.addEventListener("change", async () => {
      this.wanted = box.checked;
      said.textContent = "";
      try {
        if (box.checked && !this.skeleton) {
          const found = get(path);
          [this.bones, this.skeleton] = [(await get("/skeleton")).bones, await found];
        }
      } catch {
        box.checked = this.wanted = false;
        said.textContent = _("The skeleton could not be loaded.");
      }
      this.draw();
    });
    this.box = box;
    this.switch = h("div", { class: "row" }, h("label", { class: "check switch" }, box, _("Show the skeleton")), said);
    return this.switch;
  }

  close() {
    this.sizes.disconnect();
    this.video.pause();
    this.video.removeAttribute("src");
    this.video.load();
  }

  /** While it plays, each picture that is shown moves the cursor, and the skeleton with it. */
  follow() {
    const step = () => {
      this.tick();
      if (!this.video.paused && !this.video.ended && this.video.isConnected) ask();
    };
    const ask = () => {
      if (this.video.requestVideoFrameCallback) this.video.requestVideoFrameCallback(step);
      else requestAnimationFrame(step);
    };
    ask();
  }

  tick() {
    this.draw();
    for (const tell of this.watchers) tell(this.time);
  }

  fallBack() {
    if (!this.video.getAttribute("src")) return; // it was closed
    const { drawn } = this.played;
    if (drawn && !this.fell) {
      this.fell = true;
      this.slowed = 1; // it was drawn at the movement's own pace
      if (this.box) this.box.disabled = true;
      this.video.src = address(drawn);
      fill(this.trouble, notice(_("This browser cannot play the video as it was recorded: here is the one that formcheck drew.")));
      return;
    }
    fill(this.trouble, notice(_("This browser cannot play this kind of video. What was found in it is below; the video can be downloaded."), "warning"));
    this.stage.hidden = true;
    if (this.switch) this.switch.hidden = true;
  }

  draw() {
    const { canvas, stage } = this;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    const scale = devicePixelRatio || 1;
    const [width, height] = [stage.clientWidth, stage.clientHeight];
    if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
    }
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    const { skeleton } = this;
    const drawn = this.wanted && !this.fell ? this.pose() : null;
    canvas.dataset.drawn = drawn ? "yes" : "no";
    if (!drawn || !skeleton) return;
    const faulty = this.faults.some((each) => each.from_s <= this.time && this.time <= each.to_s);
    const place = fitted(width, height, skeleton);
    const line = Math.max(2, width / 240);
    context.lineCap = "round";
    for (const { colour, wide } of [{ colour: "rgb(0 0 0 / 60%)", wide: line + 2.5 }, { colour: faulty ? "#ffb454" : "#5fe0cd", wide: line }]) {
      context.strokeStyle = colour;
      context.lineWidth = wide;
      context.beginPath();
      for (const [a, b] of this.bones) {
        const [from, to] = [drawn.get(a), drawn.get(b)];
        if (!from || !to) continue;
        context.moveTo(...place(from));
        context.lineTo(...place(to));
      }
      context.stroke();
    }
    context.fillStyle = "#ffffff";
    for (const joint of drawn.values()) {
      context.beginPath();
      context.arc(...place(joint), line * 0.95, 0, 2 * Math.PI);
      context.fill();
    }
  }

  /**
   * The joints nearest to now: name to thousandths of the picture.
   * @returns {Map<string, [number, number]> | null}
   */
  pose() {
    if (!this.skeleton) return null;
    const { frames, joints } = this.skeleton;
    let [low, high] = [0, frames.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (frames[middle][0] < this.time) low = middle + 1;
      else high = middle;
    }
    const before = frames[Math.max(0, low - 1)];
    const after = frames[low];
    if (!after) return null;
    const frame = Math.abs(before[0] - this.time) < Math.abs(after[0] - this.time) ? before : after;
    if (frame.length < 4 || Math.abs(frame[0] - this.time) > NEAR_S) return null;
    const found = new Map();
    joints.forEach((name, i) => {
      const [x, y, seen] = frame.slice(1 + 3 * i, 4 + 3 * i);
      if (seen >= SEEN) found.set(name, [x, y]);
    });
    return found;
  }
}

/**
 * From thousandths of the picture to pixels of a box that shows all of it.
 * @param {number} width
 * @param {number} height
 * @param {{width: number, height: number}} picture
 * @returns {(joint: [number, number]) => [number, number]}
 */
function fitted(width, height, picture) {
  const scale = Math.min(width / picture.width, height / picture.height);
  const [w, hgt] = [picture.width * scale, picture.height * scale];
  return ([x, y]) => [(width - w) / 2 + (x / 1000) * w, (height - hgt) / 2 + (y / 1000) * hgt];
}

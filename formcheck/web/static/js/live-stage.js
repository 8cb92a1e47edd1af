/** What the person sees from across the room: picture, skeleton, count, gauge, one cue. */

import { clock, fill, h, plural } from "./dom.js";
import { turnOf } from "./drawings.js";

const SEEN = 0.5;
const OLD_MS = 900;
const FLASH_MS = 2800;
const SIGNS = { fault: "!", mended: "✓", attempt: "×" };

export class Stage {
  /** `act` has skip(), finish(), mute(muted), retry(). */
  constructor(exercise, act, { muted, voice }) {
    this.exercise = exercise;
    this.hold = exercise.kind === "hold";
    this.bones = [];
    this.skeleton = null;
    this.cue = null;
    this.flashUntil = 0;
    this.target = null;
    this.#build(act, muted, voice);
    this.painting = requestAnimationFrame(this.#draw);
  }

  end() {
    cancelAnimationFrame(this.painting);
    clearTimeout(this.flashing);
    this.root.remove();
  }

  /** The stage of the training: placing, countdown, set, rest or done. */
  stage(name) {
    this.root.dataset.stage = name;
    if (name !== "countdown") this.countdown.hidden = true;
    if (name !== "rest") this.resting.hidden = true;
    if (name === "set") this.#guide(null);
    if (name === "done") {
      this.#over(this.finished, "All done", "Well done. Here comes your summary.");
    }
  }

  welcome(message) {
    this.bones = message.bones;
    this.target = message.target;
    this.#which(message.set);
    this.#count(this.hold ? message.hold_s : message.reps, { silent: true });
    this.waiting.hidden = true;
    this.stage(message.stage);
  }

  /** A frame was looked at. */
  seen(message) {
    this.skeleton = message.skeleton && { points: message.skeleton, at: performance.now() };
    if (message.stage === "placing" || message.stage === "countdown" || message.stage === "set") {
      this.#which(message.set);
      this.#count(this.hold ? message.hold_s : message.reps, { silent: true });
    }
    this.root.classList.toggle("in-position", message.state === "active");
    this.#gauge(message.gauge, message.phase);
    if (this.hold) this.#form(message.hold_s, message.good_hold_s);
  }

  rep(message) {
    this.#count(message.reps, { silent: false });
    this.root.classList.remove("pulse");
    void this.number.offsetWidth; // so that it begins anew
    this.root.classList.add("pulse");
  }

  attempt(message) {
    this.#flash("attempt", `Not counted. ${message.text}`);
    if (this.cue) {
      this.reason.textContent = `Not counted. ${message.text}`;
      this.reasonUntil = performance.now() + 2 * FLASH_MS;
    }
    this.polite.textContent = `Not counted. ${message.text}`;
  }

  showCue(message) {
    this.cue = message;
    this.#cueBox("fault", message.text, message.severity);
    this.assertive.textContent = message.text;
  }

  endCue(message) {
    if (this.cue?.id === message.id) this.cue = null;
    this.assertive.textContent = message.mended;
    if (message.mended) this.#flash("mended", message.mended);
    else if (!this.cue && performance.now() > this.flashUntil) this.cueBox.hidden = true;
  }

  guidance(message) {
    this.#guide(message.text, message.blocking);
  }

  count(seconds) {
    this.#guide(null);
    this.countdown.hidden = false;
    this.countdown.textContent = seconds;
    this.polite.textContent = `${seconds}`;
  }

  setStarted(message) {
    this.#which(message.set);
    this.#count(0, { silent: true });
    this.polite.textContent = `Set ${message.set} begins`;
  }

  setFinished(message) {
    const did = this.hold ? `${Math.round(message.hold_s)} seconds` : plural(message.reps, "rep");
    this.#count(this.hold ? message.hold_s : message.reps, { silent: true });
    if (this.hold) this.#form(message.hold_s, message.good_hold_s);
    this.lastSet.textContent = `Set ${message.set}: ${did}${message.reached ? ", target reached" : ""}`;
    if (message.set < this.target.sets) {
      this.nextSet.textContent = `Set ${message.set + 1} of ${this.target.sets} begins when you are in position again`;
    }
    this.polite.textContent = `Set ${message.set} done, ${did}`;
  }

  rest(seconds) {
    this.resting.hidden = false;
    this.restLeft.textContent = clock(seconds);
  }

  /** "open", "lost" or "connecting". */
  link(state) {
    this.root.dataset.link = state;
    this.lost.hidden = state !== "lost";
    this.polite.textContent = state === "lost" ? "Connection lost, reconnecting" : "";
    if (state === "lost") this.skeleton = null;
  }

  /** A line that stays for a while and changes nothing. */
  remark(text) {
    this.remarkLine.textContent = text;
    this.remarkLine.hidden = !text;
    clearTimeout(this.remarking);
    if (text) this.remarking = setTimeout(() => (this.remarkLine.hidden = true), 8000);
  }

  /** Something about the camera keeps it from going on; null: no more. */
  trouble(found) {
    this.broken.hidden = !found;
    if (!found) return;
    fill(this.brokenText, h("h2", {}, found.title), h("p", {}, found.text));
    this.broken.querySelector("button").focus();
  }

  #build(act, muted, voice) {
    this.video = h("video", { playsinline: true, autoplay: true, "aria-label": "Your camera, mirrored" });
    this.video.muted = true;
    this.canvas = h("canvas", { "aria-hidden": "true" });
    this.pen = this.canvas.getContext("2d");
    this.waiting = h("div", { class: "over", role: "status" }, h("div", { class: "spinner" }), h("h2", {}, "Getting ready"), h("p", {}, "The first time takes a few seconds."));
    this.guide = h("div", { class: "guidance", hidden: true });
    this.countdown = h("div", { class: "countdown", "aria-hidden": "true", hidden: true });
    this.finished = h("div", { class: "over", hidden: true });
    this.restLeft = h("p", { class: "rest-left" });
    this.lastSet = h("p", {});
    this.nextSet = h("p", {});
    this.resting = h(
      "div",
      { class: "over rest", hidden: true },
      h("h2", {}, "Rest"),
      this.restLeft,
      this.lastSet,
      this.nextSet,
      h("button", { type: "button", onclick: act.skip }, "Skip the rest"),
    );
    this.brokenText = h("div", { role: "alert" });
    this.broken = h(
      "div",
      { class: "over broken", hidden: true },
      this.brokenText,
      h(
        "div",
        { class: "row" },
        h("button", { type: "button", class: "primary", onclick: act.retry }, "Try again"),
        h("button", { type: "button", onclick: act.finish }, "Finish"),
      ),
    );
    this.lost = h("div", { class: "lost", role: "status", hidden: true }, h("span", { class: "spinner" }), h("span", {}, "Reconnecting… What was counted is kept."));
    this.remarkLine = h("div", { class: "remark", role: "status", hidden: true });
    this.cueSign = h("span", { class: "sign", "aria-hidden": "true" });
    this.cueText = h("span", {});
    this.cueBox = h("div", { class: "cue", hidden: true }, this.cueSign, this.cueText);
    this.number = h("div", { class: "number" }, "0");
    this.unit = h("div", { class: "unit" });
    this.set = h("p", { class: "which" });
    this.reason = h("p", { class: "reason" });
    this.polite = h("div", { class: "hidden-text", "aria-live": "polite" });
    this.assertive = h("div", { class: "hidden-text", "aria-live": "assertive" });
    const mute = h("button", { type: "button", "aria-pressed": String(muted) });
    const label = () => (mute.textContent = mute.getAttribute("aria-pressed") === "true" ? "Voice is off" : "Voice is on");
    mute.addEventListener("click", () => {
      const now = mute.getAttribute("aria-pressed") !== "true";
      mute.setAttribute("aria-pressed", String(now));
      label();
      act.mute(now);
    });
    label();
    this.root = h(
      "section",
      { class: "session", "aria-label": `${this.exercise.name}, live`, "data-stage": "placing", "data-link": "connecting" },
      h(
        "div",
        { class: "view" },
        this.video,
        this.canvas,
        this.guide,
        this.countdown,
        this.cueBox,
        this.resting,
        this.finished,
        this.waiting,
        this.broken,
        this.lost,
        this.remarkLine,
      ),
      h("div", { class: "board" }, this.set, h("div", { class: "tally" }, h("div", { class: "big" }, this.number, this.unit), this.hold ? this.#formBar() : this.#gaugeBar()), this.reason),
      h(
        "div",
        { class: "controls row" },
        h("b", { class: "what" }, this.exercise.name),
        voice && mute,
        document.fullscreenEnabled && h("button", { type: "button", class: "wide-only", onclick: () => this.#full() }, "Full screen"),
        h("button", { type: "button", class: "finish", onclick: act.finish }, "Finish"),
      ),
      this.polite,
      this.assertive,
    );
  }

  #gaugeBar() {
    this.up = turnOf(this.exercise) !== "down";
    const words = this.up ? ["up", "down"] : ["down", "up"];
    this.marker = h("div", { class: "marker" });
    this.turnMark = h("div", { class: "goal turn" }, h("i", {}), h("span", {}, words[0]));
    this.startMark = h("div", { class: "goal start" }, h("i", {}), h("span", {}, words[1]));
    this.gauge = h("div", { class: `gauge ${this.up ? "" : "turned"}`, "aria-hidden": "true" }, h("div", { class: "track" }), this.marker, this.turnMark, this.startMark);
    return this.gauge;
  }

  #formBar() {
    this.goodShare = h("div", { class: "good-share" });
    this.goodText = h("span", {});
    this.formBar = h("div", { class: "form-bar" }, h("div", { class: "lane", "aria-hidden": "true" }, this.goodShare), h("p", {}, this.goodText));
    return this.formBar;
  }

  #form(held, good) {
    this.goodShare.style.width = held > 0 ? `${Math.min(100, (100 * good) / held)}%` : "0%";
    this.goodText.textContent = `${Math.floor(good + 0.05)} s in good form`;
  }

  #gauge(value, phase) {
    if (this.hold) return;
    this.gauge.classList.toggle("asleep", value === null);
    if (value === null) return;
    this.gauge.style.setProperty("--at", value);
    this.turnMark.classList.toggle("aim", phase === "out");
    this.turnMark.classList.toggle("met", value >= 1 || phase === "turn");
    this.startMark.classList.toggle("aim", phase === "back" || phase === "turn");
    this.startMark.classList.toggle("met", value <= 0 && phase === "start");
  }

  #which(index) {
    const text = `Set ${index} of ${this.target.sets}`;
    if (this.set.textContent !== text) this.set.textContent = text;
  }

  #count(value, { silent }) {
    const shown = String(this.hold ? Math.floor(value + 0.05) : value);
    if (this.number.textContent !== shown) this.number.textContent = shown;
    if (this.target) {
      this.unit.textContent = this.hold ? `of ${this.target.hold_s} s in position` : `of ${plural(this.target.reps, "rep")}`;
    }
    if (!silent) this.polite.textContent = shown;
  }

  #guide(text, blocking = true) {
    const before = this.guide.textContent;
    this.guide.hidden = !text;
    this.guide.textContent = text ?? "";
    this.guide.classList.toggle("aside", !blocking);
    if (text && text !== before) this.polite.textContent = text;
  }

  #flash(kind, text) {
    if (this.cue) return;
    this.#cueBox(kind, text);
    this.flashUntil = performance.now() + FLASH_MS;
    clearTimeout(this.flashing);
    this.flashing = setTimeout(() => {
      if (!this.cue) this.cueBox.hidden = true;
    }, FLASH_MS);
  }

  #cueBox(kind, text, severity = "") {
    this.cueBox.dataset.kind = kind;
    this.cueBox.dataset.severity = severity;
    this.cueSign.textContent = SIGNS[kind];
    this.cueText.textContent = text;
    this.cueBox.hidden = false;
  }

  #over(element, title, text) {
    fill(element, h("h2", {}, title), h("p", {}, text));
    element.hidden = false;
  }

  #full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.root.requestFullscreen().catch(() => {});
  }

  #draw = () => {
    this.painting = requestAnimationFrame(this.#draw);
    const { videoWidth: width, videoHeight: height } = this.video;
    const now = performance.now();
    if (this.reasonUntil && now > this.reasonUntil) {
      this.reason.textContent = "";
      this.reasonUntil = 0;
    }
    if (!width) return;
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    }
    const found = this.skeleton;
    if (found === this.painted && !(found && now - found.at > OLD_MS)) return;
    this.painted = found;
    this.pen.clearRect(0, 0, width, height);
    if (!found || now - found.at > OLD_MS) return;
    this.#paint(found.points, width, height);
  };

  #paint(points, width, height) {
    const pen = this.pen;
    const thick = Math.max(3, height / 110);
    const at = ([x, y]) => [x * width, y * height];
    pen.lineCap = "round";
    for (const [colour, line] of [
      ["rgb(0 0 0 / 45%)", thick * 1.9],
      [this.cue ? "#ffc15e" : "#7ff0dc", thick],
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

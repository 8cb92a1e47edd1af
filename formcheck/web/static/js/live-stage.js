/** What the person sees from across the room: picture, skeleton, count, gauge, one cue. */

import { fill, h } from "./dom.js";
import { Lifetime } from "./lifetime.js";
import { Picture } from "./live-skeleton.js";
import { Tally } from "./live-tally.js";
import { remaining } from "./numbers.js";
import { _ } from "./phrases.js";

const FLASH_MS = 2800;
const REMARK_MS = 8000;
const SIGNS = { fault: "!", mended: "✓", attempt: "×" };

export class Stage {
  #life;
  #callOffFlash = () => {};
  #callOffRemark = () => {};
  #callOffReason = () => {};

  /**
   * @param {Formcheck.ExerciseDocument} exercise
   * @param {{skip: () => void, finish: () => void, mute: (muted: boolean) => void, retry: () => void, command: (command: string) => void}} act
   * @param {{muted: boolean, voice: boolean}} sound Whether the voice is off, and whether there is one.
   * @param {Lifetime} parent It stands there for so long.
   */
  constructor(exercise, act, { muted, voice }, parent) {
    this.#life = new Lifetime(parent);
    this.exercise = exercise;
    this.hold = exercise.kind === "hold";
    /** @type {Formcheck.CueMessage | null} */
    this.cue = null;
    this.flashUntil = 0;
    /** @type {Formcheck.TargetDocument | null} */
    this.target = null;
    this.picture = new Picture(this.#life);
    this.tally = new Tally(exercise);
    this.waiting = h("div", { class: "over", role: "status" }, h("div", { class: "spinner" }), h("h2", {}, _("Getting ready")), h("p", {}, _("The first time takes a few seconds.")));
    this.guide = h("div", { class: "guidance", hidden: true });
    this.countdown = h("div", { class: "countdown", "aria-hidden": "true", hidden: true });
    this.finished = h("div", { class: "over", hidden: true });
    this.restLeft = h("p", { class: "rest-left" });
    this.lastSet = h("p", {});
    this.nextSet = h("p", {});
    this.resting = h(
      "div",
      { class: "over rest", hidden: true },
      h("h2", {}, _("Rest")),
      this.restLeft,
      this.lastSet,
      this.nextSet,
      h("button", { type: "button", onclick: act.skip }, _("Skip the rest")),
    );
    this.brokenText = h("div", { role: "alert" });
    this.broken = h(
      "div",
      { class: "over broken", hidden: true },
      this.brokenText,
      h(
        "div",
        { class: "row" },
        h("button", { type: "button", class: "primary", onclick: act.retry }, _("Try again")),
        h("button", { type: "button", onclick: act.finish }, _("Finish")),
      ),
    );
    this.lost = h("div", { class: "lost", role: "status", hidden: true }, h("span", { class: "spinner" }), h("span", {}, _("Reconnecting… What was counted is kept.")));
    this.remarkLine = h("div", { class: "remark", role: "status", hidden: true });
    this.cueSign = h("span", { class: "sign", "aria-hidden": "true" });
    this.cueText = h("span", {});
    this.cueBox = h("div", { class: "cue", hidden: true }, this.cueSign, this.cueText);
    this.set = h("p", { class: "which" });
    this.reason = h("p", { class: "reason" });
    this.edge = h("div", { class: "edge", "aria-hidden": "true" });
    this.polite = h("div", { class: "hidden-text", "aria-live": "polite" });
    this.assertive = h("div", { class: "hidden-text", "aria-live": "assertive" });
    const mute = h("button", { type: "button", "aria-pressed": String(muted) });
    const label = () => (mute.textContent = mute.getAttribute("aria-pressed") === "true" ? _("Voice is off") : _("Voice is on"));
    mute.addEventListener("click", () => {
      const now = mute.getAttribute("aria-pressed") !== "true";
      mute.setAttribute("aria-pressed", String(now));
      label();
      act.mute(now);
    });
    label();
    this.picture.element.append(this.guide, this.countdown, this.lost, this.remarkLine);
    this.root = h(
      "section",
      { class: "session", "aria-label": _("{name}, live", { name: this.exercise.name }), "data-shaped": true, "data-shape": "wide", "data-stage": "placing", "data-link": "connecting" },
      h(
        "div",
        { class: "view" },
        this.picture.element,
        h("div", { class: "words" }, this.cueBox),
        this.resting,
        this.finished,
        this.waiting,
        this.broken,
      ),
      h("div", { class: "board" }, this.set, this.tally.element, this.reason),
      h(
        "div",
        { class: "controls row" },
        h("b", { class: "what" }, this.exercise.name),
        voice && mute,
        document.fullscreenEnabled && h("button", { type: "button", class: "wide-only", onclick: () => this.#full() }, _("Full screen")),
        h("button", { type: "button", class: "finish", onclick: act.finish }, _("Finish")),
      ),
      this.edge,
      this.polite,
      this.assertive,
    );
    this.#life.onEnd(() => this.root.remove());
  }

  /**
   * The stage of the training: placing, countdown, set, rest or done.
   * @param {Formcheck.Stage} name
   */
  stage(name) {
    this.root.dataset.stage = name;
    if (name !== "countdown") this.countdown.hidden = true;
    if (name !== "rest") this.resting.hidden = true;
    if (name === "set") this.#guide(null);
    if (name === "rest" || name === "done") this.#clear();
  }

  /** @param {Formcheck.Welcome} message */
  welcome(message) {
    this.picture.bones = message.bones;
    this.target = message.target;
    this.which(message.set);
    this.#count(message.count, { silent: true });
    this.tally.reps(message.reps, message.reps_range);
    this.waiting.hidden = true;
    this.stage(message.stage);
  }

  /**
   * A frame was looked at.
   * @param {Formcheck.SeenMessage} message
   */
  seen(message) {
    this.picture.seen(message.skeleton);
    if (message.stage === "placing" || message.stage === "countdown" || message.stage === "set") {
      this.which(message.set);
      this.#count(message.count, { silent: true });
      this.tally.reps(message.reps, message.reps_range);
    }
    this.root.classList.toggle("in-position", message.state === "active");
    this.tally.gauge(message.gauge, message.phase);
    this.tally.form(message.hold_s, message.good_hold_s, this.target);
  }

  /** @param {Formcheck.RepMessage} message */
  rep(message) {
    this.#count(message.count, { silent: false });
    this.root.classList.remove("pulse");
    void this.root.offsetWidth; // so that it begins anew
    this.root.classList.add("pulse");
  }

  /** @param {Formcheck.AttemptMessage} message */
  attempt(message) {
    this.#flash("attempt", _("Not counted. {text}", { text: message.text }));
    if (this.cue) {
      this.reason.textContent = _("Not counted. {text}", { text: message.text });
      this.#callOffReason();
      this.#callOffReason = this.#life.after(2 * FLASH_MS, () => (this.reason.textContent = ""));
    }
    this.polite.textContent = _("Not counted. {text}", { text: message.text });
  }

  /** @param {Formcheck.CueMessage} message */
  showCue(message) {
    this.#tint(message);
    this.#cueBox("fault", message.text, message.severity);
    this.assertive.textContent = message.text;
  }

  /** @param {Formcheck.CueEndedMessage} message */
  endCue(message) {
    if (this.cue?.id === message.id) this.#tint(null);
    this.assertive.textContent = message.mended;
    if (message.mended) this.#flash("mended", message.mended);
    else if (!this.cue && performance.now() > this.flashUntil) this.cueBox.hidden = true;
  }

  /** @param {Formcheck.GuideMessage} message */
  guidance(message) {
    this.#guide(message.text, message.blocking);
  }

  /** @param {number} seconds */
  count(seconds) {
    this.#guide(null);
    this.countdown.hidden = false;
    this.countdown.textContent = `${seconds}`;
    this.polite.textContent = `${seconds}`;
  }

  /** @param {Formcheck.SetStartedMessage} message */
  setStarted(message) {
    this.which(message.set);
    this.#count("0", { silent: true });
    this.tally.reps(0, null);
    this.polite.textContent = _("Set {set} begins", { set: message.set });
  }

  /** @param {Formcheck.SetFinishedMessage} message */
  setFinished(message) {
    this.#count(message.count, { silent: true });
    this.tally.reps(message.reps, message.reps_range);
    this.tally.form(message.hold_s, message.good_hold_s, this.target);
    this.lastSet.textContent = message.text;
    if (this.target && message.set < this.target.sets) {
      this.nextSet.textContent = _("Set {value} of {sets} begins when you are in position again", { value: message.set + 1, sets: this.target.sets });
    }
    if (!message.again) this.polite.textContent = message.text;
  }

  /**
   * The training is over.
   * @param {Formcheck.EndedMessage} message
   */
  ended(message) {
    fill(this.finished, h("h2", {}, message.title), h("p", {}, message.text), h("p", {}, _("Here comes your summary.")));
    this.finished.hidden = false;
    this.polite.textContent = `${message.title}. ${message.text}`;
  }

  /** @param {number} seconds */
  rest(seconds) {
    this.resting.hidden = false;
    this.restLeft.textContent = remaining(seconds);
  }

  /**
   * "open", "lost" or "connecting".
   * @param {"open" | "lost" | "connecting"} state
   */
  link(state) {
    this.root.dataset.link = state;
    this.lost.hidden = state !== "lost";
    this.polite.textContent = state === "lost" ? _("Connection lost, reconnecting") : "";
    if (state === "lost") this.picture.seen(null);
  }

  /**
   * A line that stays for a while and changes nothing.
   * @param {string} text
   */
  remark(text) {
    this.remarkLine.textContent = text;
    this.remarkLine.hidden = !text;
    this.#callOffRemark();
    if (text) this.#callOffRemark = this.#life.after(REMARK_MS, () => (this.remarkLine.hidden = true));
  }

  /**
   * Something about the camera keeps it from going on; null: no more.
   * @param {{title: string, text: string} | null} found
   */
  trouble(found) {
    this.broken.hidden = !found;
    if (!found) return;
    fill(this.brokenText, h("h2", {}, found.title), h("p", {}, found.text));
    this.broken.querySelector("button")?.focus();
  }

  /** @param {number} index */
  which(index) {
    if (!this.target) return;
    const text = _("Set {index} of {sets}", { index, sets: this.target.sets });
    if (this.set.textContent !== text) this.set.textContent = text;
  }

  /**
   * @param {string} shown
   * @param {{silent: boolean}} how
   */
  #count(shown, { silent }) {
    this.tally.count(shown, this.target);
    if (!silent) this.polite.textContent = shown;
  }

  /**
   * @param {string | null} text
   * @param {boolean} blocking
   */
  #guide(text, blocking = true) {
    const before = this.guide.textContent;
    this.guide.hidden = !text;
    this.guide.textContent = text ?? "";
    this.guide.classList.toggle("aside", !blocking);
    if (text && text !== before) this.polite.textContent = text;
  }

  /**
   * A cue lasts; null: none does.
   * @param {Formcheck.CueMessage | null} cue
   */
  #tint(cue) {
    this.cue = cue;
    this.picture.tint(cue !== null);
  }

  /**
   * @param {keyof typeof SIGNS} kind
   * @param {string} text
   */
  #flash(kind, text) {
    if (this.cue) return;
    this.#cueBox(kind, text);
    this.flashUntil = performance.now() + FLASH_MS;
    this.#callOffFlash();
    this.#callOffFlash = this.#life.after(FLASH_MS, () => {
      if (!this.cue) this.cueBox.hidden = true;
    });
  }

  /**
   * @param {keyof typeof SIGNS} kind
   * @param {string} text
   * @param {string} severity
   */
  #cueBox(kind, text, severity = "") {
    this.cueBox.dataset.kind = kind;
    this.cueBox.dataset.severity = severity;
    this.cueSign.textContent = SIGNS[kind];
    this.cueText.textContent = text;
    this.cueBox.hidden = false;
  }

  /** A set is over: nothing of it lies over or under what comes now. */
  #clear() {
    this.#tint(null);
    this.#callOffFlash();
    this.#callOffReason();
    this.flashUntil = 0;
    this.cueBox.hidden = true;
    this.reason.textContent = "";
    this.remark("");
    this.#guide(null);
  }

  #full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.root.requestFullscreen().catch(() => {});
  }
}

/** Live coaching: choose camera and target, exercise, see the summary. */

import { about, exercises } from "./api.js";
import { clock, fill, h, notice, plural } from "./dom.js";
import { movement, placing } from "./drawings.js";
import { Frames, cameras, close, explain, insecure, open } from "./live-camera.js";
import { Link } from "./live-link.js";
import { Stage } from "./live-stage.js";
import { summary } from "./live-summary.js";
import { Voice, read, write } from "./live-voice.js";

export const title = "Live";
export const styles = ["css/live.css"];

const CAMERA = "formcheck.camera";
const UNFINISHED = "formcheck.live";
const LINGER_MS = 3500;

export async function show(main, { exercise: id }) {
  const [all, server] = await Promise.all([exercises(), about()]);
  const exercise = all.find((each) => each.id === id);
  if (!exercise) throw new Error("There is no such exercise.");
  document.title = `${exercise.name} · formcheck`;
  const page = new Page(main, exercise, server);
  await page.setUp();
  return () => page.leave();
}

class Page {
  constructor(main, exercise, server) {
    this.main = main;
    this.exercise = exercise;
    this.server = server;
    this.hold = exercise.kind === "hold";
    this.voice = new Voice();
    this.stream = null;
    this.stage = null;
    this.link = null;
    this.frames = null;
    this.gone = false;
    this.opening = 0;
    navigator.mediaDevices?.addEventListener?.("devicechange", this.#plugged);
    document.addEventListener("visibilitychange", this.#awake);
  }

  leave() {
    this.gone = true;
    this.opening += 1;
    navigator.mediaDevices?.removeEventListener?.("devicechange", this.#plugged);
    document.removeEventListener("visibilitychange", this.#awake);
    this.link?.leave();
    this.#forget();
    this.#dismantle();
    close(this.stream);
  }

  // --- before ---

  async setUp(trouble = null) {
    const form = this.#form();
    const impossible = insecure(this.server);
    this.said = h("div", { class: "said" });
    this.preview = h("video", { playsinline: true, autoplay: true, hidden: true, "aria-label": "Your camera, mirrored" });
    this.preview.muted = true;
    this.stand = h("div", { class: "stand" }, placing(this.exercise), h("div", {}, h("h2", {}, "Place the camera"), h("p", {}, this.exercise.camera)));
    const look = h("button", { type: "button", class: "look", onclick: () => this.#try() }, "Try the camera");
    fill(
      this.main,
      h("p", { class: "back" }, h("a", { href: "#/" }, "All exercises")),
      h("div", { class: "title-line" }, h("div", {}, h("h1", {}, this.exercise.name), h("p", { class: "lead" }, this.exercise.about)), h("div", { class: "title-drawing" }, movement(this.exercise))),
      this.said,
      h("div", { class: "setup" }, h("section", { class: "card look-card" }, this.preview, this.stand, look), form),
    );
    if (impossible) {
      fill(this.said, notice(impossible, "warning", videosLink()));
      for (const each of this.main.querySelectorAll(".look, .start")) each.disabled = true;
    } else if (trouble) {
      this.#complain(trouble);
    } else {
      this.#offerToGoOn();
    }
    await this.#list();
    if (this.stream) this.#showPreview();
  }

  #form() {
    const dose = this.exercise.reps ?? this.exercise.hold_s ?? [10, 10];
    const kept = remembered(this.exercise.id);
    const number = (name, label, value, min, max, hint = "") =>
      h("label", { class: "field" }, label, h("input", { type: "number", inputmode: "numeric", name, value, min, max, required: true }), hint && h("small", {}, hint));
    this.select = h("select", { name: "camera" });
    this.select.addEventListener("change", () => {
      write(CAMERA, this.select.value);
      if (this.stream) this.#try();
    });
    const voice = h("input", { type: "checkbox", name: "voice" });
    voice.checked = !this.voice.muted;
    voice.addEventListener("change", () => this.voice.mute(!voice.checked));
    const form = h(
      "form",
      { class: "card stack target", novalidate: false },
      h("h2", {}, "Your training"),
      h(
        "div",
        { class: "thirds" },
        number("sets", "Sets", kept.sets ?? this.exercise.sets, 1, 50),
        this.hold ? number("hold_s", "Seconds", kept.hold_s ?? dose[0], 1, 3600) : number("reps", "Reps", kept.reps ?? dose[0], 1, 1000),
        number("rest_s", "Rest, seconds", kept.rest_s ?? 60, 0, 3600),
      ),
      h("p", { class: "quiet small" }, `Guides ask for ${this.exercise.sets} sets of ${dose[0] === dose[1] ? dose[0] : dose.join(" to ")} ${this.hold ? "seconds" : "reps"}.`),
      h("label", { class: "field" }, "Camera", this.select),
      this.voice.there && h("label", { class: "row check" }, voice, "Say counts and cues aloud"),
      h("button", { type: "submit", class: "primary large start" }, "Start"),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const hello = { exercise: this.exercise.id };
      for (const name of ["sets", "reps", "hold_s", "rest_s"]) {
        if (form.elements[name]) hello[name] = Number(form.elements[name].value);
      }
      write(`formcheck.target.${this.exercise.id}`, JSON.stringify(hello));
      this.#start(hello);
    });
    return form;
  }

  async #list() {
    const found = await cameras().catch(() => []);
    const kept = read(CAMERA);
    fill(
      this.select,
      found.length ? found.map((each) => h("option", { value: each.id }, each.name)) : h("option", { value: "" }, "The default camera"),
    );
    if (found.some((each) => each.id === kept)) this.select.value = kept;
  }

  async #try() {
    if (await this.#open()) {
      fill(this.said);
      this.#showPreview();
      await this.#list();
      const now = this.stream?.getVideoTracks()[0]?.getSettings().deviceId;
      if (now && [...this.select.options].some((each) => each.value === now)) this.select.value = now;
    }
  }

  #showPreview() {
    this.preview.srcObject = this.stream;
    this.preview.hidden = false;
  }

  /** Open the camera that is chosen; says whether it is there. */
  async #open() {
    const mine = ++this.opening;
    try {
      const stream = await open(this.select?.value ?? "");
      if (mine !== this.opening) {
        close(stream);
        return false;
      }
      close(this.stream);
      this.stream = stream;
      stream.getVideoTracks()[0].onended = () => this.#unplugged();
      return true;
    } catch (error) {
      if (mine === this.opening) this.#complain(explain(error));
      return false;
    }
  }

  #complain(found) {
    if (this.stage) {
      this.stage.trouble(found);
      return;
    }
    const more = found.camera === false ? null : videosLink();
    fill(this.said, notice(found.title, "error", h("p", {}, found.text), more));
    this.said.scrollIntoView({ block: "nearest" });
  }

  #unplugged() {
    close(this.stream);
    this.stream = null;
    this.frames?.stop();
    if (!this.stage && this.preview) this.preview.hidden = true;
    this.#complain(explain({ name: "Unplugged" }));
  }

  #plugged = async () => {
    if (this.gone) return;
    if (this.stage) {
      if (!this.stream && (await cameras()).length) this.#retry();
    } else {
      await this.#list();
    }
  };

  #offerToGoOn() {
    const kept = unfinished();
    if (kept?.exercise !== this.exercise.id) return;
    const go = h("button", { type: "button", class: "primary", onclick: () => this.#start({ ...kept.hello, resume: kept.token }) }, "Go on");
    fill(this.said, notice("You were in the middle of a training a moment ago. It is kept, and can go on.", "", h("p", { class: "row" }, go)));
  }

  // --- during ---

  async #start(hello) {
    const button = this.main.querySelector(".start");
    button.disabled = true;
    const there = this.stream || (await this.#open());
    button.disabled = false;
    if (!there || this.gone) return;
    this.stage = new Stage(
      this.exercise,
      { skip: () => this.link.say("skip_rest"), finish: () => this.#finish(), mute: (muted) => this.voice.mute(muted), retry: () => this.#retry() },
      { muted: this.voice.muted, voice: this.voice.there },
    );
    document.body.classList.add("in-session");
    fill(this.main, this.stage.root);
    this.stage.video.srcObject = this.stream;
    this.main.focus({ preventScroll: true });
    this.hello = hello;
    this.known = Boolean(hello.resume);
    this.finishing = false;
    this.link = new Link(hello, {
      message: (message) => this.#take(message),
      state: (state) => this.#linked(state),
      over: (why) => this.#over(why),
    });
    this.frames = new Frames(this.stage.video, (bytes) => this.link.sendFrame(bytes));
    this.#awake();
  }

  #linked(state) {
    this.stage?.link(state);
    this.frames?.forget();
    if (state !== "open") this.frames?.stop();
    else if (this.stream) this.frames?.start();
    if (state === "lost") this.voice.silence();
  }

  #take(message) {
    const { stage, voice } = this;
    if (!stage) return;
    switch (message.type) {
      case "welcome":
        this.frames.pace = message.pace;
        if (this.known && !message.resumed) {
          stage.remark("That training was over already: its finished sets are in the history, and a new one begins.");
        }
        this.known = true;
        keep({ token: message.resume, exercise: this.exercise.id, hello: this.hello, at: Date.now(), resume_s: message.resume_s });
        stage.welcome(message);
        if (this.finishing) this.#finish();
        else if (message.stage === "done") this.#linger();
        break;
      case "frame":
        this.frames.answered(message.number, message.pace);
        stage.seen(message);
        if (this.hold) this.#sayHold(message);
        break;
      case "guidance":
        stage.guidance(message);
        if (message.text && message.blocking) voice.say(message.text, "guidance");
        else voice.drop("guidance");
        break;
      case "stage":
        stage.stage(message.stage);
        if (message.stage === "done") this.#linger();
        break;
      case "countdown":
        stage.count(message.seconds);
        voice.say(String(message.seconds), "count");
        break;
      case "set_started":
        stage.setStarted(message);
        this.saidHold = 0;
        voice.say("Go", "stage");
        break;
      case "rep":
        stage.rep(message);
        voice.say(String(message.reps), "count");
        break;
      case "attempt":
        stage.attempt(message);
        voice.say(`Not counted. ${message.text}`, "guidance");
        break;
      case "cue":
        stage.showCue(message);
        voice.say(message.text, "cue");
        break;
      case "cue_ended":
        stage.endCue(message);
        voice.drop("cue");
        if (message.mended) voice.say(message.mended, "praise");
        break;
      case "set_finished":
        stage.setFinished(message);
        if (!message.again) this.#saySet(message);
        break;
      case "rest":
        stage.rest(message.seconds);
        if (message.seconds === 10) voice.say("Ten seconds", "stage");
        break;
      case "summary":
        this.#summarise(message);
        break;
      case "problem":
        if (message.problem.code === "restarted") stage.remark("Looking at the picture begins anew. What was counted is kept.");
        break;
    }
  }

  #sayHold(message) {
    const tens = 10 * Math.floor(message.hold_s / 10);
    if (message.stage === "set" && tens > (this.saidHold ?? 0)) {
      this.saidHold = tens;
      this.voice.say(`${tens} seconds`, "count");
    }
  }

  #saySet(message) {
    const did = this.hold ? `${Math.round(message.hold_s)} seconds` : plural(message.reps, "rep");
    const sets = this.stage.target.sets;
    const next = message.set < sets ? `Rest, ${clock(this.stage.target.rest_s).replace(/^0:0?/, "")}`.replace(/, (\d+)$/, ", $1 seconds") : "All sets done";
    this.voice.say(`${did}. ${next}.`, "stage");
  }

  /** All sets are done: a moment for a last rep that still counts, then the summary. */
  #linger() {
    clearTimeout(this.lingering);
    this.lingering = setTimeout(() => this.#finish(), LINGER_MS);
  }

  #finish() {
    this.finishing = true;
    if (!this.link?.say("finish")) this.stage?.remark("There is no connection at the moment: the summary comes as soon as it is back.");
  }

  async #retry() {
    if (!this.stage || !(await this.#open()) || !this.stage) return;
    this.stage.trouble(null);
    this.stage.video.srcObject = this.stream;
    if (this.link?.welcomed) this.frames.start();
  }

  #over(why) {
    this.#forget();
    this.#dismantle();
    this.setUp({ title: TITLES[why.code] ?? "The session has ended", text: why.text, camera: false });
  }

  #dismantle() {
    clearTimeout(this.lingering);
    this.frames?.stop();
    this.stage?.end();
    this.voice.silence();
    this.lock?.release().catch(() => {});
    this.stage = this.link = this.frames = this.lock = null;
    document.body.classList.remove("in-session");
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
  }

  #forget() {
    keep(null);
  }

  /** Screens must not go dark while somebody exercises. */
  #awake = async () => {
    if (document.visibilityState !== "visible" || !this.stage) return;
    this.lock = (await navigator.wakeLock?.request("screen").catch(() => null)) ?? null;
  };

  // --- after ---

  #summarise(message) {
    this.#forget();
    this.#dismantle();
    close(this.stream);
    this.stream = null;
    fill(this.main, summary(message, this.exercise, () => this.setUp()));
    scrollTo(0, 0);
    const heading = this.main.querySelector("h1");
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
}

const TITLES = {
  busy: "formcheck is busy",
  "no-model": "The pose model is missing",
  "taken-over": "It goes on elsewhere",
  gone: "The connection is gone",
};

function videosLink() {
  return h("p", { class: "row" }, h("a", { class: "button", href: "#/videos" }, "Check a video instead"));
}

function remembered(id) {
  try {
    return JSON.parse(read(`formcheck.target.${id}`) || "{}") ?? {};
  } catch {
    return {};
  }
}

function keep(what) {
  try {
    if (what) sessionStorage.setItem(UNFINISHED, JSON.stringify(what));
    else sessionStorage.removeItem(UNFINISHED);
  } catch {
    // then a reload cannot go on
  }
}

/** A training whose page was reloaded in the middle; null if there is none. */
function unfinished() {
  try {
    return JSON.parse(sessionStorage.getItem(UNFINISHED) ?? "null");
  } catch {
    return null;
  }
}

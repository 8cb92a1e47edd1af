/** One training: what the server says of it is shown and said, until it is over. */

import { recordedSign } from "./clips.js";
import { Frames } from "./live-frames.js";
import { Link } from "./live-link.js";
import { keepUnfinished } from "./memory.js";
import { Stage } from "./live-stage.js";
import { Lifetime } from "./lifetime.js";
import { _, ngettext } from "./phrases.js";
import { quickSign } from "./power.js";

const LINGER_MS = 3500;
const LAST_S = 3;

export class Training {
  #life;
  #linger = () => {};

  /**
   * @param {Formcheck.ExerciseDocument} exercise
   * @param {Omit<Formcheck.Hello, "type">} hello The first message: what is to be done.
   * @param {import("./live-camera.js").Camera} camera
   * @param {import("./live-voice.js").Voice} voice
   * @param {import("./live-signals.js").Signals} signals
   * @param {{summary: (message: any) => void, over: (why: {code: string, text: string}) => void, retry: () => void}} on
   *   Of `summary` and `over` one is called, once.
   * @param {Lifetime} parent It lasts no longer than the page.
   * @param {typeof Stage} Shown What shows it.
   */
  constructor(exercise, hello, camera, voice, signals, on, parent, Shown = Stage) {
    this.#life = new Lifetime(parent);
    this.exercise = exercise;
    this.hold = exercise.kind === "hold";
    this.hello = hello;
    this.camera = camera;
    this.voice = voice;
    this.signals = signals;
    this.on = on;
    this.known = Boolean(hello.resume);
    this.finishing = false;
    this.saidHold = 0;
    this.leftOfHold = Infinity;
    this.stage = new Shown(
      exercise,
      {
        skip: () => this.link.say("skip_rest"),
        finish: () => this.finish(),
        mute: (muted) => voice.mute(muted),
        retry: on.retry,
        command: (command) => this.link.say("command", { command }),
      },
      { muted: voice.muted, voice: voice.there },
      this.#life,
    );
    this.recorded = recordedSign();
    this.quick = quickSign(() => this.link.say("model", { model: "full" }), (text) => this.stage.remark(text));
    this.stage.root.querySelector(".controls .what")?.after(this.recorded.element, this.quick.element);
    this.frames = new Frames(this.stage.picture.video, (bytes) => this.link.sendFrame(bytes), this.#life);
    this.stage.picture.show(camera.stream);
    this.#life.onEnd(() => voice.silence());
    keepAwake(this.#life);
    signals.begin(this.stage.edge, this.#life);
    /** @type {Link} */
    this.link = new Link(
      hello,
      {
        message: (message) => this.take(message),
        state: (state) => this.#linked(state),
        over: (why) => {
          this.#end();
          on.over(why);
        },
      },
      this.#life,
    );
  }

  /** The person goes elsewhere: what was done goes to the history. */
  leave() {
    this.link.leave();
    this.#end();
  }

  /** The camera is open again. */
  seeAgain() {
    if (this.#life.over) return;
    this.stage.trouble(null);
    this.stage.picture.show(this.camera.stream);
    if (this.link.ready) this.frames.start();
  }

  /**
   * The camera is gone, or cannot be opened.
   * @param {{title: string, text: string}} found
   */
  trouble(found) {
    if (!this.camera.stream) this.frames.stop();
    this.stage.trouble(found);
  }

  #end() {
    keepUnfinished(null);
    this.#life.end();
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
  }

  /** @param {"open" | "lost" | "connecting"} state */
  #linked(state) {
    this.stage.link(state);
    if (state === "open" && this.camera.stream) this.frames.start();
    else this.frames.stop();
    if (state === "lost") this.voice.silence();
  }

  /**
   * The server says something.
   * @param {Formcheck.ToBrowser} message
   */
  take(message) {
    const { stage, voice } = this;
    switch (message.type) {
      case "welcome":
        this.frames.pace = message.pace;
        if (this.known && !message.resumed) {
          stage.remark(_("That training was over already: its finished sets are in the history, and a new one begins."));
        }
        this.known = true;
        keepUnfinished({ token: message.resume, exercise: this.exercise.id, hello: this.hello });
        stage.welcome(message);
        this.recorded.show(message.recorded_until);
        if (this.finishing) this.finish();
        else if (message.stage === "done") this.#lingerThenFinish();
        break;
      case "frame":
        this.frames.answered(message.number, message.pace);
        this.frames.inSet = message.stage === "set" || message.stage === "countdown";
        this.quick.show(message.model === "lite" && this.hello.model !== "lite");
        stage.seen(message);
        if (this.hold) {
          this.#sayHold(message);
          this.#lastSeconds(message);
        }
        break;
      case "guidance":
        stage.guidance(message);
        if (message.text && message.blocking) voice.say(message.text, "guidance");
        else voice.drop("guidance");
        break;
      case "stage":
        stage.stage(message.stage);
        if (message.stage === "done") this.#lingerThenFinish();
        break;
      case "countdown":
        stage.count(message.seconds);
        this.signals.give("last");
        voice.say(String(message.seconds), "count");
        break;
      case "set_started":
        stage.setStarted(message);
        this.saidHold = 0;
        this.signals.give("go");
        voice.say(_("Go"), "stage");
        break;
      case "rep":
        stage.rep(message);
        this.signals.give("rep");
        voice.say(message.say, "count");
        break;
      case "attempt":
        stage.attempt(message);
        voice.say(_("Not counted. {text}", { text: message.text }), "guidance");
        break;
      case "cue":
        stage.showCue(message);
        if (message.aloud) voice.say(message.text, "cue");
        break;
      case "cue_ended":
        stage.endCue(message);
        voice.drop("cue");
        if (message.mended) voice.say(message.mended, "praise");
        break;
      case "set_finished":
        stage.setFinished(message);
        if (!message.again) voice.say(message.say, "stage");
        break;
      case "rest":
        stage.rest(message.seconds);
        if (message.seconds >= 1 && message.seconds <= LAST_S) this.signals.give("last");
        if (message.seconds === 10) voice.say(ngettext("{count} second", "{count} seconds", message.seconds), "stage");
        break;
      case "ended":
        stage.ended(message);
        voice.say(message.title, "stage");
        break;
      case "summary":
      case "run_summary":
        this.#end();
        this.on.summary(message);
        break;
      case "problem":
        if (message.problem.code === "restarted") stage.remark(_("Looking at the picture begins anew. What was counted is kept."));
        break;
    }
  }

  /** @param {Formcheck.SeenMessage} message */
  #sayHold(message) {
    const tens = 10 * Math.floor(message.hold_s / 10);
    if (message.stage === "set" && tens > this.saidHold) {
      this.saidHold = tens;
      this.voice.say(ngettext("{count} second", "{count} seconds", tens), "count");
    }
  }

  /**
   * A signal for each of a hold's last seconds, and another where its time is reached.
   * @param {Formcheck.SeenMessage} message
   */
  #lastSeconds(message) {
    const wanted = this.stage.target?.hold_s;
    if (!wanted || message.stage !== "set") return;
    const left = Math.max(0, Math.ceil(wanted - message.hold_s));
    if (left < this.leftOfHold && left <= LAST_S) this.signals.give(left ? "last" : "go");
    this.leftOfHold = left;
  }

  /** All sets are done: a moment for a last rep that still counts, then the summary. */
  #lingerThenFinish() {
    this.#linger();
    this.#linger = this.#life.after(LINGER_MS, () => this.finish());
  }

  /** End the training: the server answers with its summary. */
  finish() {
    this.finishing = true;
    if (!this.link.say("finish")) this.stage.remark(_("There is no connection at the moment: the summary comes as soon as it is back."));
  }
}

/**
 * Screens must not go dark while somebody exercises.
 * @param {Lifetime} life
 */
function keepAwake(life) {
  /** @type {WakeLockSentinel | null} */
  let lock = null;
  /** @param {WakeLockSentinel | null} each */
  const free = (each) => each?.release().catch(() => {});
  const wake = async () => {
    if (document.visibilityState !== "visible" || !navigator.wakeLock || (lock && !lock.released)) return;
    lock = await life.wait(navigator.wakeLock.request("screen").catch(() => null), free);
  };
  life.listen(document, "visibilitychange", wake);
  life.onEnd(() => free(lock));
  wake();
}

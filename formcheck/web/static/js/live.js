/** Live coaching: choose camera and target, exercise, see the summary. */

import { about, exercises } from "./api.js";
import { fill } from "./dom.js";
import { DRAWING_STYLES } from "./drawing.js";
import { Camera, cameras, explain } from "./live-camera.js";
import { chosenCamera, keepTrained } from "./memory.js";
import { Setup } from "./live-setup.js";
import { summary } from "./live-summary.js";
import { Signals } from "./live-signals.js";
import { Training } from "./live-training.js";
import { Voice } from "./live-voice.js";
import { Lifetime } from "./lifetime.js";
import { _ } from "./phrases.js";

export const title = _("Live");
export const styles = ["css/live.css", ...DRAWING_STYLES];

/** @type {Record<string, string>} */
const TITLES = {
  busy: _("formcheck is busy"),
  "no-model": _("The pose model is missing"),
  "taken-over": _("It goes on elsewhere"),
  gone: _("The connection is gone"),
};

/**
 * Show the page of an exercise.
 * @param {HTMLElement} main
 * @param {{exercise: string}} params
 * @returns {Promise<() => void>} Leaves it.
 */
export async function show(main, { exercise: id }) {
  const [all, server] = await Promise.all([exercises(), about()]);
  const exercise = all.find((each) => each.id === id);
  if (!exercise) throw new Error(_("There is no such exercise."));
  document.title = `${exercise.name} · formcheck`;
  const page = new Page(main, exercise, server);
  await page.setUp();
  return () => page.leave();
}

/** One part after the other: setting up, the training, its summary. */
class Page {
  #life = new Lifetime();

  /**
   * @param {HTMLElement} main
   * @param {Formcheck.ExerciseDocument} exercise
   * @param {Formcheck.About} server
   */
  constructor(main, exercise, server) {
    this.main = main;
    this.exercise = exercise;
    this.server = server;
    this.voice = new Voice();
    this.signals = new Signals();
    this.camera = new Camera(this.#life, () => this.#trouble(explain({ name: "Unplugged" })));
    /** @type {Setup | null} */
    this.setup = null;
    /** @type {Training | null} */
    this.training = null;
    this.#life.listen(navigator.mediaDevices, "devicechange", () => this.#plugged());
  }

  leave() {
    this.training?.leave();
    this.#life.end();
    document.body.classList.remove("in-session");
  }

  /** @param {{title: string, text: string, camera?: boolean} | null} trouble */
  async setUp(trouble = null) {
    this.setup = new Setup(this.main, this, (hello) => this.#start(hello), this.#life);
    await this.setup.show(trouble);
  }

  /** @param {Omit<Formcheck.Hello, "type">} hello */
  #start(hello) {
    this.setup?.end();
    this.setup = null;
    keepTrained(this.exercise.id);
    const on = {
      /** @param {Formcheck.SummaryMessage} message */
      summary: (message) => this.#summarise(message),
      /** @param {{code: string, text: string}} why */
      over: (why) => {
        this.#over();
        this.setUp({ title: TITLES[why.code] ?? _("The session has ended"), text: why.text, camera: false });
      },
      retry: () => this.#retry(),
    };
    this.training = new Training(this.exercise, hello, this.camera, this.voice, this.signals, on, this.#life);
    document.body.classList.add("in-session");
    fill(this.main, this.training.stage.root);
    this.main.focus({ preventScroll: true });
  }

  #over() {
    this.training = null;
    document.body.classList.remove("in-session");
  }

  /** @param {Formcheck.SummaryMessage} message */
  #summarise(message) {
    this.#over();
    this.camera.close();
    fill(this.main, summary(message, this.exercise, () => this.setUp(), this.#life));
    scrollTo(0, 0);
    const heading = this.main.querySelector("h1");
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }

  /** @param {{title: string, text: string}} found */
  #trouble(found) {
    if (this.training) this.training.trouble(found);
    else this.setup?.complain(found);
  }

  /** A camera was plugged in: a training whose camera was gone goes on by itself. */
  async #plugged() {
    if (!this.training || this.camera.stream) return;
    const found = await this.#life.wait(cameras().catch(() => []));
    if (found?.length && this.training && !this.camera.stream) this.#retry();
  }

  async #retry() {
    const wanted = this.training;
    try {
      if (await this.camera.open(chosenCamera())) wanted?.seeAgain();
    } catch (error) {
      this.#trouble(explain(error));
    }
  }
}

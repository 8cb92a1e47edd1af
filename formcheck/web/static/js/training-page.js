/** What the pages of a training in front of the camera share: camera, voice, signals, and a camera that is gone. */

import { Camera, cameras, explain } from "./live-camera.js";
import { Lifetime } from "./lifetime.js";
import { Signals } from "./live-signals.js";
import { Voice } from "./live-voice.js";
import { chosenCamera } from "./memory.js";
import { fill } from "./dom.js";

/** @typedef {{title: string, text: string, camera?: boolean}} Trouble What went wrong; `camera` false if that was not the camera. */

export class TrainingPage {
  life = new Lifetime();

  /**
   * @param {HTMLElement} main
   * @param {Formcheck.About} server
   */
  constructor(main, server) {
    this.main = main;
    this.server = server;
    this.voice = new Voice();
    this.signals = new Signals();
    this.camera = new Camera(this.life, () => this.trouble(explain({ name: "Unplugged" })));
    /** @type {import("./live-training.js").Training | null} */
    this.training = null;
    this.life.listen(navigator.mediaDevices, "devicechange", () => this.#plugged());
  }

  leave() {
    this.training?.leave();
    this.life.end();
    document.body.classList.remove("in-session");
  }

  /**
   * Say what went wrong, where no training is going on.
   * @param {Trouble} found
   */
  complain(found) {
    throw new Error(found.text);
  }

  /** @param {Trouble} found */
  trouble(found) {
    if (this.training) this.training.trouble(found);
    else this.complain(found);
  }

  /** @param {import("./live-training.js").Training} training It begins. */
  begun(training) {
    this.training = training;
    document.body.classList.add("in-session");
    fill(this.main, training.stage.root);
    this.main.focus({ preventScroll: true });
  }

  /** The training is over. */
  over() {
    this.training = null;
    document.body.classList.remove("in-session");
  }

  /** @param {HTMLElement} summary What was done. */
  show(summary) {
    this.over();
    this.camera.close();
    fill(this.main, summary);
    scrollTo(0, 0);
    const heading = this.main.querySelector("h1");
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }

  /** A camera was plugged in: a training whose camera was gone goes on by itself. */
  async #plugged() {
    if (!this.training || this.camera.stream) return;
    const found = await this.life.wait(cameras().catch(() => []));
    if (found?.length && this.training && !this.camera.stream) this.retry();
  }

  /** Open the camera again, in the middle of a training. */
  async retry() {
    const wanted = this.training;
    try {
      if (await this.camera.open(chosenCamera())) wanted?.seeAgain();
    } catch (error) {
      this.trouble(explain(error));
    }
  }
}

/** Live coaching: choose camera and target, exercise, see the summary. */

import { about, exercises } from "./api.js";
import { DRAWING_STYLES } from "./drawing.js";
import { keepTrained } from "./memory.js";
import { Setup } from "./live-setup.js";
import { summary } from "./live-summary.js";
import { Training } from "./live-training.js";
import { TrainingPage } from "./training-page.js";
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
 * @param {{exercise: string, own?: string}} params
 * @returns {Promise<() => void>} Leaves it.
 */
export async function show(main, { exercise: id, own }) {
  const [all, server] = await Promise.all([exercises(), about()]);
  const exercise = all.find((each) => each.id === id);
  if (!exercise) throw new Error(_("There is no such exercise."));
  document.title = `${exercise.name} · formcheck`;
  const page = new Page(main, exercise, server, Boolean(own));
  await page.setUp();
  return () => page.leave();
}

/** One part after the other: setting up, the training, its summary. */
class Page extends TrainingPage {
  /**
   * @param {HTMLElement} main
   * @param {Formcheck.ExerciseDocument} exercise
   * @param {Formcheck.About} server
   * @param {boolean} own Whether one's own posture is to be shown, and kept.
   */
  constructor(main, exercise, server, own) {
    super(main, server);
    this.own = own;
    this.exercise = exercise;
    /** @type {Setup | null} */
    this.setup = null;
  }

  /** @param {import("./training-page.js").Trouble | null} trouble */
  async setUp(trouble = null) {
    this.setup = new Setup(this.main, this, (hello) => this.#start(hello), this.life);
    await this.setup.show(trouble);
  }

  /** @param {import("./training-page.js").Trouble} found */
  complain(found) {
    this.setup?.complain(found);
  }

  /** @param {Omit<Formcheck.Hello, "type">} hello */
  #start(hello) {
    this.setup?.end();
    this.setup = null;
    keepTrained(this.exercise.id);
    const on = {
      /** @param {Formcheck.SummaryMessage} message */
      summary: (message) => this.show(summary(message, this.exercise, () => this.setUp(), this.life)),
      /** @param {{code: string, text: string}} why */
      over: (why) => {
        this.over();
        this.setUp({ title: TITLES[why.code] ?? _("The session has ended"), text: why.text, camera: false });
      },
      retry: () => this.retry(),
    };
    this.begun(new Training(this.exercise, hello, this.camera, this.voice, this.signals, on, this.life));
  }
}

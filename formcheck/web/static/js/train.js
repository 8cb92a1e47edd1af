/** Following a workout: what is in it, the camera, the training itself, and what became of it. */

import { about, exercises, get } from "./api.js";
import { fill, h, notice } from "./dom.js";
import { DRAWING_STYLES } from "./drawing.js";
import { became, placeOf } from "./follow-words.js";
import { FollowTraining } from "./follow-training.js";
import { Camera, cameras, explain, insecure } from "./live-camera.js";
import { soundChoice } from "./live-sound-choice.js";
import { Signals } from "./live-signals.js";
import { Voice } from "./live-voice.js";
import { Lifetime } from "./lifetime.js";
import { chosenCamera, keepCamera } from "./memory.js";
import { duration } from "./numbers.js";
import { _, ngettext } from "./phrases.js";

export const title = _("Train");
export const styles = ["css/live.css", "css/train.css", ...DRAWING_STYLES];

/**
 * Show the page of a workout that is to be followed.
 * @param {HTMLElement} main
 * @param {{workout: string}} params
 * @returns {Promise<() => void>} Leaves it.
 */
export async function show(main, { workout: id }) {
  const [all, server, workout, unfinished] = await Promise.all([exercises(), about(), get(`/workouts/${encodeURIComponent(id)}`), get("/runs/unfinished")]);
  document.title = `${workout.name} · formcheck`;
  const page = new Page(main, all, server, workout, unfinished?.workout === id ? unfinished : null);
  await page.setUp();
  return () => page.leave();
}

class Page {
  #life = new Lifetime();

  /**
   * @param {HTMLElement} main
   * @param {Formcheck.ExerciseDocument[]} all
   * @param {Formcheck.About} server
   * @param {Formcheck.WorkoutDocument} workout
   * @param {Formcheck.UnfinishedRun | null} unfinished
   */
  constructor(main, all, server, workout, unfinished) {
    this.main = main;
    this.server = server;
    this.workout = workout;
    this.unfinished = unfinished;
    this.known = new Map(all.map((each) => [each.id, each]));
    this.first = this.known.get(workout.exercises[0]) ?? all[0];
    this.voice = new Voice();
    this.signals = new Signals();
    this.camera = new Camera(this.#life, () => this.#trouble(explain({ name: "Unplugged" })));
    this.said = h("div", { class: "said" });
    this.select = h("select", { name: "camera" });
    /** @type {FollowTraining | null} */
    this.training = null;
  }

  leave() {
    this.training?.leave();
    this.#life.end();
    document.body.classList.remove("in-session");
  }

  /** @param {{title: string, text: string} | null} trouble */
  async setUp(trouble = null) {
    const { workout, unfinished } = this;
    const impossible = insecure(this.server);
    const start = h("button", { type: "button", class: "primary large start", onclick: () => this.#begin(null) }, unfinished ? _("Begin anew") : _("Start"));
    start.disabled = Boolean(impossible);
    this.select.onchange = () => keepCamera(this.select.value);
    fill(
      this.main,
      h("h1", {}, workout.name),
      h("p", { class: "lead" }, workout.about),
      this.said,
      h(
        "div",
        { class: "setup" },
        h("section", { class: "card" }, h("h2", {}, _("What comes")), h("p", {}, ngettext("About {count} minute", "About {count} minutes", Math.max(1, Math.round(workout.lasts_s / 60)))), h("ol", { class: "coming-list" }, workout.exercises.map((id) => h("li", {}, this.known.get(id)?.name ?? id)))),
        h(
          "section",
          { class: "card stack target" },
          h("h2", {}, _("Your training")),
          h("p", { class: "quiet" }, _("Stand where the camera sees all of you. After Start nothing needs to be touched: a hand held up for two seconds goes on.")),
          h("label", { class: "field" }, _("Camera"), this.select),
          soundChoice(this.voice, this.signals, this.#life),
          start,
        ),
      ),
    );
    if (impossible) fill(this.said, notice(impossible, "warning"));
    else if (trouble) fill(this.said, notice(trouble.title, "error", h("p", {}, trouble.text)));
    else if (unfinished) {
      const go = h("button", { type: "button", class: "primary", onclick: () => this.#begin(unfinished.id) }, _("Go on"));
      fill(this.said, notice(_("You have done {done} of {tasks} parts of this workout, and can go on there.", { done: unfinished.done, tasks: unfinished.tasks }), "", h("p", { class: "row" }, go)));
    }
    const found = (await this.#life.wait(cameras().catch(() => []))) ?? [];
    fill(this.select, found.length ? found.map((each) => h("option", { value: each.id }, each.name)) : h("option", { value: "" }, _("The default camera")));
    if (found.some((each) => each.id === chosenCamera())) this.select.value = chosenCamera();
  }

  /** @param {string | null} resume A run that goes on; null begins a new one. */
  async #begin(resume) {
    try {
      if (!this.camera.stream && !(await this.#life.wait(this.camera.open(this.select.value)))) return;
    } catch (error) {
      this.#trouble(explain(error));
      return;
    }
    const on = {
      /** @param {Formcheck.RunSummaryMessage} message */
      summary: (message) => this.#summarise(message),
      /** @param {{code: string, text: string}} why */
      over: async (why) => {
        this.#over();
        this.unfinished = await get("/runs/unfinished").catch(() => null);
        this.setUp({ title: _("The session has ended"), text: why.text });
      },
      retry: () => this.#retry(),
    };
    const hello = { workout: this.workout.id, resume };
    this.training = new FollowTraining(this.known, this.first, hello, this.camera, this.voice, this.signals, on, this.#life);
    document.body.classList.add("in-session");
    fill(this.main, this.training.stage.root);
    this.main.focus({ preventScroll: true });
  }

  #over() {
    this.training = null;
    document.body.classList.remove("in-session");
  }

  async #retry() {
    const wanted = this.training;
    try {
      if (await this.camera.open(chosenCamera())) wanted?.seeAgain();
    } catch (error) {
      this.#trouble(explain(error));
    }
  }

  /** @param {{title: string, text: string}} found */
  #trouble(found) {
    if (this.training) this.training.trouble(found);
    else fill(this.said, notice(found.title, "error", h("p", {}, found.text)));
  }

  /** @param {Formcheck.RunSummaryMessage} message */
  #summarise(message) {
    this.#over();
    this.camera.close();
    const { run, done } = message;
    const heading = h("h1", { tabindex: "-1" }, message.complete ? _("All done") : _("That was it"));
    fill(
      this.main,
      h(
        "div",
        { class: "stack summary" },
        h("div", {}, heading, h("p", { class: "lead" }, _("{name}, {length}", { name: run.name, length: duration(message.duration_s) }))),
        message.unkept && notice(_("This page is all there is of it: {unkept}.", { unkept: message.unkept }), "warning"),
        done.length
          ? h(
              "div",
              { class: "scroll" },
              h(
                "table",
                {},
                h("caption", {}, _("What was done")),
                h("thead", {}, h("tr", {}, [_("What"), _("Which"), _("Done")].map((each) => h("th", { scope: "col" }, each)))),
                h("tbody", {}, done.map((each) => h("tr", {}, h("th", { scope: "row" }, run.tasks[each.task].name), h("td", {}, placeOf(run.tasks[each.task])), h("td", {}, became(each, run.tasks[each.task]))))),
              ),
            )
          : notice(_("Nothing was done."), ""),
        h(
          "div",
          { class: "row" },
          message.session && h("a", { class: "button primary", href: `#/history/${message.session}` }, _("Look at the sets")),
          h("a", { class: "button", href: "#/" }, _("To the start")),
        ),
      ),
    );
    scrollTo(0, 0);
    heading.focus({ preventScroll: true });
  }
}

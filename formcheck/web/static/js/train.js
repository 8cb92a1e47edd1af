/** Following a workout: what is in it, the camera, the training itself, and what became of it. */

import { about, exercises, get } from "./api.js";
import { recordChoice } from "./clips.js";
import { fill, h, notice } from "./dom.js";
import { DRAWING_STYLES } from "./drawing.js";
import { became, placeOf } from "./follow-words.js";
import { FollowTraining } from "./follow-training.js";
import { explain, insecure, isAllowed, listCameras } from "./live-camera.js";
import { soundChoice } from "./live-sound-choice.js";
import { keepCamera, unfinished as brokenOff } from "./memory.js";
import { duration } from "./numbers.js";
import { blockWords, KINDS, stepWords } from "./plan-parts.js";
import { _, ngettext } from "./phrases.js";
import { powerChoice, wantedModel } from "./power.js";
import { saidOfSets } from "./set-said.js";
import { scoresOf } from "./set-score.js";
import { TrainingPage } from "./training-page.js";
import { capital } from "./wording.js";

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
  page.goOn();
  return () => page.leave();
}

class Page extends TrainingPage {
  /**
   * @param {HTMLElement} main
   * @param {Formcheck.ExerciseDocument[]} all
   * @param {Formcheck.About} server
   * @param {Formcheck.WorkoutDocument} workout
   * @param {Formcheck.UnfinishedRun | null} unfinished
   */
  constructor(main, all, server, workout, unfinished) {
    super(main, server);
    this.workout = workout;
    this.unfinished = unfinished;
    this.known = new Map(all.map((each) => [each.id, each]));
    this.first = this.known.get(workout.exercises[0]) ?? all[0];
    this.said = h("div", { class: "said" });
    this.select = h("select", { name: "camera" });
    this.recording = recordChoice(server.limits.clip_days);
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
        h("section", { class: "card" }, h("h2", {}, _("What comes")), h("p", {}, ngettext("About {count} minute", "About {count} minutes", Math.max(1, Math.round(workout.lasts_s / 60)))), workout.block.filter((each) => each.step.length).map((each) => this.#part(each))),
        h(
          "section",
          { class: "card stack target" },
          h("h2", {}, _("Your training")),
          h("p", { class: "quiet" }, _("Stand where the camera sees all of you. After Start nothing needs to be touched: a hand held up for two seconds goes on.")),
          h("label", { class: "field" }, _("Camera"), this.select),
          soundChoice(this.voice, this.signals, this.life),
          powerChoice(this.life),
          this.recording.element,
          start,
        ),
      ),
    );
    fill(this.said);
    if (impossible) fill(this.said, notice(impossible, "warning"));
    else if (trouble) this.complain(trouble);
    if (unfinished && !impossible) {
      const go = h("button", { type: "button", class: "primary", onclick: () => this.#begin(unfinished.id) }, _("Go on"));
      this.said.append(notice(_("You have done {done} of {tasks} parts of this workout, and can go on there.", { done: unfinished.done, tasks: unfinished.tasks }), "", h("p", { class: "row" }, go)));
    }
    await listCameras(this.select, this.life);
  }

  /** A workout in whose middle this very page was loaded anew goes on by itself, where the camera may be opened unasked. */
  async goOn() {
    const { unfinished } = this;
    if (unfinished && brokenOff()?.token === unfinished.id && (await this.life.wait(isAllowed()))) await this.#begin(unfinished.id);
  }

  /** @param {Formcheck.BlockDocument} block */
  #part(block) {
    const named = [...this.known.values()];
    const name = (/** @type {Formcheck.StepDocument} */ step) => named.find((each) => [each.id, each.name, ...each.aliases].includes(step.exercise ?? ""))?.name ?? capital(step.activity ?? step.exercise ?? "");
    return h(
      "div",
      { class: "coming-part" },
      h("h3", {}, block.name ?? KINDS[block.kind].name),
      h("p", { class: "quiet small" }, blockWords(block)),
      h("ol", { class: "coming-list" }, block.step.map((step) => h("li", {}, name(step), " ", h("span", { class: "quiet small" }, stepWords(step))))),
    );
  }

  /** @param {string | null} resume A run that goes on; null begins a new one. */
  async #begin(resume) {
    try {
      if (!this.camera.stream && !(await this.life.wait(this.camera.open(this.select.value)))) return;
    } catch (error) {
      this.trouble(explain(error));
      return;
    }
    const on = {
      /** @param {Formcheck.RunSummaryMessage} message */
      summary: (message) => this.#summarise(message),
      /** @param {{code: string, text: string}} why */
      over: async (why) => {
        this.over();
        this.unfinished = await get("/runs/unfinished").catch(() => null);
        this.setUp({ title: _("The session has ended"), text: why.text });
      },
      retry: () => this.retry(),
    };
    const hello = { workout: this.workout.id, resume, record: this.recording.wanted, model: wantedModel() };
    this.begun(new FollowTraining(this.known, this.first, hello, this.camera, this.voice, this.signals, on, this.life));
  }

  /** @param {import("./training-page.js").Trouble} found */
  complain(found) {
    fill(this.said, notice(found.title, "error", h("p", {}, found.text)));
  }

  /**
   * Ask for load and effort of each set, and show its score.
   * @param {string} session
   * @param {HTMLElement} place
   */
  async #ask(session, place) {
    const found = await this.life.wait(/** @type {Promise<Formcheck.SessionRecord>} */ (get(`/sessions/${session}`)).catch(() => null));
    if (found?.all_sets.length) fill(place, saidOfSets(session, found.all_sets, [...this.known.values()]), h("div", { class: "card" }, scoresOf(session)));
  }

  /** @param {Formcheck.RunSummaryMessage} message */
  #summarise(message) {
    const { run, done } = message;
    const said = h("div", { class: "stack" });
    if (message.session) this.#ask(message.session, said);
    this.show(
      h(
        "div",
        { class: "stack summary" },
        h("div", {}, h("h1", {}, message.complete ? _("All done") : _("That was it")), h("p", { class: "lead" }, _("{name}, {length}", { name: run.name, length: duration(Math.round(message.duration_s)) }))),
        ...message.own.map((each) => h("p", { class: "quiet small" }, each)),
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
        said,
      ),
    );
  }
}

/** One training in front of the camera: its sets, one at a time, each shown as the result of a video is. */

import { exercises, get, messageOf, send } from "./api.js";
import { clipsPart } from "./clips.js";
import { confirmed } from "./confirm.js";
import { settlingOf } from "./doubts.js";
import { fill, h, notice } from "./dom.js";
import { DRAWING_STYLES } from "./drawing.js";
import { duration, time, when } from "./numbers.js";
import { Lifetime } from "./lifetime.js";
import { _, ngettext, say } from "./phrases.js";
import { Player } from "./player.js";
import { back, section } from "./result-parts.js";
import { ResultView } from "./result-view.js";
import { SetSaid } from "./set-said.js";
import { scoresOf } from "./set-score.js";
import { capital, countWords, headline, heldOf, heldWords, repsWords } from "./wording.js";

const AGAIN_MS = 3000; // so long until it is looked again for a clip that is being made

export const title = _("Training");
export const styles = ["css/videos.css", ...DRAWING_STYLES, "css/confirm.css"];

/**
 * @param {HTMLElement} main
 * @param {{id: string, number?: string}} parts The session's id, and which of its sets; the first one without.
 */
export async function show(main, { id, number }) {
  const [session, known] = await Promise.all([get(`/sessions/${encodeURIComponent(id)}`), exercises()]);
  if (session.analysis) {
    location.replace(`#/videos/${session.analysis}`); // its page is the one of the video
    return null;
  }
  const page = new Page(main, session, known);
  await page.show(Number(number ?? session.all_sets[0]?.index ?? 1));
  return () => page.leave();
}

class Page {
  #life = new Lifetime();

  /**
   * @param {HTMLElement} main
   * @param {Formcheck.SessionRecord} session
   * @param {Formcheck.ExerciseDocument[]} known
   */
  constructor(main, session, known) {
    this.main = main;
    this.session = session;
    this.known = known;
    this.trouble = h("div");
    /** @type {ResultView | null} */
    this.view = null;
  }

  leave() {
    this.left = true;
    this.#life.end();
    this.view?.close();
  }

  /** @param {number} index */
  async show(index) {
    const { session, known } = this;
    const set = session.all_sets.find((each) => each.index === index);
    const line = `${this.#names()} · ${_("Live")} · ${when(session.started_at)}`;
    if (!session.all_sets.length) {
      fill(this.main, toHistory(), h("header", { class: "result-head" }, h("p", { class: "quiet" }, line), h("h1", {}, say("nothing_counted"))), this.trouble, this.#take());
      return;
    }
    if (!set) throw new Error(_("There is no such set."));
    const several = session.all_sets.length > 1;
    const exercise = known.find((each) => each.id === set.exercise);
    if (!exercise) {
      const unknown = notice(_("formcheck does not know the exercise {exercise} here, so that this set is told of in the history alone.", { exercise: set.exercise }), "warning");
      fill(this.main, toHistory(), h("header", { class: "result-head" }, h("p", { class: "quiet" }, line), h("h1", {}, _("Set {index}", { index: set.index })), several && this.#sets(set), unknown), this.trouble, this.#take());
      return;
    }
    /** @type {[Formcheck.Result, Formcheck.ClipsDocument]} */
    const [result, clips] = await Promise.all([get(`/sessions/${session.id}/sets/${set.index}/result`), get(`/sessions/${session.id}/clips`)]);
    if (this.left) return;
    this.view?.close();
    const heading = h("h1");
    const settling = settlingOf({ ...session, all_sets: [set] }, (said) => {
      const words = headline(result, exercise, said);
      heading.textContent = several ? _("Set {index}: {words}", { index: set.index, words }) : words;
      document.title = `${heading.textContent} · ${exercise.name} · formcheck`;
    });
    const view = new ResultView({ result, exercise, of: `/sessions/${session.id}/sets/${set.index}`, plotted: exercise.measure !== "", player: this.#player(result, clips, set.index), settling: set.doubts.length ? settling : null });
    this.view = view;
    fill(
      this.main,
      toHistory(),
      h("header", { class: "result-head" }, h("p", { class: "quiet" }, line), heading, several && this.#sets(set), ...view.head()),
      this.trouble,
      view.watch(clipsPart(session.id, clips, set.index, () => this.show(index))),
      ...view.sections(),
      section(_("Load, effort and corrections"), new SetSaid(session.id, set, known, { correct: true, changed: (now) => this.#changed(now) }).element),
      section(_("Score"), scoresOf(session.id, set.index)),
      this.#take(),
    );
    if (clips.state === "being made") this.#lookAgain(index);
  }

  /**
   * Show the page again once the clip is made.
   * @param {number} index
   */
  #lookAgain(index) {
    this.#life.after(AGAIN_MS, async () => {
      /** @type {Formcheck.ClipsDocument | null} */
      const clips = await this.#life.wait(get(`/sessions/${this.session.id}/clips`).catch(() => null));
      if (!clips) return;
      if (clips.state === "being made") this.#lookAgain(index);
      else this.show(index).catch(console.error);
    });
  }

  /**
   * What plays the clip of a set; null where there is none.
   * @param {Formcheck.Result} result
   * @param {Formcheck.ClipsDocument} clips
   * @param {number} index
   */
  #player(result, { clips }, index) {
    const clip = clips.find((each) => each.set === index);
    if (!clip) return null;
    return new Player({ video: `/sessions/${this.session.id}/sets/${index}/clip`, from_s: clip.from_s }, result, { label: _("The clip of set {index}", { index }) });
  }

  /** @param {Formcheck.SetRecord} now */
  #changed(now) {
    this.session = { ...this.session, all_sets: this.session.all_sets.map((each) => (each.index === now.index ? now : each)) };
  }

  /** What was done, in the order of the sets. */
  #names() {
    return this.session.exercises.map((id) => this.#named(id)).join(", ") || _("Nothing");
  }

  /** @param {string} id */
  #named(id) {
    return this.known.find((each) => each.id === id)?.name ?? id;
  }

  /**
   * The way from set to set, and what they are together.
   * @param {Formcheck.SetRecord} shown
   */
  #sets(shown) {
    const { session } = this;
    const mixed = session.exercises.length > 1;
    const reps = (session.reps || session.reps_range[1] || session.settled_reps !== null) && repsWords(session);
    const together = [ngettext("{count} set", "{count} sets", session.sets), reps, heldWords(session)].filter(Boolean).join(", ");
    /** @param {Formcheck.SetRecord} set */
    const link = (set) => {
      const held = heldOf(set);
      const done = held ? duration(held) : countWords(set.settled_reps ?? set.reps.length, set.settled_reps === null ? set.reps_range : null);
      return h(
        "li",
        {},
        h(
          "a",
          { class: "button set-link", href: `#/history/${session.id}/${set.index}`, "aria-current": set === shown ? "page" : null },
          h("b", {}, _("Set {index}", { index: set.index })),
          h("span", { class: "small" }, mixed ? `${this.#named(set.exercise)}, ${done}` : capital(done)),
          h("span", { class: "quiet small" }, _("at {time}", { time: time(set.start_s) })),
        ),
      );
    };
    return h("nav", { class: "set-links", "aria-label": _("Sets") }, h("p", { class: "quiet" }, _("In all: {together}.", { together })), h("ul", {}, session.all_sets.map(link)));
  }

  #take() {
    return section(
      _("Your data"),
      h("p", { class: "quiet" }, _("All of it is on this machine. Take it elsewhere with the exports of the history, or delete this training.")),
      h("p", { class: "row" }, h("a", { class: "button", href: "#/history" }, _("History")), h("button", { type: "button", class: "danger", onclick: () => this.#delete() }, _("Delete this training"))),
    );
  }

  async #delete() {
    const asked = _("Delete the session of {when}?", { when: when(this.session.started_at) });
    if (!(await confirmed(asked, _("What was counted and found in it goes. This cannot be undone."), _("Delete")))) return;
    try {
      await send("DELETE", `/sessions/${this.session.id}`);
      location.hash = "#/history";
    } catch (error) {
      fill(this.trouble, notice(messageOf(error), "error"));
    }
  }
}

function toHistory() {
  return back("#/history", _("‹ History"));
}

/** What was found, as a page shows it: what was counted, what to mend, when, and what was not judged. */

import { doubtsOfVideo } from "./doubts.js";
import { h, notice } from "./dom.js";
import { Drawing } from "./drawing.js";
import { measureDrawing } from "./measure-drawing.js";
import { _, attemptWords, say } from "./phrases.js";
import { notJudged, section, sign, tips } from "./result-parts.js";
import { severityWords } from "./severities.js";
import { duration, known, time, value } from "./numbers.js";
import { capital, faultsOf, measured, nameOf, noFaultWords, partLines, tempoOf, tempoWords } from "./wording.js";

/** @typedef {import("./result-parts.js").Found} Found */

const MOST_OCCASIONS = 12;

/**
 * @typedef {object} Shown What a page shows of a result.
 * @property {Formcheck.Result} result
 * @property {Formcheck.ExerciseDocument} exercise
 * @property {string} of The API's path of what it is of, an analysis or a set: its drawings lie below it.
 * @property {boolean} plotted Whether the movement is drawn, too.
 * @property {import("./player.js").Player | null} player Null where there is nothing to play.
 * @property {import("./settling.js").Settling | null} settling Null where nothing can be said of its count.
 */

/** The parts of a page about one result, of a video or of a set in front of the camera. */
export class ResultView {
  /** @param {Shown} shown */
  constructor({ result, exercise, of, plotted, player, settling }) {
    this.result = result;
    this.exercise = exercise;
    this.player = player;
    this.settling = settling;
    this.faults = faultsOf(result, exercise);
    this.something = Boolean(result.reps.length || result.attempts.length || result.holds.length || result.doubts.length || this.faults.length);
    const jump = (/** @type {number} */ seconds) => this.jump(seconds);
    this.lanes = this.something ? new Drawing(of, "timeline", jump) : null;
    this.plot = this.something && plotted ? new Drawing(of, "plot", jump) : null;
    if (player) player.watch((seconds) => this.#move(seconds));
    else this.#move(result.reps[0]?.start_s ?? result.holds[0]?.start_s ?? 0);
  }

  /**
   * Go to a time: in the video, or where there is none in the drawings.
   * @param {number} seconds
   */
  jump(seconds) {
    if (!this.player) {
      this.#move(seconds);
      return;
    }
    const { stage } = this.player;
    this.player.jump(seconds);
    if (stage.hidden) return;
    const { top, bottom } = stage.getBoundingClientRect();
    if (bottom < 80 || top > innerHeight - 80) stage.scrollIntoView({ block: "center" });
  }

  /** @param {number} seconds */
  #move(seconds) {
    this.lanes?.move(seconds);
    this.plot?.move(seconds);
  }

  close() {
    for (const each of [this.player, this.lanes, this.plot]) each?.close();
  }

  /** What is said first: the faults, or that there is none, and warnings. */
  head() {
    const { result, exercise, faults } = this;
    return [
      faults.length
        ? h("ul", { class: "chips", "aria-label": say("what_was_found") }, faults.map((each) => h("li", { class: `badge ${each.severity}` }, sign(each.severity), h("b", {}, capital(each.name)), ` ${each.where}`)))
        : noFaultWords(result, exercise) && h("p", { class: "lead" }, noFaultWords(result, exercise)),
      result.interrupted && notice(say("stopped_early"), "warning"),
      ...result.warnings.map((each) => notice(capital(each), "warning")),
      ...(result.own_posture ?? []).map((each) => h("p", { class: "quiet small" }, each.said)),
    ];
  }

  /**
   * The video with its timeline, or the timeline alone; null where there is neither.
   * @param {import("./dom.js").Child[]} more What stands below it.
   */
  watch(...more) {
    const { player, lanes } = this;
    if (!player && !lanes) return null;
    return h(
      "section",
      { class: "card watch result-section", "aria-label": player ? _("Video and timeline") : _("Timeline") },
      player?.element ?? null,
      h("div", { class: "row spread watch-row" }, h("p", { class: "quiet small hint" }, lanes ? _("Choose anything on the timeline to jump there.") : ""), player?.toggle() ?? null),
      lanes?.element ?? null,
      ...more,
    );
  }

  /** Everything below the timeline. */
  sections() {
    const { result, exercise, faults, plot } = this;
    const play = (/** @type {number} */ seconds) => (this.jump(seconds), this.player?.video.play().catch(() => {}));
    return [
      doubtsOfVideo(result, this.settling, play, this.player !== null),
      this.#reason(),
      faults.length > 0 && this.mend(faults, exercise),
      result.reps.length > 0 && this.reps(result, exercise),
      result.holds.length > 0 && this.holds(result),
      plot && section(say("movement"), plot.element, h("div", { class: "drawn" }, measureDrawing(exercise.measure), h("p", { class: "quiet small" }, `${say("far_and_back", { far: say("far"), back: say("back") })} ${say("broken_line")}`))),
      result.attempts.length > 0 && this.attempts(result),
      result.not_judged.length > 0 &&
        section(say("why_not_judged"), h("p", { class: "quiet" }, say("says_nothing")), notJudged(result, exercise), h("p", { class: "quiet small" }, say("see_more", { camera: exercise.camera }))),
    ];
  }

  /** Why there is nothing; null where there is something. */
  #reason() {
    if (this.something) return null;
    return this.result.source.frames > 0 && this.result.source.frames_with_person === 0 ? this.nobody(this.exercise) : this.nothing(this.exercise);
  }

  /** @param {Formcheck.ExerciseDocument} exercise */
  nobody(exercise) {
    return section(say("nothing_to_judge"), h("p", {}, `${say("nobody_in_video")} ${say("what_helps")}:`), tips([exercise.camera, say("light"), say("one_person")]));
  }

  /** @param {Formcheck.ExerciseDocument} exercise */
  nothing(exercise) {
    const seen = say(exercise.kind === "hold" ? "no_hold_seen" : "no_repetition");
    return section(say("nothing_counted"), h("p", {}, seen), tips([say("what_counts", { counts: exercise.counts }), say("place_camera", { camera: exercise.camera })]));
  }

  /**
   * @param {Found[]} faults
   * @param {Formcheck.ExerciseDocument} exercise
   */
  mend(faults, exercise) {
    return section(
      say("what_to_mend"),
      faults.map((fault) => {
        const check = exercise.checks.find((each) => each.id === fault.id);
        const { worst } = fault;
        const { number, against } = measured(worst);
        const shown = fault.all.slice(0, MOST_OCCASIONS);
        return h(
          "article",
          { class: `mend ${fault.severity}` },
          h("h3", {}, sign(fault.severity), capital(fault.name), h("span", { class: "quiet small" }, ` ${severityWords(fault.severity)}`)),
          h("p", { class: "mend-cue" }, worst.cue),
          h("div", { class: "drawn" }, check && measureDrawing(check.measure), h("p", {}, h("b", { class: "mend-number" }, number), ` ${against}.`)),
          check && h("p", { class: "quiet" }, check.why),
          h(
            "div",
            { class: "row occasions" },
            h("span", { class: "quiet small" }, `${capital(fault.where)}:`),
            shown.map((each) => this.moment(each.from_s, each.rep ? _("rep {rep}, {time}", { rep: each.rep, time: time(each.from_s) }) : time(each.from_s), _("{name} at {time}", { name: capital(fault.name), time: time(each.from_s) }))),
            fault.all.length > shown.length && h("span", { class: "quiet small" }, say("more_occasions", { count: fault.all.length - shown.length })),
          ),
        );
      }),
    );
  }

  /**
   * @param {Formcheck.Result} result
   * @param {Formcheck.ExerciseDocument} exercise
   */
  reps(result, exercise) {
    const most = Math.max(...result.reps.map((rep) => rep.range ?? 0), 1e-9);
    return section(
      say("repetitions"),
      partLines(result).map((line) => h("p", {}, line)),
      h(
        "div",
        { class: "scroll", tabindex: "0", role: "group", "aria-label": _("{repetitions}, a table", { repetitions: say("repetitions") }) },
        h(
          "table",
          { class: "reps" },
          h("caption", {}, tempoWords(exercise)),
          h("thead", {}, h("tr", {}, [say("rep"), say("at"), [`${say("range")} `, h("small", {}, exercise.range_of)], say("tempo"), say("found")].map((each) => h("th", { scope: "col" }, each)))),
          h(
            "tbody",
            {},
            result.reps.map((rep) => h(
                "tr",
                {},
                h("th", { scope: "row", class: "num" }, String(rep.index), rep.side && h("small", {}, ` ${rep.side}`)),
                h("td", {}, this.moment(rep.start_s, time(rep.start_s), _("Rep {index} at {time}", { index: rep.index, time: time(rep.start_s) }))),
                h("td", { class: "num range" }, value(rep.range, exercise.unit), known(rep.range) && h("meter", { min: "0", max: String(most), value: String(rep.range), "aria-hidden": "true" })),
                h("td", { class: "num tempo" }, tempoOf(rep, exercise)),
                h("td", {}, this.found(rep, result, exercise)),
              )),
          ),
        ),
      ),
    );
  }

  /**
   * @param {Formcheck.Rep} rep
   * @param {Formcheck.Result} result
   * @param {Formcheck.ExerciseDocument} exercise
   */
  found(rep, result, exercise) {
    const parts = rep.faults.map((id) => {
      const severity = result.faults.find((each) => each.id === id)?.severity ?? "technique";
      return h("span", { class: "found" }, sign(severity), nameOf(id, exercise));
    });
    for (const stage of result.summary.stages ?? []) if (rep.stages?.[stage.id] === "left out") parts.push(h("span", { class: "quiet found" }, say("without_stage", { name: stage.name })));
    if (rep.unknown.length) parts.push(h("span", { class: "quiet found" }, say("not_judged_of_rep", { checks: rep.unknown.map((id) => nameOf(id, exercise)).join(", ") })));
    if (rep.form === "not judged") return h("span", { class: "quiet found" }, say("nothing_was_judged"));
    return parts.length ? parts : h("span", { class: "quiet" }, say("no_fault"));
  }

  /** @param {Formcheck.Result} result */
  holds(result) {
    return section(
      say("holds"),
      h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": _("{holds}, a table", { holds: say("holds") }) }, h(
        "table",
        {},
        h("thead", {}, h("tr", {}, [_("From"), say("held_for"), say("judged_good"), say("too_close"), say("not_judged")].map((each) => h("th", { scope: "col" }, each)))),
        h("tbody", {}, result.holds.map((each) =>
          h("tr", {}, h("td", {}, this.moment(each.start_s, time(each.start_s), _("Hold at {time}", { time: time(each.start_s) }))), h("td", { class: "num" }, duration(each.end_s - each.start_s)), h("td", { class: "num" }, duration(each.good_s), h("meter", { min: "0", max: String(Math.max(0.1, each.end_s - each.start_s)), value: String(each.good_s), "aria-hidden": "true" })), [each.unsure_s ?? 0, each.unjudged_s ?? 0].map((seconds) => h("td", { class: "num" }, duration(seconds)))),
        )),
      )),
    );
  }

  /** @param {Formcheck.Result} result */
  attempts(result) {
    return section(
      say("not_counted"),
      h("ul", { class: "rows" }, result.attempts.map((each) => h("li", {}, this.moment(each.start_s, time(each.start_s), _("What was not counted at {time}", { time: time(each.start_s) })), h("span", {}, h("b", {}, `${capital(each.reason)}. `), attemptWords(each))))),
    );
  }

  /**
   * @param {number} seconds
   * @param {string} words
   * @param {string} said What a screen reader says of it.
   */
  moment(seconds, words, said) {
    return h("button", { type: "button", class: "moment", "aria-label": _("{said}. Jump there.", { said }), onclick: () => this.jump?.(seconds) }, words);
  }
}

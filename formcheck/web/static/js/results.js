/** One analysed video: what was counted, what to mend, when, and what was not judged. */

import { deleted, progressWords, STATES } from "./analyses.js";
import { address, get, messageOf, send } from "./api.js";
import { doubtsOfVideo, settlingOf } from "./doubts.js";
import { fill, h, notice } from "./dom.js";
import { Drawing, DRAWING_STYLES } from "./drawing.js";
import { measureDrawing } from "./measure-drawing.js";
import { _, attemptWords, ngettext, say } from "./phrases.js";
import { Player } from "./player.js";
import { back, DOWNLOADS, loadFinished, notJudged, section, sign, tips } from "./result-parts.js";
import { severityWords } from "./severities.js";
import { duration, known, size, time, value, when } from "./numbers.js";
import { capital, faultsOf, headline, measured, nameOf, noFaultWords, partLines, tempoOf, tempoWords } from "./wording.js";

/** @typedef {import("./result-parts.js").Finished} Finished */
/** @typedef {import("./result-parts.js").Found} Found */

export const title = _("Result");
export const styles = ["css/videos.css", ...DRAWING_STYLES, "css/confirm.css"];

const MOST_OCCASIONS = 12;

/**
 * @param {HTMLElement} main
 * @param {Record<string, string>} parts The analysis's `id`.
 */
export async function show(main, { id }) {
  const page = new Page(main, encodeURIComponent(id));
  await page.load();
  return () => page.leave();
}

class Page {
  /**
   * @param {HTMLElement} main
   * @param {string} id As it stands in an address.
   */
  constructor(main, id) {
    this.main = main;
    this.id = id;
    /** @type {(() => void)[]} */
    this.closing = [];
    this.compare = h("div");
  }

  leave() {
    this.left = true;
    this.close();
  }

  close() {
    for (const each of this.closing.splice(0)) each();
  }

  async load() {
    const analysis = await get(`/analyses/${this.id}`);
    const found = analysis.state === "done" ? await loadFinished(analysis) : null;
    if (this.left) return;
    this.close();
    if (found) this.finished(found);
    else this.unfinished(analysis);
  }

  /** @param {Formcheck.AnalysisDocument} analysis */
  unfinished(analysis) {
    const state = h("span", { role: "status" });
    const progress = h("span", { class: "quiet num" });
    const bar = h("progress", { max: "1", "aria-label": _("Progress") });
    const actions = h("div", { class: "row" });
    /** @param {() => Promise<unknown>} call */
    const act = async (call) => {
      try {
        await call();
        await this.load();
      } catch (error) {
        state.textContent = messageOf(error);
      }
    };
    /**
     * @param {string} words
     * @param {() => Promise<unknown>} call
     */
    const button = (words, call, style = "") => h("button", { type: "button", class: style, onclick: () => act(call) }, words);
    let shown = "";
    /** @param {Formcheck.AnalysisDocument} found */
    const put = (found) => {
      const over = found.state !== "queued" && found.state !== "running";
      const words = STATES[found.state];
      const said = found.reason && over ? `${words}: ${found.reason}` : words;
      if (state.textContent !== said) state.textContent = said; // it is read out: only when it changes
      progress.textContent = over ? "" : progressWords(found.progress);
      bar.hidden = over;
      bar.value = found.progress?.share ?? 0;
      if (shown === String(over)) return;
      shown = String(over);
      fill(
        actions,
        over
          ? [button(_("Try again"), () => send("POST", `/analyses/${this.id}/retry`), "primary"), button(_("Delete"), () => this.leaveIf(analysis))]
          : button(_("Cancel"), () => send("POST", `/analyses/${this.id}/cancel`)),
      );
    };
    fill(this.main, back(), h("h1", {}, analysis.name), h("section", { class: "card stack" }, h("p", { class: "row" }, state, progress), bar, actions));
    put(analysis);
    const stream = new EventSource(address(`/analyses/${this.id}/events`));
    this.closing.push(() => stream.close());
    stream.addEventListener("analysis", (event) => {
      const found = JSON.parse(event.data);
      if (found.state === "done") {
        stream.close();
        this.load().catch((error) => (state.textContent = messageOf(error)));
        return;
      }
      put(found);
      if (found.state !== "queued" && found.state !== "running") stream.close();
    });
  }

  /** @param {Formcheck.AnalysisDocument} analysis */
  async leaveIf(analysis) {
    if (await deleted(analysis)) location.hash = "#/videos";
  }

  /** @param {Finished} found */
  finished(found) {
    const { analysis, result, exercise, session } = found;
    const faults = faultsOf(result, exercise);
    const player = new Player(analysis, result, { label: _("The video {name}", { name: analysis.name }) });
    /** @param {number} seconds */
    this.jump = (seconds) => {
      player.jump(seconds);
      const { top, bottom } = player.stage.getBoundingClientRect();
      if (player.stage.hidden) return;
      if (bottom < 80 || top > innerHeight - 80) player.stage.scrollIntoView({ block: "center" });
    };
    const heading = h("h1");
    const settling = settlingOf(session, (said) => (document.title = `${(heading.textContent = headline(result, exercise, said))} · ${analysis.name} · formcheck`));
    const lanes = new Drawing(`/analyses/${analysis.id}`, "timeline", (seconds) => this.jump?.(seconds));
    const nobody = result.source.frames_with_person === 0;
    const something = result.reps.length || result.attempts.length || result.holds.length || result.doubts.length || faults.length;
    const plot = analysis.files.includes("trace.json") && exercise.measure && something ? new Drawing(`/analyses/${analysis.id}`, "plot", (seconds) => this.jump?.(seconds)) : null;
    fill(
      this.main,
      back(),
      h(
        "header",
        { class: "result-head" },
        h("p", { class: "quiet" }, `${exercise.name} · ${analysis.name} · ${when(analysis.created_at)}`),
        heading,
        faults.length
          ? h("ul", { class: "chips", "aria-label": say("what_was_found") }, faults.map((each) => h("li", { class: `badge ${each.severity}` }, sign(each.severity), h("b", {}, capital(each.name)), ` ${each.where}`)))
          : noFaultWords(result, exercise) && h("p", { class: "lead" }, noFaultWords(result, exercise)),
        result.interrupted && notice(say("stopped_early"), "warning"),
        result.warnings.map((each) => notice(capital(each), "warning")),
      ),
      h(
        "section",
        { class: "card watch", "aria-label": _("Video and timeline") },
        player.element,
        h("div", { class: "row spread watch-row" }, h("p", { class: "quiet small hint" }, something ? _("Choose anything on the timeline to jump there.") : ""), player.toggle()),
        something ? lanes.element : null,
      ),
      doubtsOfVideo(result, settling, (seconds) => (this.jump?.(seconds), player.video.play().catch(() => {}))),
      nobody && this.nobody(exercise),
      !nobody && !something && this.nothing(exercise),
      faults.length > 0 && this.mend(faults, exercise),
      result.reps.length > 0 && this.reps(result, exercise),
      result.holds.length > 0 && this.holds(result),
      plot && section(say("movement"), plot.element, h("div", { class: "drawn" }, measureDrawing(exercise.measure), h("p", { class: "quiet small" }, `${say("far_and_back", { far: say("far"), back: say("back") })} ${say("broken_line")}`))),
      result.attempts.length > 0 && this.attempts(result),
      result.not_judged.length > 0 &&
        section(say("why_not_judged"), h("p", { class: "quiet" }, say("says_nothing")), notJudged(result, exercise), h("p", { class: "quiet small" }, say("see_more", { camera: exercise.camera }))),
      this.take(analysis),
    );
    player.watch((seconds) => {
      lanes.move(seconds);
      plot?.move(seconds);
    });
    this.closing.push(() => player.close(), () => lanes.close(), () => plot?.close());
    this.offerCompare(analysis).catch(() => {});
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

  /** @param {Formcheck.AnalysisDocument} analysis */
  take(analysis) {
    /** @param {string} name */
    const file = (name) => address(`/analyses/${analysis.id}/files/${name}`);
    return section(
      _("Take it with you"),
      h(
        "ul",
        { class: "downloads" },
        DOWNLOADS.filter(([name]) => analysis.files.includes(name)).map(([name, words, what]) =>
          h("li", {}, h("a", { class: "button", href: `${file(name)}?download=true`, download: "" }, words), h("span", { class: "quiet small" }, what, name === "report.html" && [" – ", h("a", { href: file(name), target: "_blank", rel: "noopener" }, _("open it"))])),
        ),
        h("li", {}, h("a", { class: "button", href: `${file("video")}?download=true`, download: "" }, _("Video")), h("span", { class: "quiet small" }, _("as it was uploaded, {size}", { size: size(analysis.size_bytes) }))),
      ),
      this.compare,
      h("p", {}, h("button", { type: "button", class: "danger", onclick: () => this.leaveIf(analysis) }, _("Delete this video"))),
    );
  }

  /** @param {Formcheck.AnalysisDocument} analysis */
  async offerCompare(analysis) {
    /** @type {Formcheck.AnalysisDocument[]} */
    const all = await get("/analyses?limit=200");
    const others = all.filter((each) => each.state === "done" && each.exercise === analysis.exercise && each.id !== analysis.id);
    if (!others.length) return;
    const other = h("select", { id: "compare-with" }, others.map((each) => h("option", { value: each.id }, `${each.name}, ${when(each.created_at)}`)));
    fill(
      this.compare,
      h(
        "form",
        { class: "compare-choice", onsubmit: /** @param {SubmitEvent} event */ (event) => (event.preventDefault(), (location.hash = `#/compare/${other.value}/${analysis.id}`)) },
        h("div", { class: "field" }, h("label", { for: "compare-with" }, _("Compare with {other_sets}", { other_sets: ngettext("{count} other set", "{count} other sets", others.length) })), other),
        h("button", { type: "submit" }, _("Compare")),
      ),
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

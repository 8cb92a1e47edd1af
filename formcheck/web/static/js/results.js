/** One analysed video: what was counted, what to mend, when, and what was not judged. */

import { deleted, progressWords, STATES } from "./analyses.js";
import { address, get, messageOf, send } from "./api.js";
import { settlingOf } from "./doubts.js";
import { fill, h } from "./dom.js";
import { DRAWING_STYLES } from "./drawing.js";
import { _, ngettext } from "./phrases.js";
import { Player, videoOf } from "./player.js";
import { back, DOWNLOADS, loadFinished, section } from "./result-parts.js";
import { ResultView } from "./result-view.js";
import { size, when } from "./numbers.js";
import { headline } from "./wording.js";

/** @typedef {import("./result-parts.js").Finished} Finished */

export const title = _("Result");
export const styles = ["css/videos.css", ...DRAWING_STYLES, "css/confirm.css"];

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
    const heading = h("h1");
    const settling = settlingOf(session, (said) => (document.title = `${(heading.textContent = headline(result, exercise, said))} · ${analysis.name} · formcheck`));
    const player = new Player(videoOf(analysis), result, { label: _("The video {name}", { name: analysis.name }) });
    const plotted = analysis.files.includes("trace.json") && exercise.measure !== "";
    const view = new ResultView({ result, exercise, of: `/analyses/${analysis.id}`, plotted, player, settling });
    fill(
      this.main,
      back(),
      h("header", { class: "result-head" }, h("p", { class: "quiet" }, `${exercise.name} · ${analysis.name} · ${when(analysis.created_at)}`), heading, ...view.head()),
      view.watch(),
      view.sections(),
      this.take(analysis),
    );
    this.closing.push(() => view.close());
    this.offerCompare(analysis).catch(() => {});
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
}

/** The videos: dropped here, on their way, and what has become of them. */

import { deleted, foundWords, progressWords, STATES } from "./analyses.js";
import { about, address, exercises, get, messageOf, Problem, send } from "./api.js";
import { compareForm } from "./compare-form.js";
import { fill, h, notice } from "./dom.js";
import { _ } from "./phrases.js";
import { add, again, drop, sending, watch } from "./sending.js";
import { uploadForm } from "./upload-form.js";
import { Row } from "./video-row.js";
import { size, when } from "./numbers.js";

export const title = _("Videos");
export const styles = ["css/videos.css", "css/confirm.css"];

const PAGE = 50;
/** @type {Partial<Record<Formcheck.AnalysisState, string>>} */
const KINDS = { done: "good", failed: "risk", interrupted: "technique" };

/**
 * Show the page.
 * @param {HTMLElement} main
 * @returns {Promise<() => void>} Leaves it.
 */
export async function show(main) {
  const [known, limits, first, past] = await Promise.all([
    exercises(),
    about().then((each) => each.limits),
    get(`/analyses?limit=${PAGE}`),
    get("/sessions?limit=200").catch(() => ({ sessions: [] })),
  ]);
  const page = new Page(main, known, limits);
  for (const each of past.sessions) page.sessions.set(each.id, each);
  page.draw();
  for (const each of first) page.put(each);
  for (const each of sending()) page.sent(each);
  page.more(first.length === PAGE);
  page.listen();
  return () => page.close();
}

class Page {
  /**
   * @param {HTMLElement} main
   * @param {Formcheck.ExerciseDocument[]} known
   * @param {Formcheck.Limits} limits
   */
  constructor(main, known, limits) {
    this.main = main;
    this.known = known;
    this.limits = limits;
    /** @type {Map<string, Formcheck.SessionHead>} */
    this.sessions = new Map();
    /** @type {Map<string, Row>} What the server knows of. */
    this.rows = new Map();
    /** @type {Map<number, Row>} What is on its way. */
    this.items = new Map();
    /** @type {Formcheck.AnalysisDocument[]} */
    this.early = [];
    /** @type {HTMLElement | null} */
    this.lostNotice = null;
    this.ending = new AbortController();
    this.told = h("p", { class: "hidden-text", "aria-live": "polite" });
    this.trouble = h("div", { class: "stack" });
    this.list = h("ul", { class: "videos", "aria-label": _("Videos") });
    this.nothing = h("p", { class: "empty" }, _("No video yet. The first one that you drop appears here."));
    this.older = h("button", { type: "button", hidden: true, onclick: () => this.loadOlder() }, _("Show older ones"));
    this.heading = h("h2", { tabindex: "-1" }, _("Your videos"));
    this.compare = h("div");
  }

  draw() {
    this.main.append(
      h("h1", {}, _("Videos")),
      h("p", { class: "lead" }, _("Drop a recording of a set and get its report: what was counted, what to mend, and when.")),
      uploadForm(this.known, this.limits, (videos, options) => this.add(videos, options), this.ending.signal),
      this.trouble,
      h("section", { class: "stack videos-section" }, this.heading, this.nothing, this.list, this.older),
      this.compare,
      this.told,
    );
    this.unwatch = watch((item, analysis) => this.sent(item, analysis));
  }

  /**
   * Send videos.
   * @param {File[]} videos
   * @param {import("./upload-form.js").Options} options
   */
  add(videos, options) {
    this.trouble.replaceChildren();
    add(videos, options);
  }

  listen() {
    this.stream = new EventSource(address("/analyses/events"));
    this.stream.addEventListener("analysis", (event) => this.heard(JSON.parse(event.data)));
    this.stream.addEventListener("deleted", (event) => this.gone(JSON.parse(event.data).id));
    this.stream.addEventListener("open", () => this.lost(false));
    this.stream.addEventListener("error", () => this.lost(true));
  }

  close() {
    this.ending.abort();
    this.stream?.close();
    this.unwatch?.();
  }

  /** @param {boolean} yes */
  lost(yes) {
    this.lostNotice?.remove();
    this.lostNotice = null;
    if (!yes) return;
    this.lostNotice = notice(_("The connection to the server was lost. Trying again; what was uploaded goes on."), "warning");
    this.trouble.append(this.lostNotice);
  }

  /**
   * The stream may know of an analysis before its upload was answered: it is not shown twice.
   * @param {Formcheck.AnalysisDocument} analysis
   */
  heard(analysis) {
    /** @param {import("./sending.js").Item} item */
    const same = (item) => item.state === "sending" && item.file.size === analysis.size_bytes;
    if (!this.rows.has(analysis.id) && sending().some(same)) this.early.push(analysis);
    else this.put(analysis);
  }

  /**
   * Something that was sent, is being sent, or could not be.
   * @param {import("./sending.js").Item} item
   * @param {Formcheck.AnalysisDocument | null} analysis
   */
  sent(item, analysis = null) {
    if (analysis) this.put(analysis);
    if (item.state === "gone") {
      this.remove(this.items, item.id);
    }
    if (item.state !== "sending") {
      for (const each of this.early.splice(0)) this.put(each);
    }
    if (item.state === "gone") return;
    let row = this.items.get(item.id);
    if (!row) {
      row = new Row();
      this.items.set(item.id, row);
      this.list.prepend(row.element);
      this.count();
    }
    const failed = item.state === "failed";
    row.show({
      name: item.file.name,
      about: [this.nameOf(item.options.exercise), size(item.file.size)],
      state: failed ? _("Not uploaded") : item.state === "waiting" ? _("Waiting to be uploaded") : _("Uploading"),
      kind: failed ? "risk" : "quiet",
      share: item.state === "sending" ? item.share : null,
      detail: item.state === "sending" ? `${Math.round(100 * item.share)} %` : "",
      reason: item.reason,
      actions: [
        failed && ["retry", _("Try again"), () => again(item)],
        failed ? ["remove", _("Remove"), () => drop(item)] : ["cancel", _("Cancel"), () => drop(item)],
      ],
    });
    if (failed) this.tell(_("{name} was not uploaded. {reason}", { name: item.file.name, reason: item.reason }));
  }

  /**
   * An analysis, new or changed.
   * @param {Formcheck.AnalysisDocument} analysis
   */
  put(analysis) {
    let row = this.rows.get(analysis.id);
    const before = row?.analysis?.state;
    if (!row) {
      row = new Row();
      this.rows.set(analysis.id, row);
      this.insert(row, analysis);
    }
    row.analysis = analysis;
    row.show(this.described(analysis));
    if (before && before !== analysis.state) {
      this.tell(`${analysis.name}: ${STATES[analysis.state]}. ${analysis.reason}`);
    }
    if (before !== analysis.state) this.offerCompare();
    if (analysis.session && !this.sessions.has(analysis.session)) this.learn(analysis);
    this.count();
  }

  /**
   * @param {Formcheck.AnalysisDocument} analysis
   * @returns {import("./video-row.js").Shown}
   */
  described(analysis) {
    const { id, state, progress, ahead } = analysis;
    const running = state === "running";
    const over = state !== "queued" && !running;
    const session = this.sessions.get(analysis.session ?? "");
    return {
      name: analysis.name,
      href: state === "done" ? `#/videos/${id}` : null,
      about: [this.nameOf(analysis.exercise), when(analysis.created_at), size(analysis.size_bytes)],
      state: STATES[state],
      kind: KINDS[state] ?? "quiet",
      share: running ? (progress?.share ?? 0) : null,
      detail: running ? progressWords(progress) : state === "queued" && ahead ? _("{ahead} before it", { ahead }) : "",
      reason: state === "cancelled" ? "" : analysis.reason,
      found: session ? foundWords(session) : "",
      actions: [
        state === "done" && ["open", _("Open"), `#/videos/${id}`],
        !over && ["cancel", _("Cancel"), () => this.act(() => send("POST", `/analyses/${id}/cancel`))],
        over && state !== "done" && ["retry", _("Try again"), () => this.act(() => send("POST", `/analyses/${id}/retry`))],
        over && ["delete", _("Delete"), () => this.askToDelete(analysis)],
      ],
    };
  }

  /** @param {() => Promise<any>} call */
  async act(call) {
    try {
      const found = await call();
      if (found?.id) this.put(found);
    } catch (error) {
      fill(this.trouble, notice(messageOf(error), "error"));
    }
  }

  /** @param {Formcheck.AnalysisDocument} analysis */
  async askToDelete(analysis) {
    await this.act(async () => {
      if (await deleted(analysis)) {
        this.remove(this.rows, analysis.id);
        this.tell(_("{name} is deleted.", { name: analysis.name }));
        this.offerCompare();
        this.heading.focus();
      }
    });
  }

  /**
   * The stream tells of the latest only: what it lets go may merely be older.
   * @param {string} id
   */
  async gone(id) {
    try {
      await get(`/analyses/${id}`);
    } catch (error) {
      if (error instanceof Problem && error.status === 404) {
        this.remove(this.rows, id);
        this.offerCompare();
      }
    }
  }

  /** @param {Formcheck.AnalysisDocument} analysis */
  async learn(analysis) {
    try {
      const session = await get(`/sessions/${analysis.session}`);
      this.sessions.set(session.id, session);
      this.rows.get(analysis.id)?.show(this.described(analysis));
    } catch {
      // it is shown without its numbers
    }
  }

  /**
   * @template T
   * @param {Map<T, Row>} rows
   * @param {T} id
   */
  remove(rows, id) {
    rows.get(id)?.element.remove();
    rows.delete(id);
    this.count();
  }

  /**
   * @param {Row} row
   * @param {Formcheck.AnalysisDocument} analysis
   */
  insert(row, analysis) {
    const age = (/** @type {Row} */ each) => each.analysis?.created_at ?? "";
    const older = [...this.rows.values()]
      .filter((each) => each.analysis && age(each) < analysis.created_at)
      .sort((a, b) => (age(a) < age(b) ? 1 : -1))[0];
    this.list.insertBefore(row.element, older?.element ?? null);
  }

  count() {
    const any = this.rows.size + this.items.size > 0;
    this.nothing.hidden = any;
    this.list.hidden = !any;
  }

  /** @param {boolean} there */
  more(there) {
    this.older.hidden = !there;
  }

  async loadOlder() {
    await this.act(async () => {
      const found = await get(`/analyses?limit=${PAGE}&offset=${this.rows.size}`);
      for (const each of found) this.put(each);
      this.more(found.length === PAGE);
    });
  }

  offerCompare() {
    const done = [...this.rows.values()].flatMap(({ analysis }) => (analysis?.state === "done" ? [analysis] : []));
    const groups = this.known
      .map((exercise) => ({ exercise, all: done.filter((each) => each.exercise === exercise.id) }))
      .filter((group) => group.all.length > 1);
    fill(this.compare, groups.length ? compareForm(groups) : null);
  }

  /** @param {string} id */
  nameOf(id) {
    return this.known.find((each) => each.id === id)?.name ?? id;
  }

  /** @param {string} text */
  tell(text) {
    this.told.textContent = text;
  }
}

/** The videos: dropped here, on their way, and what has become of them. */

import { about, address, exercises, get, messageOf, Problem, send } from "./api.js";
import { confirmed } from "./confirm.js";
import { fill, h, notice, plural } from "./dom.js";
import { add, again, drop, sending, watch } from "./sending.js";
import { duration, formWords, left, repsOf, secondsOf, size, when } from "./words.js";

export const title = "Videos";
export const styles = ["css/videos.css", "css/confirm.css"];

const PAGE = 50;
const CHOICE = "formcheck.upload";
export const STATES = {
  queued: "Waiting",
  running: "Being analysed",
  done: "Done",
  failed: "Failed",
  cancelled: "Cancelled",
  interrupted: "Interrupted",
};
const KINDS = { done: "good", failed: "risk", interrupted: "technique" };

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

/** Delete an analysis, if the person means it; says whether it is gone. */
export async function deleted(analysis) {
  const sure = await confirmed(
    `Delete ${analysis.name}?`,
    "The video, what was found in it and its entry in the history are deleted from this machine. This cannot be undone.",
    "Delete",
  );
  if (sure) await send("DELETE", `/analyses/${analysis.id}`);
  return sure;
}

class Page {
  constructor(main, known, limits) {
    this.main = main;
    this.known = known;
    this.limits = limits;
    this.sessions = new Map();
    this.rows = new Map();
    this.items = new Map();
    this.early = [];
    this.ending = new AbortController();
  }

  draw() {
    this.told = h("p", { class: "hidden-text", "aria-live": "polite" });
    this.trouble = h("div", { class: "stack" });
    this.list = h("ul", { class: "videos", "aria-label": "Videos" });
    this.nothing = h("p", { class: "empty" }, "No video yet. The first one that you drop appears here.");
    this.older = h("button", { type: "button", hidden: true, onclick: () => this.loadOlder() }, "Show older ones");
    this.heading = h("h2", { tabindex: "-1" }, "Your videos");
    this.compare = h("div");
    this.main.append(
      h("h1", {}, "Videos"),
      h("p", { class: "lead" }, "Drop a recording of a set and get its report: what was counted, what to mend, and when."),
      this.form(),
      this.trouble,
      h("section", { class: "stack videos-section" }, this.heading, this.nothing, this.list, this.older),
      this.compare,
      this.told,
    );
    this.unwatch = watch((item, analysis) => this.sent(item, analysis));
  }

  form() {
    const choice = remembered();
    const camera = h("p", { class: "quiet small", "aria-live": "polite" });
    const exercise = h(
      "select",
      { id: "exercise" },
      this.known.map((each) => h("option", { value: each.id, selected: each.id === choice.exercise }, each.name)),
    );
    const model = h(
      "select",
      { id: "model" },
      h("option", { value: "full" }, "Full: finds more"),
      h("option", { value: "lite", selected: choice.model === "lite" }, "Lite: is faster"),
    );
    const annotate = h("input", { type: "checkbox", id: "annotate", checked: choice.annotate !== false });
    const input = h("input", { type: "file", id: "files", class: "hidden-text", multiple: true, accept: "video/*,.mkv,.avi,.mov,.ts", tabindex: "-1", "aria-hidden": "true" });
    const button = h("button", { type: "button", class: "primary large", "aria-describedby": "limits", onclick: () => input.click() }, "Choose videos");
    const zone = h(
      "div",
      { class: "drop" },
      picture(),
      h("p", { class: "drop-words" }, "Drop videos here, or"),
      button,
      input,
      h("p", { class: "quiet small", id: "limits" }, `Up to ${size(this.limits.upload_bytes)} and ${Math.round(this.limits.duration_s / 60)} minutes each. They stay on this machine.`),
    );
    const change = () => {
      const found = this.known.find((each) => each.id === exercise.value);
      fill(camera, h("strong", {}, "Camera: "), found?.camera ?? "");
      remember({ exercise: exercise.value, model: model.value, annotate: annotate.checked });
    };
    const take = (files) => {
      const videos = [...files].filter((file) => file.size || file.type);
      if (!videos.length) return;
      this.trouble.replaceChildren();
      add(videos, { exercise: exercise.value, model: model.value, annotate: String(annotate.checked) });
    };
    input.addEventListener("change", () => {
      take(input.files);
      input.value = "";
    });
    for (const each of [exercise, model, annotate]) each.addEventListener("change", change);
    change();
    this.receiveDrops(zone, take);
    return h(
      "section",
      { class: "card upload", "aria-label": "Add videos" },
      h(
        "div",
        { class: "upload-choice" },
        h("div", { class: "field" }, h("label", { for: "exercise" }, "Exercise in the video"), exercise),
        camera,
        h("div", { class: "field" }, h("label", { for: "model" }, "Pose model"), model),
        h("label", { class: "check", for: "annotate" }, annotate, "Also make a video with the skeleton drawn on it"),
      ),
      zone,
    );
  }

  /** Anywhere on the page will do: a video that misses the zone would replace the page otherwise. */
  receiveDrops(zone, take) {
    const options = { signal: this.ending.signal };
    let depth = 0;
    const mark = (on) => zone.classList.toggle("over", on);
    addEventListener("dragenter", () => mark(++depth > 0), options);
    addEventListener("dragleave", () => mark((depth = Math.max(0, depth - 1)) > 0), options);
    addEventListener("dragover", (event) => event.preventDefault(), options);
    addEventListener(
      "drop",
      (event) => {
        event.preventDefault();
        depth = 0;
        mark(false);
        take(event.dataTransfer?.files ?? []);
      },
      options,
    );
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

  lost(yes) {
    this.lostNotice?.remove();
    this.lostNotice = yes ? notice("The connection to the server was lost. Trying again; what was uploaded goes on.", "warning") : null;
    if (yes) this.trouble.append(this.lostNotice);
  }

  /** The stream may know of an analysis before its upload was answered: it is not shown twice. */
  heard(analysis) {
    const same = (item) => item.state === "sending" && item.file.size === analysis.size_bytes;
    if (!this.rows.has(analysis.id) && sending().some(same)) this.early.push(analysis);
    else this.put(analysis);
  }

  /** Something that was sent, is being sent, or could not be. */
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
      state: failed ? "Not uploaded" : item.state === "waiting" ? "Waiting to be uploaded" : "Uploading",
      kind: failed ? "risk" : "quiet",
      share: item.state === "sending" ? item.share : null,
      detail: item.state === "sending" ? `${Math.round(100 * item.share)} %` : "",
      reason: item.reason,
      actions: [
        failed && ["retry", "Try again", () => again(item)],
        failed ? ["remove", "Remove", () => drop(item)] : ["cancel", "Cancel", () => drop(item)],
      ],
    });
    if (failed) this.tell(`${item.file.name} was not uploaded. ${item.reason}`);
  }

  /** An analysis, new or changed. */
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

  described(analysis) {
    const { id, state, progress, ahead } = analysis;
    const running = state === "running";
    const over = state !== "queued" && !running;
    const session = this.sessions.get(analysis.session);
    return {
      name: analysis.name,
      href: state === "done" ? `#/videos/${id}` : null,
      about: [this.nameOf(analysis.exercise), when(analysis.created_at), size(analysis.size_bytes)],
      state: STATES[state],
      kind: KINDS[state] ?? "quiet",
      share: running ? (progress?.share ?? 0) : null,
      detail: running ? progressWords(progress) : state === "queued" && ahead ? `${ahead} before it` : "",
      reason: state === "cancelled" ? "" : analysis.reason,
      found: session ? foundWords(session) : "",
      actions: [
        state === "done" && ["open", "Open", `#/videos/${id}`],
        !over && ["cancel", "Cancel", () => this.act(() => send("POST", `/analyses/${id}/cancel`))],
        over && state !== "done" && ["retry", "Try again", () => this.act(() => send("POST", `/analyses/${id}/retry`))],
        over && ["delete", "Delete", () => this.askToDelete(analysis)],
      ],
    };
  }

  async act(call) {
    try {
      const found = await call();
      if (found?.id) this.put(found);
    } catch (error) {
      fill(this.trouble, notice(messageOf(error), "error"));
    }
  }

  async askToDelete(analysis) {
    await this.act(async () => {
      if (await deleted(analysis)) {
        this.remove(this.rows, analysis.id);
        this.tell(`${analysis.name} is deleted.`);
        this.offerCompare();
        this.heading.focus();
      }
    });
  }

  /** The stream tells of the latest only: what it lets go may merely be older. */
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

  async learn(analysis) {
    try {
      const session = await get(`/sessions/${analysis.session}`);
      this.sessions.set(session.id, session);
      this.rows.get(analysis.id)?.show(this.described(analysis));
    } catch {
      // it is shown without its numbers
    }
  }

  remove(rows, id) {
    rows.get(id)?.element.remove();
    rows.delete(id);
    this.count();
  }

  insert(row, analysis) {
    const later = [...this.rows.values()]
      .filter((each) => each.analysis && each.analysis.created_at < analysis.created_at)
      .sort((a, b) => (a.analysis.created_at < b.analysis.created_at ? 1 : -1))[0];
    this.list.insertBefore(row.element, later?.element ?? null);
  }

  count() {
    const any = this.rows.size + this.items.size > 0;
    this.nothing.hidden = any;
    this.list.hidden = !any;
  }

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
    const done = [...this.rows.values()].map((row) => row.analysis).filter((each) => each?.state === "done");
    const groups = this.known
      .map((exercise) => ({ exercise, all: done.filter((each) => each.exercise === exercise.id) }))
      .filter((group) => group.all.length > 1);
    fill(this.compare, groups.length ? compareForm(groups) : null);
  }

  nameOf(id) {
    return this.known.find((each) => each.id === id)?.name ?? id;
  }

  tell(text) {
    this.told.textContent = text;
  }
}

/** One line of the list, changed in place so that the focus stays where it is. */
class Row {
  constructor() {
    this.name = h("p", { class: "video-name" });
    this.about = h("p", { class: "quiet small video-about" });
    this.state = h("span", { class: "badge" });
    this.found = h("span", { class: "small" });
    this.detail = h("span", { class: "quiet small num" });
    this.bar = h("progress", { max: "1", "aria-label": "Progress" });
    this.reason = h("p", { class: "video-reason" });
    this.actions = h("div", { class: "row video-actions" });
    this.element = h(
      "li",
      { class: "card video" },
      h("div", { class: "video-head" }, this.name, this.about),
      h("div", { class: "video-state" }, h("div", { class: "row" }, this.state, this.found, this.detail), this.bar, this.reason),
      this.actions,
    );
    this.shown = "";
  }

  show({ name, href = null, about: facts, state, kind, share = null, detail = "", reason = "", found = "", actions }) {
    if (this.shownName !== `${name} ${href}`) {
      this.shownName = `${name} ${href}`;
      fill(this.name, href ? h("a", { href }, name) : name);
    }
    this.about.textContent = facts.join(" · ");
    this.state.className = `badge ${kind}`;
    this.state.textContent = state;
    this.found.textContent = found;
    this.detail.textContent = detail;
    this.bar.hidden = share === null;
    if (share !== null) this.bar.value = share;
    this.reason.textContent = reason;
    this.reason.hidden = !reason;
    const wanted = actions.filter(Boolean);
    const key = wanted.map(([id]) => id).join();
    if (key === this.shown) return;
    this.shown = key;
    const focused = this.actions.contains(document.activeElement);
    fill(
      this.actions,
      wanted.map(([id, words, go]) => {
        const label = h("span", { class: "hidden-text" }, ` ${name}`);
        const style = id === "delete" || id === "remove" ? "plain" : "";
        return typeof go === "string"
          ? h("a", { class: "button", href: go }, words, label)
          : h("button", { type: "button", class: style, onclick: go }, words, label);
      }),
    );
    if (focused) this.actions.firstElementChild?.focus();
  }
}

function compareForm(groups) {
  const options = (keep) =>
    groups.map(({ exercise, all }) =>
      h("optgroup", { label: exercise.name }, all.map((each) => h("option", { value: each.id, "data-exercise": exercise.id, selected: each === keep }, `${each.name}, ${when(each.created_at)}`))),
    );
  const [a, b] = groups[0].all;
  const one = h("select", { id: "compare-a" }, options(b));
  const two = h("select", { id: "compare-b" }, options(a));
  const said = h("p", { class: "quiet small", role: "status" });
  const go = h("button", { type: "submit" }, "Compare");
  const check = () => {
    const same = one.selectedOptions[0].dataset.exercise === two.selectedOptions[0].dataset.exercise;
    const other = one.value !== two.value;
    go.disabled = !(same && other);
    said.textContent = !other ? "Choose two different videos." : same ? "" : "Choose two videos of the same exercise.";
  };
  one.addEventListener("change", check);
  two.addEventListener("change", check);
  check();
  return h(
    "form",
    {
      class: "card stack compare-form",
      onsubmit: (event) => {
        event.preventDefault();
        location.hash = `#/compare/${one.value}/${two.value}`;
      },
    },
    h("h2", {}, "Compare two sets"),
    h(
      "div",
      { class: "compare-choice" },
      h("div", { class: "field" }, h("label", { for: "compare-a" }, "One set"), one),
      h("div", { class: "field" }, h("label", { for: "compare-b" }, "The other"), two),
      go,
    ),
    said,
  );
}

export function progressWords(progress) {
  if (!progress) return "";
  const share = progress.share === null ? plural(progress.frames_done, "picture") : `${Math.round(100 * progress.share)} %`;
  return progress.left_s === null ? share : `${share}, ${left(progress.left_s)}`;
}

function foundWords(session) {
  if (session.hold_s) return [`Held ${duration(session.hold_s)}`, ...formWords(secondsOf(session), duration)].join(", ");
  if (!session.reps) return "Nothing was counted";
  return [plural(session.reps, "rep"), ...formWords(repsOf(session))].join(", ");
}

function picture() {
  const image = h("img", { src: "drop.svg", alt: "", width: "72", height: "56" });
  return image;
}

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(CHOICE) ?? "{}") ?? {};
  } catch {
    return {};
  }
}

function remember(choice) {
  try {
    localStorage.setItem(CHOICE, JSON.stringify(choice));
  } catch {
    // private windows may refuse: then it is asked anew
  }
}

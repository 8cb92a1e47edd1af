/** The history: which days, how much, how well, and every session. */

import { address, exercises, get, messageOf, send, TIME_ZONE } from "./api.js";
import { calendar, lastWeeks, weekChart } from "./charts.js";
import { confirmed } from "./confirm.js";
import { fill, h, notice } from "./dom.js";
import { _, ngettext, say } from "./phrases.js";
import { duration, time, when } from "./numbers.js";
import { saidWords, SetSaid } from "./set-said.js";
import { scoresOf } from "./set-score.js";
import { capital, countWords, formsOf, formWords, heldOf, heldWords, nameOf, repsOf, repsWords, secondsOf } from "./wording.js";

export const title = _("History");
export const styles = ["css/history.css", "css/confirm.css"];

const PAGE = 20;
const WEEKS = 12;
/** The days are those of this browser, in the calendar, the list and the exports. */
const ZONE = `tz=${encodeURIComponent(TIME_ZONE)}`;
const TRENDS = {
  rarer: ["↘", _("It is getting rarer."), "good"],
  "as before": ["→", _("It is about as frequent as before."), "quiet"],
  "more often": ["↗", _("It is getting more frequent."), "technique"],
  "not known": ["", _("It takes at least four training days and six sets to say whether it is getting rarer."), "quiet"],
};

/** @param {HTMLElement} main */
export async function show(main) {
  const page = new Page(main, await exercises());
  await page.draw();
  return () => page.close();
}

class Page {
  /**
   * @param {HTMLElement} main
   * @param {Formcheck.ExerciseDocument[]} known
   */
  constructor(main, known) {
    this.main = main;
    this.known = known;
    /** @type {(() => void)[]} */
    this.closing = [];
    this.said = h("p", { class: "hidden-text", role: "status" });
    this.trouble = h("div");
    this.heading = h("h2", { tabindex: "-1" });
  }

  close() {
    for (const each of this.closing.splice(0)) each();
  }

  async draw() {
    const [overview, past] = await Promise.all([get(`/history?${ZONE}`), get(`/sessions?limit=${PAGE}&${ZONE}`)]);
    this.close();
    this.said = h("p", { class: "hidden-text", role: "status" });
    this.trouble = h("div");
    this.heading = h("h2", { tabindex: "-1" });
    const head = [h("div", { class: "row spread" }, h("h1", {}, _("History")), h("a", { class: "button", href: "#/progress" }, _("Progress")))];
    if (!past.total) {
      fill(this.main, head, this.said, h("div", { class: "empty stack" }, h("p", {}, _("Nothing yet. What you do in front of the camera and the videos that you drop are kept here, on this machine only.")), h("div", { class: "row centred" }, h("a", { class: "button primary", href: "#/" }, _("Train now")), h("a", { class: "button", href: "#/videos" }, _("Drop a video")))));
      return;
    }
    fill(
      this.main,
      head,
      this.said,
      this.numbers(overview),
      h("div", { class: "history-top" }, h("section", { class: "card" }, h("h2", {}, _("Training days")), calendar(overview.days)), this.fault(overview.frequent_fault)),
      this.weeks(overview.weeks),
      this.sessions(past),
      this.exports(),
    );
  }

  /**
   * The last four weeks, in figures.
   * @param {Formcheck.Overview} overview
   */
  numbers({ days, weeks }) {
    const recent = new Set(lastWeeks(4));
    const since = [...recent][0];
    const inThem = weeks.filter((each) => recent.has(each.week));
    /** @param {"reps" | "settled_reps" | "good_reps" | "unjudged_reps" | "hold_s" | "settled_hold_s" | "good_hold_s" | "unsure_hold_s" | "unjudged_hold_s"} key */
    const sum = (key) => inThem.reduce((all, each) => all + each[key], 0);
    const [reps, settled, held, timed] = [sum("reps"), sum("settled_reps"), sum("settled_hold_s"), sum("hold_s")];
    /**
     * @param {string} name
     * @param {string} number
     */
    const pair = (name, number) => h("div", {}, h("dt", {}, name), h("dd", {}, number));
    return h(
      "section",
      { class: "card", "aria-label": _("The last four weeks") },
      h(
        "dl",
        { class: "numbers" },
        pair(_("Training days, last 4 weeks"), String(days.filter((each) => each.day >= since).length)),
        pair(_("Reps"), String(settled)),
        settled !== reps && pair(_("Reps that the camera counted"), String(reps)),
        reps > 0 && pair(_("Reps good"), String(sum("good_reps"))),
        reps > 0 && pair(_("Reps at fault"), String(reps - sum("good_reps") - sum("unjudged_reps"))),
        reps > 0 && pair(_("Reps not judged"), String(sum("unjudged_reps"))),
        held > 0 && pair(_("Held"), [duration(held), held !== timed && say("camera_counted", { count: duration(timed) })].filter(Boolean).join(", ")),
        timed > 0 && pair(_("Held, judged good"), duration(sum("good_hold_s"))),
        timed > 0 && pair(_("Held, at fault"), duration(Math.max(0, timed - sum("good_hold_s") - sum("unsure_hold_s") - sum("unjudged_hold_s")))),
        timed > 0 && pair(_("Held, not judged or too close to call"), duration(sum("unsure_hold_s") + sum("unjudged_hold_s"))),
      ),
    );
  }

  /** @param {Formcheck.FrequentFault | null} found */
  fault(found) {
    if (!found) return h("section", { class: "card" }, h("h2", {}, _("Most frequent fault")), h("p", { class: "quiet" }, _("No fault was found so far.")));
    const exercise = this.known.find((each) => each.id === found.exercise);
    const check = exercise?.checks.find((each) => each.id === found.id);
    const [arrow, words, kind] = TRENDS[found.trend] ?? TRENDS["not known"];
    return h(
      "section",
      { class: "card fault-card" },
      h("h2", {}, _("Most frequent fault")),
      h("p", { class: "fault-name" }, capital(nameOf(found.id, exercise))),
      h("p", { class: "quiet" }, `${exercise?.name ?? found.exercise}, ${ngettext("found once.", "found {count} times.", found.times)}`),
      h("p", { class: `trend badge ${kind}` }, arrow && h("span", { "aria-hidden": "true" }, arrow), words),
      check && h("p", { class: "fault-cue" }, check.cue),
      check && h("p", { class: "quiet small" }, check.why),
    );
  }

  /** @param {Formcheck.Week[]} all */
  weeks(all) {
    const shown = lastWeeks(WEEKS);
    const ids = [...new Set(all.map((each) => each.exercise))].filter((id) => all.some((each) => each.exercise === id && shown.includes(each.week)));
    const charts = ids.map((id) => {
      const exercise = this.known.find((each) => each.id === id);
      const mine = new Map(all.filter((each) => each.exercise === id).map((each) => [each.week, each]));
      const hold = exercise ? exercise.kind === "hold" : ![...mine.values()].some((each) => each.reps || each.settled_reps);
      const weeks = shown.map((week) => {
        const found = mine.get(week);
        if (!found) return { week, total: null, counted: 0, good: 0, fault: 0, unknown: 0 };
        const forms = hold ? secondsOf(found) : repsOf(found);
        return { week, total: hold ? found.settled_hold_s : found.settled_reps, counted: hold ? found.hold_s : found.reps, good: forms.good, fault: forms.fault, unknown: forms.unsure + forms.unjudged };
      });
      const chart = weekChart(exercise?.name ?? id, weeks, hold);
      this.closing.push(chart.close);
      return h("section", { class: "card" }, h("h3", {}, exercise?.name ?? id), chart.element);
    });
    return h("section", { class: "history-part" }, h("h2", {}, _("Week by week")), charts.length ? h("div", { class: "charts" }, charts) : h("p", { class: "quiet" }, _("Nothing was done in the last {WEEKS} weeks.", { WEEKS })));
  }

  /** @param {Formcheck.SessionPage} past */
  sessions(past) {
    const list = h("ul", { class: "sessions" }, past.sessions.map((each) => this.row(each)));
    const older = h("button", { type: "button", hidden: past.sessions.length >= past.total }, _("Show older ones"));
    older.addEventListener("click", () =>
      this.act(async () => {
        /** @type {Formcheck.SessionPage} */
        const found = await get(`/sessions?limit=${PAGE}&offset=${list.children.length}&${ZONE}`);
        list.append(...found.sessions.map((each) => this.row(each)));
        older.hidden = list.children.length >= found.total;
      }),
    );
    this.heading.textContent = ngettext("{count} session", "{count} sessions", past.total);
    return h("section", { class: "history-part stack" }, this.heading, this.trouble, list, older);
  }

  /** @param {Formcheck.SessionHead} session */
  row(session) {
    const names = session.exercises.map((id) => this.named(id)).join(", ") || _("Nothing");
    const more = h("div", { class: "session-more" });
    const details = h("details", {}, h("summary", {}, _("Sets and faults"), h("span", { class: "hidden-text" }, " ", _("of {names}, {when}", { names, when: when(session.started_at) }))), more);
    details.addEventListener("toggle", async () => {
      if (!details.open || more.childElementCount) return;
      try {
        const whole = await get(`/sessions/${session.id}`);
        fill(more, this.sets(whole), this.saidOf(whole), scoresOf(whole.id));
      } catch (error) {
        fill(more, notice(messageOf(error), "error"));
      }
    });
    const done =
      [
        (session.reps || session.reps_range[1] || session.settled_reps !== null) && repsWords(session),
        heldWords(session),
      ]
        .filter(Boolean)
        .join("; ") || (session.nothing_because ?? say("nothing_counted"));
    const label = h("span", { class: "hidden-text" }, ` ${names}, ${when(session.started_at)}`);
    return h(
      "li",
      { class: "card session" },
      h("div", {}, h("p", { class: "session-name" }, names), h("p", { class: "quiet small" }, when(session.started_at), session.name && ` · ${session.name}`)),
      h("div", {}, h("p", {}, h("span", { class: "badge quiet" }, session.kind === "live" ? _("Live") : _("Video")), ` ${session.sets > 1 ? `${ngettext("{count} set", "{count} sets", session.sets)}, ` : ""}${done}`), details),
      h(
        "div",
        { class: "row session-actions" },
        h("a", { class: "button", href: session.analysis ? `#/videos/${session.analysis}` : `#/history/${session.id}` }, _("Open"), label.cloneNode(true)),
        h("button", { type: "button", class: "plain", onclick: () => this.deleteOne(session) }, _("Delete"), label),
      ),
    );
  }

  /** @param {string} id */
  named(id) {
    return this.known.find((each) => each.id === id)?.name ?? id;
  }

  /**
   * Load, effort and note of each set, and what the person corrects of it.
   * @param {Formcheck.SessionRecord} session
   */
  saidOf(session) {
    return session.all_sets.map((set) => {
      const line = h("span", { class: "quiet" });
      /** @param {Formcheck.SetRecord} now */
      const tell = (now) => (line.textContent = saidWords(now, this.known));
      tell(set);
      const form = new SetSaid(session.id, set, this.known, { correct: true, changed: tell });
      return h("details", { class: "said-set" }, h("summary", {}, _("Set {index}: load, effort, corrections", { index: set.index }), " ", line), form.element);
    });
  }

  /** @param {Formcheck.SessionRecord} session */
  sets(session) {
    if (!session.all_sets.length) return h("p", { class: "quiet" }, `${say("nothing_counted")}.`);
    const several = session.exercises.length > 1;
    return h(
      "div",
      { class: "scroll" },
      h(
        "table",
        {},
        h("thead", {}, h("tr", {}, [_("Set"), several && _("Exercise"), _("Done"), say("not_counted"), _("Faults")].filter(Boolean).map((each) => h("th", { scope: "col" }, each)))),
        h(
          "tbody",
          {},
          session.all_sets.map((set) => {
            const exercise = this.known.find((each) => each.id === set.exercise);
            const times = new Map();
            for (const each of set.faults) times.set(each.id, (times.get(each.id) ?? 0) + 1);
            const faults = [...times].map(([id, count]) => nameOf(id, exercise) + (count > 1 ? ` ×${count}` : "")).join(", ");
            return h(
              "tr",
              {},
              h("th", { scope: "row", class: "num" }, _("{index}, at {time}", { index: set.index, time: time(set.start_s) })),
              several && h("td", {}, this.named(set.exercise)),
              h("td", {}, (heldOf(set) ? [heldWords({ ...set, settled_hold_s: set.said.hold_s ?? null }, String)] : [countWords(set.settled_reps ?? set.reps.length, set.settled_reps === null ? set.reps_range : null), set.settled_reps === null ? "" : say("camera_counted", { count: set.reps.length }), ...formWords(formsOf(set))]).filter(Boolean).join(", ")),
              h("td", { class: "num" }, String(set.attempts)),
              h("td", {}, faults || h("span", { class: "quiet" }, _("none found"))),
            );
          }),
        ),
      ),
    );
  }

  exports() {
    return h(
      "section",
      { class: "history-part card stack" },
      h("h2", {}, _("Your data")),
      h("p", { class: "quiet" }, _("All of it is on this machine. Take it elsewhere, or delete it: the videos and their reports go too.")),
      h(
        "div",
        { class: "row" },
        h("a", { class: "button", href: address(`/history.json?${ZONE}`), download: "" }, _("Export JSON")),
        h("a", { class: "button", href: address(`/history.csv?${ZONE}`), download: "" }, _("Export CSV")),
        h("button", { type: "button", class: "danger", onclick: () => this.deleteAll() }, _("Delete everything")),
      ),
    );
  }

  /** @param {Formcheck.SessionHead} session */
  async deleteOne(session) {
    const what = session.analysis ? _("The session goes, and with it the video and its report.") : _("What was counted and found in it goes.");
    if (!(await confirmed(_("Delete the session of {when}?", { when: when(session.started_at) }), _("{what} This cannot be undone.", { what }), _("Delete")))) return;
    await this.act(async () => {
      await send("DELETE", `/sessions/${session.id}`);
      await this.again(_("The session is deleted."));
    });
  }

  async deleteAll() {
    if (!(await confirmed(_("Delete everything?"), _("All sessions, all videos and all reports are deleted from this machine. This cannot be undone."), _("Delete everything")))) return;
    await this.act(async () => {
      await send("DELETE", "/sessions");
      await this.again(_("Everything is deleted."));
    });
  }

  /** @param {string} said */
  async again(said) {
    await this.draw();
    this.said.textContent = said;
    (this.heading.isConnected ? this.heading : this.main).focus();
  }

  /** @param {() => Promise<void>} call */
  async act(call) {
    try {
      this.trouble.replaceChildren();
      await call();
    } catch (error) {
      fill(this.trouble, notice(messageOf(error), "error"));
      this.trouble.scrollIntoView({ block: "nearest" });
    }
  }
}

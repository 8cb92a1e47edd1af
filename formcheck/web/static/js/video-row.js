/** One video in the list of videos: on its way, being analysed, or done. */

import { fill, h } from "./dom.js";
import { _ } from "./phrases.js";

/**
 * @typedef {[id: string, words: string, go: string | (() => void)]} Action What it is, what it is called, and where it leads or what it does.
 * @typedef {object} Shown
 * @property {string} name
 * @property {string | null} [href] Where the name leads.
 * @property {string[]} about Facts of the video.
 * @property {string} state In words.
 * @property {string} kind The badge's colour: good, risk, technique or quiet.
 * @property {number | null} [share] How far it is, 0 to 1; null shows no bar.
 * @property {string} [detail]
 * @property {string} [reason] Why it failed.
 * @property {string} [found] What was counted.
 * @property {(Action | false)[]} actions
 */

/** One line of the list, changed in place so that the focus stays where it is. */
export class Row {
  constructor() {
    /** @type {Formcheck.AnalysisDocument | null} */
    this.analysis = null;
    this.name = h("p", { class: "video-name" });
    this.about = h("p", { class: "quiet small video-about" });
    this.state = h("span", { class: "badge" });
    this.found = h("span", { class: "small" });
    this.detail = h("span", { class: "quiet small num" });
    this.bar = h("progress", { max: "1", "aria-label": _("Progress") });
    this.reason = h("p", { class: "video-reason" });
    this.actions = h("div", { class: "row video-actions" });
    this.element = h(
      "li",
      { class: "card video" },
      h("div", { class: "video-head" }, this.name, this.about),
      h("div", { class: "video-state" }, h("div", { class: "row" }, this.state, this.found, this.detail), this.bar, this.reason),
      this.actions,
    );
    this.shownActions = "";
    this.shownName = "";
  }

  /**
   * Show how things stand.
   * @param {Shown} shown
   */
  show({ name, href = null, about, state, kind, share = null, detail = "", reason = "", found = "", actions }) {
    if (this.shownName !== `${name} ${href}`) {
      this.shownName = `${name} ${href}`;
      fill(this.name, href ? h("a", { href }, name) : name);
    }
    this.about.textContent = about.join(" · ");
    this.state.className = `badge ${kind}`;
    this.state.textContent = state;
    this.found.textContent = found;
    this.detail.textContent = detail;
    this.bar.hidden = share === null;
    if (share !== null) this.bar.value = share;
    this.reason.textContent = reason;
    this.reason.hidden = !reason;
    const wanted = actions.filter((each) => each !== false);
    const key = wanted.map(([id]) => id).join();
    if (key === this.shownActions) return;
    this.shownActions = key;
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
    const first = this.actions.firstElementChild;
    if (focused && first instanceof HTMLElement) first.focus();
  }
}

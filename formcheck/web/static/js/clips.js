/** Clips of live sets: whether they may be kept, until when they are, and letting them go. */

import { messageOf, send } from "./api.js";
import { fill, h } from "./dom.js";
import { day } from "./numbers.js";
import { _, ngettext } from "./phrases.js";

/**
 * The question whether clips may be kept: off, and asked anew before each training.
 * @param {number} days For how many days they would be.
 */
export function recordChoice(days) {
  const box = h("input", { type: "checkbox", name: "record" });
  const element = h(
    "div",
    {},
    h("label", { class: "row check" }, box, _("Keep a clip of each set")),
    h("p", { class: "quiet small" }, _("Off, no picture is kept. On, you can watch your sets beside their timeline for {days}; the clips stay on this machine, and one touch deletes them.", { days: ngettext("{count} day", "{count} days", days) })),
  );
  return {
    element,
    get wanted() {
      return box.checked;
    },
  };
}

/**
 * The sign that pictures are kept, which stands there as long as they are.
 * @returns {{element: HTMLElement, show: (until: string | null | undefined) => void}}
 */
export function recordedSign() {
  const element = h("span", { class: "recorded small", hidden: true });
  return {
    element,
    show(until) {
      element.hidden = !until;
      if (until) fill(element, _("Clips kept until {day}", { day: day(until) }));
    },
  };
}

/**
 * What is said of a session's clips, with the touch that deletes them; null where none were allowed.
 * @param {string} session
 * @param {Formcheck.ClipsDocument} clips
 * @param {number} shown Which set the page shows.
 * @param {() => unknown} gone Called once they are deleted.
 */
export function clipsPart(session, clips, shown, gone) {
  if (clips.state === "none") return null;
  const said = h("p", { class: "quiet small", role: "status" }, wordsOf(clips, shown));
  /** @param {string} path */
  const remove = async (path) => {
    try {
      await send("DELETE", `/sessions/${session}${path}`);
      await gone();
    } catch (error) {
      fill(said, messageOf(error));
    }
  };
  const one = clips.clips.length > 1 && clips.clips.some((each) => each.set === shown);
  return h(
    "div",
    { class: "row spread clip-row" },
    said,
    h(
      "div",
      { class: "row" },
      one && h("button", { type: "button", onclick: () => remove(`/sets/${shown}/clip`) }, _("Delete this clip")),
      h("button", { type: "button", onclick: () => remove("/clips") }, clips.clips.length > 1 ? _("Delete all clips of this training") : _("Delete the clip")),
    ),
  );
}

/**
 * @param {Formcheck.ClipsDocument} clips
 * @param {number} shown
 */
function wordsOf({ state, until, trouble, clips }, shown) {
  const kept = _("Clips are kept on this machine until {day}, and then deleted.", { day: day(until ?? "") });
  const why = trouble && _("Something of the clips is missing: {trouble}.", { trouble });
  const there = clips.some((each) => each.set === shown);
  const here = state === "being made" ? _("The clip is being made.") : there ? "" : _("There is no clip of this set.");
  return [here, kept, why].filter(Boolean).join(" ");
}

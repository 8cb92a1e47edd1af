/** The part of a page about what is in doubt: of a video, whose moments play, and of a live training. */

import { h } from "./dom.js";
import { _, say } from "./phrases.js";
import { Settling } from "./settling.js";
import { moment } from "./numbers.js";

const BEFORE_S = 2; // so much is seen before a doubt's moment

/**
 * What the person says of a session's counts.
 * @param {Formcheck.SessionRecord | null} session Null where the history does not have it.
 * @param {(said: Settling["reps"] | null) => unknown} tell Called now, and whenever they say something.
 */
export function settlingOf(session, tell) {
  const settling = session && new Settling(session, () => tell(settling?.reps ?? null));
  tell(settling?.reps ?? null);
  return settling;
}

/**
 * The doubts of a video; null where there are none.
 * @param {Formcheck.Result} result
 * @param {Settling | null} settling Null where the history does not have the sets.
 * @param {(seconds: number) => void} play Plays the video from a moment on, or shows where it is.
 * @param {boolean} played Whether there is a video to play.
 */
export function doubtsOfVideo(result, settling, play, played = true) {
  if (!result.doubts.length) return null;
  /**
   * @param {number} seconds
   * @param {string} said
   */
  const momentOf = (seconds, said) =>
    h(
      "button",
      { type: "button", class: "moment", "aria-label": played ? _("{said}. Play it.", { said }) : _("{said}. Jump there.", { said }), onclick: () => play(played ? Math.max(0, seconds - BEFORE_S) : seconds) },
      played ? `▶ ${moment(seconds)}` : moment(seconds),
    );
  const mine = settling?.sets.length ? settling : null;
  return part(
    mine
      ? played
        ? _("Here the count may be wrong. Look at the moment and say what it was; what the camera counted is kept beside it.")
        : _("Here the count may be wrong. Say what it was; what the camera counted is kept beside it.")
      : _("Here the count may be wrong."),
    mine
      ? [mine.list(momentOf), ...mine.whole({ taps: false }), mine.said, mine.trouble]
      : [h("ul", { class: "doubts" }, result.doubts.map((each) => h("li", {}, momentOf(each.at_s, _("The doubt at {moment}", { moment: moment(each.at_s) })), h("p", {}, `${each.reason}.`))))],
  );
}

/**
 * The doubts of a live training, with one tap to settle each set; null where there are none.
 * @param {Formcheck.SummaryMessage} message
 * @param {(sets: Formcheck.SetRecord[]) => void} changed Called when the person has said something.
 */
export function doubtsOfTraining({ sets, session, result }, changed) {
  if (!result.doubts.length) return null;
  const settling = new Settling({ id: session ?? "", all_sets: sets }, () => changed(settling.session.all_sets));
  return part(
    session ? _("How many were there? What the camera counted is kept beside what you say.") : _("Here the count may be wrong."),
    [
      session ? settling.whole() : null,
      h("ul", { class: "doubts" }, result.doubts.map((each) => h("li", {}, h("span", { class: "quiet num" }, moment(each.at_s)), h("p", {}, `${each.reason}.`)))),
      settling.said,
      settling.trouble,
    ].flat(),
  );
}

/**
 * @param {string} words
 * @param {(HTMLElement | null)[]} children
 */
function part(words, children) {
  return h("section", { class: "card stack result-section doubted" }, h("h2", {}, say("in_doubt")), h("p", { class: "quiet" }, words), children);
}

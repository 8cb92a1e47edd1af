/** An analysis in words: its state, how far it is, what was found; and deleting one. */

import { send } from "./api.js";
import { confirmed } from "./confirm.js";
import { _, say } from "./phrases.js";
import { heldWords, repsWords } from "./wording.js";

/**
 * How long something still takes, no finer than anybody can know: "about 20 s left".
 * @param {number} seconds
 */
export function left(seconds) {
  if (seconds < 4) return _("a few seconds left");
  if (seconds < 55) return _("about {value} s left", { value: 5 * Math.round(seconds / 5) });
  return _("about {number} min left", { number: Math.max(1, Math.round(seconds / 60)) });
}

/** @type {Record<Formcheck.AnalysisState, string>} */
export const STATES = {
  queued: _("Waiting"),
  running: _("Being analysed"),
  done: _("Done"),
  failed: _("Failed"),
  cancelled: _("Cancelled"),
  interrupted: _("Interrupted"),
};

/**
 * How far an analysis is.
 * @param {Formcheck.ProgressDocument | null} progress
 * @returns {string}
 */
export function progressWords(progress) {
  if (!progress) return "";
  const share = progress.share === null ? _("at work") : `${Math.round(100 * progress.share)} %`;
  return progress.left_s === null ? share : `${share}, ${left(progress.left_s)}`;
}

/**
 * What was counted in a video, and how good it was; or why nothing was.
 * @param {Formcheck.SessionHead} session
 * @returns {string}
 */
export function foundWords(session) {
  const held = heldWords(session, (lasted) => say("held", { duration: lasted }));
  if (held) return held;
  if (!session.reps && !session.reps_range[1] && session.settled_reps === null) return session.nothing_because ?? say("nothing_counted");
  return repsWords(session);
}

/**
 * Delete an analysis, if the person means it.
 * @param {Formcheck.AnalysisDocument} analysis
 * @returns {Promise<boolean>} Whether it is gone.
 */
export async function deleted(analysis) {
  const sure = await confirmed(
    _("Delete {name}?", { name: analysis.name }),
    _("The video, what was found in it and its entry in the history are deleted from this machine. This cannot be undone."),
    _("Delete"),
  );
  if (sure) await send("DELETE", `/analyses/${analysis.id}`);
  return sure;
}

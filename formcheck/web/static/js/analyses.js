/** An analysis in words: its state, how far it is, what was found; and deleting one. */

import { send } from "./api.js";
import { confirmed } from "./confirm.js";
import { duration, formWords, left, repsWords, secondsOf } from "./words.js";

/** @type {Record<Formcheck.AnalysisState, string>} */
export const STATES = {
  queued: "Waiting",
  running: "Being analysed",
  done: "Done",
  failed: "Failed",
  cancelled: "Cancelled",
  interrupted: "Interrupted",
};

/**
 * How far an analysis is.
 * @param {Formcheck.ProgressDocument | null} progress
 * @returns {string}
 */
export function progressWords(progress) {
  if (!progress) return "";
  const share = progress.share === null ? "at work" : `${Math.round(100 * progress.share)} %`;
  return progress.left_s === null ? share : `${share}, ${left(progress.left_s)}`;
}

/**
 * What was counted in a video, and how good it was; or why nothing was.
 * @param {Formcheck.SessionHead} session
 * @returns {string}
 */
export function foundWords(session) {
  if (session.hold_s) return [`Held ${duration(session.hold_s)}`, ...formWords(secondsOf(session), duration)].join(", ");
  if (!session.reps && !session.reps_range[1] && session.settled_reps === null) return session.nothing_because ?? "Nothing was counted";
  return repsWords(session);
}

/**
 * Delete an analysis, if the person means it.
 * @param {Formcheck.AnalysisDocument} analysis
 * @returns {Promise<boolean>} Whether it is gone.
 */
export async function deleted(analysis) {
  const sure = await confirmed(
    `Delete ${analysis.name}?`,
    "The video, what was found in it and its entry in the history are deleted from this machine. This cannot be undone.",
    "Delete",
  );
  if (sure) await send("DELETE", `/analyses/${analysis.id}`);
  return sure;
}

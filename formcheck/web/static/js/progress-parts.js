/** What the pages of progress say alike. */

import { TIME_ZONE } from "./api.js";
import { load, shown, unit } from "./loads.js";
import { _, ngettext } from "./phrases.js";

/** The days are those of this browser. */
export const ZONE = `tz=${encodeURIComponent(TIME_ZONE)}`;

/** @type {Record<Formcheck.ProposalDocument["kind"], [words: string, badge: string]>} */
export const PROPOSALS = {
  more: [_("Earned: more"), "good"],
  same: [_("The same again"), "quiet"],
  less: [_("Less, for clean form"), "technique"],
  nothing: [_("No proposal"), "quiet"],
};

/**
 * What the next session aims at, in a line; "" where nothing is proposed.
 * @param {Formcheck.ProposalDocument} proposal
 * @param {Formcheck.Progress["unit"]} of
 */
export function aimWords(proposal, of) {
  if (!proposal.target) return "";
  const [from, to] = proposal.target;
  const amount = from === to ? amountWords(to, of) : of === "reps" ? _("{from} to {to} reps", { from, to }) : _("{from} to {to} seconds", { from, to });
  return proposal.load_kg ? _("{amount} with {load}", { amount, load: load(proposal.load_kg) }) : amount;
}

/**
 * @param {number} number
 * @param {Formcheck.Progress["unit"]} of
 */
function amountWords(number, of) {
  return of === "reps" ? ngettext("{count} rep", "{count} reps", number) : ngettext("{count} second", "{count} seconds", number);
}

/**
 * A personal best, as its name and its number.
 * @param {Formcheck.Best} best
 * @returns {[name: string, number: string]}
 */
export function bestWords(best) {
  if (best.kind === "clean_reps") return [_("Most clean reps in a set"), String(best.value)];
  if (best.kind === "hold") return [_("Longest clean hold"), `${best.value} s`];
  const number = `${shown(best.value)} ${unit()}`;
  return [best.kind === "load" ? _("Heaviest load with a clean rep") : _("Best estimated one-rep maximum"), number];
}

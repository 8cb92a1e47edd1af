/**
 * What the page says, in the person's language: the server's words of results, which are those of the
 * report itself, and the page's own texts.  The app asks for them before any page is loaded.
 */

/** @type {Formcheck.WordsDocument} */
let table;

/** @param {Formcheck.WordsDocument} words What the server answered. */
export function setWords(words) {
  table = words;
}

/**
 * @param {string} text
 * @param {Record<string, unknown>} values What stands in its braces.
 */
function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/**
 * A text of the page's own; `make words` collects them.
 * @param {string} text In English.
 * @param {Record<string, unknown>} values What stands in its braces.
 */
export function _(text, values = {}) {
  return filled(table?.messages[text]?.[0] ?? text, values);
}

/**
 * The same of a number of things: "1 set", "2 sets".
 * @param {string} one With {count} in it.
 * @param {string} many
 * @param {number} count
 */
export function ngettext(one, many, count) {
  const forms = table?.messages[one] ?? [one, many];
  return filled(count === 1 ? forms[0] : forms[forms.length - 1], { count });
}

/**
 * One of the phrases, with what stands in its braces.
 * @param {keyof Formcheck.WordsDocument["phrases"]} key
 * @param {Record<string, string | number>} values
 */
export function say(key, values = {}) {
  return filled(table.phrases[key], values);
}

/**
 * How numbers of a unit are written.
 * @param {string} unit
 */
export function written(unit) {
  return table.units[unit] ?? { sign: ` ${unit}`, digits: 2 };
}

/**
 * Why a movement was not counted, as a sentence.
 * @param {Formcheck.Attempt} attempt
 */
export function attemptWords(attempt) {
  return attempt.left_out?.length ? say("done_without", { parts: attempt.left_out.join(", ") }) : (table.attempts[attempt.reason] ?? "");
}

/**
 * Why something was not judged, as a sentence.
 * @param {string} reason
 */
export function unjudgedWords(reason) {
  return table.not_judged[reason] ?? reason;
}

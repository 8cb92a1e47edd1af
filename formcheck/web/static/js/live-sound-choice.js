/** What is heard and seen besides the picture: the part of the form where that is chosen. */

import { fill, h } from "./dom.js";
import { _ } from "./phrases.js";

/**
 * The choices, each kept as soon as it is made.
 * @param {import("./live-voice.js").Voice} voice
 * @param {import("./live-signals.js").Signals} signals
 * @param {import("./lifetime.js").Lifetime} life
 * @returns {HTMLElement}
 */
export function soundChoice(voice, signals, life) {
  return h(
    "fieldset",
    { class: "sounds" },
    h("legend", {}, _("Sounds and flashes")),
    voice.there && tick("voice", _("Say counts and cues aloud"), !voice.muted, (on) => voice.mute(!on)),
    tick("beep", _("Beep at each rep and in the last three seconds"), signals.wanted.beep, (on) => signals.want("beep", on)),
    tick("flash", _("Light up the edge of the screen at each rep"), signals.wanted.flash, (on) => signals.want("flash", on)),
    voice.there && voiceChoice(voice, life),
  );
}

/**
 * @param {string} name
 * @param {string} label
 * @param {boolean} on Whether it is ticked at first.
 * @param {(on: boolean) => void} change
 */
function tick(name, label, on, change) {
  const box = h("input", { type: "checkbox", name });
  box.checked = on;
  box.addEventListener("change", () => change(box.checked));
  return h("label", { class: "row check" }, box, label);
}

/**
 * @param {import("./live-voice.js").Voice} voice
 * @param {import("./lifetime.js").Lifetime} life
 */
function voiceChoice(voice, life) {
  const languages = h("select", { name: "language" });
  const names = h("select", { name: "voice-name" });
  const box = h(
    "details",
    { class: "voices" },
    h("summary", {}, _("Choose the voice")),
    h("div", { class: "halves" }, h("label", { class: "field" }, _("Language"), languages), h("label", { class: "field" }, _("Voice"), names)),
    h("p", { class: "quiet small" }, _("The words are English; a voice of another language says them in its own way.")),
  );
  const ofLanguage = () => voice.voices.filter((each) => each.lang === languages.value);
  const listNames = () => {
    fill(names, h("option", { value: "" }, _("The browser's own")), ofLanguage().map((each) => h("option", { value: each.voiceURI }, each.name)));
    names.value = ofLanguage().some((each) => each.voiceURI === voice.chosen) ? voice.chosen : "";
  };
  const list = () => {
    const found = [...new Set([...voice.voices.map((each) => each.lang), voice.language])].sort(englishFirst);
    fill(languages, found.map((each) => h("option", { value: each }, languageName(each))));
    languages.value = voice.language;
    listNames();
    box.hidden = voice.voices.length === 0;
  };
  languages.addEventListener("change", () => {
    voice.choose(languages.value, "");
    listNames();
  });
  names.addEventListener("change", () => voice.choose(languages.value, names.value));
  life.listen(voice.engine, "voiceschanged", list);
  list();
  return box;
}

/**
 * @param {string} one
 * @param {string} other
 */
function englishFirst(one, other) {
  return Number(other.startsWith("en")) - Number(one.startsWith("en")) || one.localeCompare(other);
}

/** @param {string} code */
function languageName(code) {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(code.replace("_", "-")) ?? code;
  } catch {
    return code;
  }
}

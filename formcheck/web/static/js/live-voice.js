/** The coach's voice: one thing at a time, a cue before a count, and nothing that is stale. */

import { read, write } from "./memory.js";

const MUTED = "formcheck.muted";
const CHOSEN = "formcheck.voice";
const LANGUAGE = "formcheck.language";
/**
 * @typedef {keyof typeof RANK} Kind
 * @typedef {{text: string, kind: Kind, at: number}} Wish
 */
const RANK = { count: 0, guidance: 1, praise: 2, stage: 3, cue: 4 };
const STALE_MS = { count: 700, guidance: 2500, praise: 1500, stage: 2500, cue: 2500 };
const LONGEST_MS = 6000;

export class Voice {
  constructor() {
    this.engine = window.speechSynthesis ?? null;
    this.muted = read(MUTED) === "yes";
    /** @type {Wish | null} */
    this.speaking = null;
    /** @type {Wish | null} */
    this.waiting = null;
    this.watch = 0;
    this.chosen = read(CHOSEN);
    this.language = read(LANGUAGE) || "en";
  }

  /**
   * The voices that the browser has; it may learn of them only later ("voiceschanged").
   * @returns {SpeechSynthesisVoice[]}
   */
  get voices() {
    return this.engine?.getVoices?.() ?? [];
  }

  /**
   * Speak in a language and with a voice of it, and remember them.
   * @param {string} language As browsers write it: "en", "en-GB".
   * @param {string} voice Its address; "" for the language's own.
   */
  choose(language, voice) {
    this.language = language;
    this.chosen = voice;
    write(LANGUAGE, language);
    write(CHOSEN, voice);
  }

  get there() {
    return this.engine !== null;
  }

  /** @param {boolean} muted */
  mute(muted) {
    this.muted = muted;
    write(MUTED, muted ? "yes" : "no");
    if (muted) this.silence();
  }

  silence() {
    this.waiting = null;
    this.speaking = null;
    clearTimeout(this.watch);
    this.engine?.cancel();
  }

  /**
   * Say something: kind is count, guidance, praise, stage or cue.
   * @param {string} text
   * @param {Kind} kind
   */
  say(text, kind) {
    if (this.muted || !this.engine || !text) return;
    const wish = { text, kind, at: performance.now() };
    if (!this.speaking) {
      this.#speak(wish);
    } else if (RANK[kind] > RANK[this.speaking.kind] && RANK[kind] >= RANK.stage) {
      this.waiting = null;
      this.speaking = null;
      this.engine.cancel();
      this.#speak(wish);
    } else if (!this.waiting || RANK[kind] >= RANK[this.waiting.kind]) {
      this.waiting = wish;
    }
  }

  /**
   * What was to be said of this kind no longer holds.
   * @param {Kind} kind
   */
  drop(kind) {
    if (this.waiting?.kind === kind) this.waiting = null;
  }

  /** @param {Wish} wish */
  #speak(wish) {
    const utterance = new SpeechSynthesisUtterance(wish.text);
    const voice = this.voices.find((each) => each.voiceURI === this.chosen);
    utterance.lang = voice?.lang ?? this.language;
    if (voice) utterance.voice = voice;
    utterance.rate = wish.kind === "count" ? 1.15 : 1.05;
    this.speaking = wish;
    const done = () => {
      if (this.speaking !== wish) return;
      clearTimeout(this.watch);
      this.speaking = null;
      const next = this.waiting;
      this.waiting = null;
      if (next && performance.now() - next.at <= STALE_MS[next.kind]) this.#speak(next);
    };
    utterance.onend = done;
    utterance.onerror = done;
    clearTimeout(this.watch);
    // Some browsers never say that they are done.
    this.watch = setTimeout(() => {
      if (this.speaking === wish) {
        this.engine?.cancel();
        done();
      }
    }, LONGEST_MS);
    this.engine?.speak(utterance);
  }
}

/** Signals besides the voice, for who trains to music or cannot hear: a beep, and a flash of the screen's edge. */

import { read, write } from "./memory.js";

const KEYS = { beep: "formcheck.beep", flash: "formcheck.flash" };
/** @type {Record<string, [number, number]>} */
const TONES = { rep: [880, 0.09], last: [587, 0.12], go: [1175, 0.3] };
const LOUDNESS = 0.25;
const LIT_MS = 350;
const APART_MS = 500; // never more than two a second: faster flashes can harm

export class Signals {
  constructor() {
    this.wanted = { beep: read(KEYS.beep) === "yes", flash: read(KEYS.flash) === "yes" };
    /** @type {HTMLElement | null} */
    this.edge = null;
    /** @type {import("./lifetime.js").Lifetime | null} */
    this.life = null;
    this.lastFlash = -Infinity;
    /** @type {AudioContext | null} */
    this.audio = null;
  }

  /**
   * Switch one on or off, and remember it.
   * @param {"beep" | "flash"} kind
   * @param {boolean} on
   */
  want(kind, on) {
    this.wanted[kind] = on;
    write(KEYS[kind], on ? "yes" : "no");
    if (on && kind === "beep") this.give("rep");
  }

  /**
   * A training begins; to be called from what the person does, or the browser plays nothing.
   * @param {HTMLElement} edge What lights up.
   * @param {import("./lifetime.js").Lifetime} life For how long.
   */
  begin(edge, life) {
    this.life = life;
    this.edge = edge;
    if (this.wanted.beep) this.#wake();
    life.onEnd(() => {
      this.edge = null;
      this.audio?.close().catch(() => {});
      this.audio = null;
    });
  }

  /**
   * Give a signal, as far as it is wanted.
   * @param {"rep" | "last" | "go"} kind
   */
  give(kind) {
    if (this.wanted.beep) this.#beep(...TONES[kind]);
    if (this.wanted.flash) this.#flash();
  }

  #wake() {
    if (!window.AudioContext) return null;
    this.audio ??= new AudioContext();
    if (this.audio.state === "suspended") this.audio.resume().catch(() => {});
    return this.audio;
  }

  /**
   * @param {number} pitch
   * @param {number} seconds
   */
  #beep(pitch, seconds) {
    const audio = this.#wake();
    if (!audio) return;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    const now = audio.currentTime;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0, now);
    volume.gain.linearRampToValueAtTime(LOUDNESS, now + 0.01); // without a click
    volume.gain.linearRampToValueAtTime(0, now + seconds);
    tone.connect(volume).connect(audio.destination);
    tone.start(now);
    tone.stop(now + seconds);
  }

  #flash() {
    const edge = this.edge;
    const now = performance.now();
    if (!edge || now - this.lastFlash < APART_MS) return;
    this.lastFlash = now;
    edge.classList.add("lit");
    this.life?.after(LIT_MS, () => edge.classList.remove("lit"));
  }
}

/** Frames from the camera for the server. */

import { Lifetime } from "./lifetime.js";
import { worthwhile } from "./power.js";

const HEADER_BYTES = 12;
const FORMAT = "image/jpeg";
const QUALITY = 0.72;
const LOST_MS = 2500;

/**
 * Takes frames from a video element at the pace that the server keeps up with: never a queue, a
 * frame is only taken once the one before was answered (or one more is under way at most).
 *
 * Each connection is a run of its own.
 */
export class Frames {
  /**
   * @param {HTMLVideoElement} video
   * @param {(bytes: Uint8Array) => boolean} send Says whether it could be sent.
   * @param {Lifetime} life Nothing is taken or sent after it.
   */
  constructor(video, send, life) {
    this.video = video;
    this.send = send;
    this.pace = { fps: 10, side_px: 640 };
    this.inSet = false;
    this.canvas = document.createElement("canvas");
    this.pen = this.canvas.getContext("2d", { alpha: false, willReadFrequently: true });
    this.number = 0;
    this.sent = new Map();
    this.next = 0;
    this.life = life;
    this.run = null;
  }

  /** Take frames for a connection that is ready; frames of one before are forgotten. */
  start() {
    this.stop();
    this.run = new Lifetime(this.life);
    this.#wait(this.run);
  }

  /** Take no more; what was sent already is not waited for. */
  stop() {
    this.run?.end();
    this.run = null;
    this.sent.clear();
  }

  /**
   * A frame was answered.
   * @param {number} number
   * @param {{fps: number, side_px: number}} pace
   */
  answered(number, pace) {
    for (const sent of this.sent.keys()) if (sent <= number) this.sent.delete(sent);
    this.pace = pace;
  }

  /** @param {Lifetime} run */
  #wait(run) {
    // A timer goes on where nothing is painted (a covered window), unlike requestAnimationFrame.
    const wait = Math.max(4, this.next - performance.now());
    run.after(wait, () => this.#take(run));
  }

  /** @param {Lifetime} run */
  #take(run) {
    const now = performance.now();
    for (const [number, at] of this.sent) if (now - at > LOST_MS) this.sent.delete(number);
    if (this.video.readyState >= 2 && this.sent.size < 2) {
      const step = 1000 / worthwhile(this.pace.fps, this.inSet);
      this.next = Math.max(this.next + step, now + step / 2);
      this.#shoot(now);
    }
    this.#wait(run);
  }

  /** @param {number} now When the picture is taken. */
  #shoot(now) {
    const { videoWidth: width, videoHeight: height } = this.video;
    if (!width || !height) return;
    const scale = Math.min(1, this.pace.side_px / Math.max(width, height));
    const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
    if (this.canvas.width !== w || this.canvas.height !== h) {
      this.canvas.width = w;
      this.canvas.height = h;
    }
    this.pen?.drawImage(this.video, 0, 0, w, h);
    this.number += 1;
    if (this.send(message(this.number, now, this.canvas))) this.sent.set(this.number, performance.now());
  }
}

/**
 * A frame as the server takes it: its number, when it was taken, and the picture.
 *
 * The picture is made at once.  `toBlob` gives it to Chromium's idle tasks, which wait up to a second for the page to have
 * nothing else to do: two pictures a second came of it on a machine with both cores free.
 * @param {number} number
 * @param {number} now
 * @param {HTMLCanvasElement} canvas
 */
function message(number, now, canvas) {
  const picture = atob(canvas.toDataURL(FORMAT, QUALITY).slice(`data:${FORMAT};base64,`.length));
  const bytes = new Uint8Array(HEADER_BYTES + picture.length);
  const head = new DataView(bytes.buffer);
  head.setUint32(0, number, true);
  head.setFloat64(4, now, true);
  for (let at = 0; at < picture.length; at += 1) bytes[HEADER_BYTES + at] = picture.charCodeAt(at);
  return bytes;
}

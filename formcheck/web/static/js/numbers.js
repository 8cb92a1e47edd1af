/** How numbers, times and sizes are written; the formats are those of formcheck/result/number_words.py, as a test says. */

import { written } from "./phrases.js";

/**
 * A time in a video: 75.5 is "1:15.5".
 * @param {number | null | undefined} seconds
 */
export function time(seconds) {
  if (!known(seconds)) return "–";
  const tenths = Math.round(seconds * 10);
  const minutes = Math.floor(tenths / 600);
  const rest = `${String(Math.floor((tenths % 600) / 10)).padStart(2, "0")}.${tenths % 10}`;
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${rest}`;
}

/**
 * A moment of a video, to the second: 75.5 is "1:15".
 * @param {number} seconds
 */
export function moment(seconds) {
  return known(seconds) ? time(Math.floor(seconds + 1e-6)).replace(/\.0$/, "") : "–";
}

/**
 * What is left of a time, to the nearest second: 75.2 is "1:15".
 * @param {number} seconds
 */
export function remaining(seconds) {
  return moment(Math.max(0, Math.round(seconds)));
}

/**
 * A length of time: "7.2 s", "1 min 16 s".
 * @param {number | null | undefined} seconds
 */
export function duration(seconds) {
  if (!known(seconds)) return "–";
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const rest = whole % 60;
  return rest ? `${Math.floor(whole / 60)} min ${rest} s` : `${Math.floor(whole / 60)} min`;
}

/**
 * A measured value with its unit.
 * @param {number | null | undefined} number
 * @param {string} unit
 */
export function value(number, unit) {
  if (!known(number)) return "–";
  const { sign, digits } = written(unit);
  const text = number.toFixed(digits);
  return (Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−")) + sign;
}

/**
 * A size in bytes.
 * @param {number} bytes
 */
export function size(bytes) {
  if (bytes < 1e6) return `${Math.max(1, Math.round(bytes / 1e3))} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/**
 * A day and an hour, as this browser's person writes them.
 * @param {string} text As the API writes times.
 */
export function when(text) {
  return new Date(text).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}

/**
 * A day, as this browser's person writes them.
 * @param {string} text As the API writes days: 2026-12-24.
 */
export function day(text) {
  return new Date(`${text}T12:00`).toLocaleDateString(undefined, { dateStyle: "long" });
}

/**
 * The middle of some numbers; null where none is known.
 * @param {(number | null | undefined)[]} numbers
 */
export function median(numbers) {
  const sorted = numbers.filter(known).sort((a, b) => a - b);
  if (!sorted.length) return null;
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * @param {number | null | undefined} number
 * @returns {number is number}
 */
export function known(number) {
  return typeof number === "number" && Number.isFinite(number);
}

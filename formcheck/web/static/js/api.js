/** The server's API.  What goes wrong becomes a Problem with one clear line for the person. */

import { _ } from "./phrases.js";

const BASE = "api/v1";

/** The days are those of this browser. */
export const TIME_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** A request that was not answered as hoped: `message` is for people, `code` for programs. */
export class Problem extends Error {
  /**
   * @param {string} message
   * @param {string} code
   * @param {number} status The answer's; 0 without one.
   */
  constructor(message, code = "unknown", status = 0) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/**
 * GET a JSON document.
 * @param {string} path
 * @param {RequestInit} options
 * @returns {Promise<any>} What the API's description says of it.
 */
export function get(path, options = {}) {
  return ask(path, options);
}

/**
 * POST, PUT or DELETE; a body that is no Blob is sent as JSON.
 * @param {string} method
 * @param {string} path
 * @param {unknown} body
 * @param {RequestInit} options
 * @returns {Promise<any>} The answer; null if it has no content.
 */
export function send(method, path, body = undefined, options = {}) {
  const headers = new Headers(options.headers);
  if (body === undefined || body instanceof Blob) return ask(path, { ...options, method, headers, body });
  headers.set("content-type", "application/json");
  return ask(path, { ...options, method, headers, body: JSON.stringify(body) });
}

/** @type {Map<string, () => Promise<Element>>} */
const drawings = new Map();

/**
 * GET a drawing that is always the same; asked for once. Each place shows a copy of it.
 * @param {string} path
 * @returns {Promise<Element>}
 */
export async function drawing(path) {
  const asked = drawings.get(path) ?? once(() => drawn(path));
  drawings.set(path, asked);
  return document.importNode(await asked(), true);
}

/** @param {string} path */
async function drawn(path) {
  const text = await (await answerTo(path, {})).text();
  return new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
}

/**
 * The address of something below the API, for links, videos and event streams.
 * @param {string} path
 */
export function address(path) {
  return `${BASE}${path}`;
}

/**
 * The address of a socket below the API.
 * @param {string} path
 */
export function socketAddress(path) {
  const url = new URL(address(path), document.baseURI);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  url.hash = "";
  return url.href;
}

/** What can be exercised; asked for once. */
export const exercises = once(() => /** @type {Promise<Formcheck.ExerciseDocument[]>} */ (get("/exercises")));

/** The words of results; asked for once. */
export const words = once(() => /** @type {Promise<Formcheck.WordsDocument>} */ (get("/words")));

/** What can be at stake, the most severe first; asked for once. */
export const severities = once(() => /** @type {Promise<Formcheck.SeverityDocument[]>} */ (get("/severities")));

/** What the server is and takes; asked for once. */
export const about = once(() => /** @type {Promise<Formcheck.About>} */ (get("/about")));

/**
 * What an answer says that is not ok, as a Problem.
 * @param {Response} response
 */
export async function problemOf(response) {
  /** @type {Partial<Formcheck.Problem>} */
  let found = {};
  try {
    found = await response.json();
  } catch {
    // no problem document: the status must do
  }
  const text = found.detail || found.title || _("the server answered {status}", { status: response.status });
  return new Problem(sentence(text), found.code ?? "unknown", response.status);
}

/**
 * What to tell the person of something that was thrown.
 * @param {unknown} error
 * @returns {string}
 */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

/**
 * The server's lines begin small; on a page they are sentences.
 * @param {string} text
 */
export function sentence(text) {
  const line = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?…]$/.test(line) ? line : `${line}.`;
}

/**
 * @param {string} path
 * @param {RequestInit} options
 * @returns {Promise<any>}
 */
async function ask(path, options) {
  const response = await answerTo(path, options);
  return response.status === 204 ? null : response.json();
}

/**
 * @param {string} path
 * @param {RequestInit} options
 */
async function answerTo(path, options) {
  let response;
  try {
    response = await fetch(address(path), options);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem(_("The formcheck server does not answer. Is it still running?"), "no-server");
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

/**
 * @template T
 * @param {() => Promise<T>} call
 * @returns {() => Promise<T>}
 */
function once(call) {
  /** @type {Promise<T> | null} */
  let kept = null;
  return () => {
    kept ??= call().catch((error) => {
      kept = null;
      throw error;
    });
    return kept;
  };
}

/**
 * Videos on their way to the server: one after the other, with progress.
 *
 * They go on while the person looks at other pages; what is on its way is lost only when the tab
 * is closed, of which the browser warns.
 */

import { about, address, messageOf, Problem, sentence } from "./api.js";
import { size } from "./numbers.js";
import { _ } from "./phrases.js";

/**
 * @typedef {import("./upload-form.js").Options} Options
 * @typedef {object} Item A video on its way.
 * @property {number} id
 * @property {File} file
 * @property {Options} options
 * @property {"waiting" | "sending" | "failed" | "gone"} state
 * @property {number} share How much of it is sent, 0 to 1.
 * @property {string} reason Why it failed.
 * @property {XMLHttpRequest | null} request
 * @typedef {(item: Item, analysis: Formcheck.AnalysisDocument | null) => void} Watcher
 */

/** @type {Item[]} */
const items = [];
/** @type {Set<Watcher>} */
const watchers = new Set();
let number = 0;
let busy = false;

/** What is on its way, or could not be sent. */
export function sending() {
  return items;
}

/**
 * Be told of changes.
 * @param {Watcher} tell Is given the analysis once it is there.
 * @returns {() => void} Unwatches.
 */
export function watch(tell) {
  watchers.add(tell);
  return () => watchers.delete(tell);
}

/**
 * Send files.
 * @param {File[]} files
 * @param {Options} options
 */
export function add(files, options) {
  for (const file of files) {
    /** @type {Item} */
    const item = { id: ++number, file, options, state: "waiting", share: 0, reason: "", request: null };
    items.push(item);
    changed(item);
  }
  next();
}

/**
 * Stop, or forget one that could not be sent.
 * @param {Item} item
 */
export function drop(item) {
  const at = items.indexOf(item);
  if (at >= 0) items.splice(at, 1);
  item.state = "gone";
  item.request?.abort();
  changed(item);
}

/**
 * Try again to send one that could not be.
 * @param {Item} item
 */
export function again(item) {
  Object.assign(item, { state: "waiting", share: 0, reason: "" });
  changed(item);
  next();
}

async function next() {
  if (busy) return;
  const item = items.find((each) => each.state === "waiting");
  if (!item) return;
  busy = true;
  try {
    await check(item.file);
    const analysis = await post(item);
    const at = items.indexOf(item);
    if (at >= 0) items.splice(at, 1);
    item.state = "gone";
    changed(item, analysis);
  } catch (error) {
    if (item.state !== "gone") {
      item.state = "failed";
      item.reason = messageOf(error);
      changed(item);
    }
  } finally {
    busy = false;
    next();
  }
}

/**
 * What the server would refuse need not be sent.
 * @param {File} file
 */
async function check(file) {
  if (!file.size) throw new Problem(_("The file is empty."), "empty");
  const { limits } = await about();
  if (file.size > limits.upload_bytes) {
    throw new Problem(_("The video has {size}: at most {size2} are taken.", { size: size(file.size), size2: size(limits.upload_bytes) }), "too-large");
  }
}

/**
 * @param {Item} item
 * @returns {Promise<Formcheck.AnalysisDocument>}
 */
function post(item) {
  const query = new URLSearchParams({ ...item.options, name: item.file.name.slice(-500) });
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    item.request = request;
    item.state = "sending";
    changed(item);
    request.open("POST", address(`/analyses?${query}`));
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      item.share = event.lengthComputable && event.total ? event.loaded / event.total : 0;
      changed(item);
    });
    request.addEventListener("load", () => {
      if (request.status === 201) resolve(request.response);
      else {
        const said = request.response ?? {};
        reject(new Problem(sentence(said.detail || _("the server answered {status}", { status: request.status })), said.code, request.status));
      }
    });
    request.addEventListener("error", () => {
      reject(new Problem(_("The upload broke off. Is the file still there, and the server running?"), "broken-off"));
    });
    request.addEventListener("abort", () => reject(new Problem(_("Stopped."), "stopped")));
    request.setRequestHeader("content-type", "application/octet-stream");
    request.send(item.file);
  });
}

/**
 * @param {Item} item
 * @param {Formcheck.AnalysisDocument | null} analysis
 */
function changed(item, analysis = null) {
  for (const tell of watchers) tell(item, analysis);
}

addEventListener("beforeunload", (event) => {
  if (items.some((each) => each.state === "waiting" || each.state === "sending")) event.preventDefault();
});

/**
 * The pages and the way between them.
 *
 * The address after # says which page is shown.  A page is a module that exports
 *
 *   title        what the tab is called (a string, or a function of the params)
 *   styles       optional: its style sheets, e.g. ["css/live.css"], loaded before it is shown; those
 *                of other pages hold no more, as they may use the same names for other things
 *   show(main, params)
 *                fills the empty <main>; may be async; returns a function (or null) that is called
 *                when the page is left.  What it throws is shown to the person.
 *
 * A page is loaded when it is first gone to, so that the first one is there at once.
 */

import { about, messageOf, words } from "./api.js";
import { fill, h, notice } from "./dom.js";
import { _, setWords } from "./phrases.js";
import { loadSeverities } from "./severities.js";

/**
 * @typedef {Record<string, string>} Params What the address says.
 * @typedef {object} Page
 * @property {string | ((params: Params) => string)} title
 * @property {string[]} [styles]
 * @property {(main: HTMLElement, params: any) => unknown} show
 */

const ROUTES = [
  { path: /^$/, part: "live", load: () => import("./home.js") },
  { path: /^live\/(?<exercise>[^/]+)(?<own>\/own)?$/, part: "live", load: () => import("./live.js") },
  { path: /^(?:follow|train)\/(?<workout>[^/]+)$/, part: "live", load: () => import("./train.js") },
  { path: /^videos$/, part: "videos", load: () => import("./videos.js") },
  { path: /^videos\/(?<id>[^/]+)$/, part: "videos", load: () => import("./results.js") },
  { path: /^compare\/(?<a>[^/]+)\/(?<b>[^/]+)$/, part: "videos", load: () => import("./compare.js") },
  { path: /^first-week$/, part: "plans", load: () => import("./first-week.js") },
  { path: /^plans$/, part: "plans", load: () => import("./plans.js") },
  { path: /^plans\/new$/, part: "plans", load: () => import("./plan-editor.js") },
  { path: /^plans\/(?<id>[^/]+)$/, part: "plans", load: () => import("./plan.js") },
  { path: /^plans\/(?<id>[^/]+)\/change$/, part: "plans", load: () => import("./plan-editor.js") },
  { path: /^progress$/, part: "history", load: () => import("./progress.js") },
  { path: /^progress\/(?<exercise>[^/]+)$/, part: "history", load: () => import("./progress-exercise.js") },
  { path: /^minutes$/, part: "plans", load: () => import("./minutes.js") },
  { path: /^history$/, part: "history", load: () => import("./history.js") },
  { path: /^history\/(?<id>[^/]+)(?:\/(?<number>\d+))?$/, part: "history", load: () => import("./session.js") },
];

let main = /** @type {HTMLElement} */ (document.getElementById("main"));
/** @type {(() => void) | null} */
let leave = null;
let going = 0;

/**
 * Go to a page: go("#/videos").
 * @param {string} hash
 */
export function go(hash) {
  location.hash = hash;
}

async function follow() {
  if (location.hash === "#main") {
    // the skip link is no page
    history.replaceState(null, "", main.dataset.address ?? "#/");
    main.focus();
    return;
  }
  const mine = ++going;
  const first = main.dataset.address === undefined;
  main.dataset.address = location.hash || "#/";
  stop();
  const { route, params } = find(location.hash);
  mark(route?.part);
  const place = /** @type {HTMLElement} */ (main.cloneNode(false)); // a page that was left and is still loading writes into the old one
  main.replaceWith(place);
  main = place;
  main.setAttribute("aria-busy", "true");
  try {
    if (!route) throw new Error(_("There is no such page."));
    const [said, server] = await Promise.all([words(), about(), loadSeverities()]);
    setWords(said); // before the page's module is loaded, which may say something at once
    document.documentElement.lang = said.language;
    if (server.cluster) {
      const left = _("Uploaded videos go to the cluster at {address}. Nothing else that this page sees leaves this machine.", { address: server.cluster });
      /** @type {HTMLElement} */ (document.querySelector("footer")).textContent = left;
    }
    const page = /** @type {Page} */ (await route.load());
    await Promise.all((page.styles ?? []).map(style));
    if (mine !== going) return;
    for (const [address, link] of links) if (link.sheet) link.sheet.disabled = !page.styles?.includes(address);
    const title = typeof page.title === "function" ? page.title(params) : page.title;
    document.title = title ? `${title} · formcheck` : "formcheck";
    const found = /** @type {(() => void) | null} */ (await page.show(place, params));
    if (mine === going) leave = found ?? null;
    else found?.();
  } catch (error) {
    if (mine === going) fail(error);
  }
  if (mine !== going) return;
  main.removeAttribute("aria-busy");
  if (!first && !main.contains(document.activeElement)) {
    // who is in one of its fields already stays there
    scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }
}

/** @param {string} hash */
function find(hash) {
  const path = hash.replace(/^#?\/?/, "").replace(/\/$/, "");
  for (const route of ROUTES) {
    const match = route.path.exec(path);
    if (match) return { route, params: decoded(match.groups ?? {}) };
  }
  return { route: null, params: {} };
}

/** @param {Params} groups */
function decoded(groups) {
  try {
    return Object.fromEntries(Object.entries(groups).flatMap(([key, value]) => (value === undefined ? [] : [[key, decodeURIComponent(value)]])));
  } catch {
    return { ...groups };
  }
}

function stop() {
  const last = leave;
  leave = null;
  try {
    last?.();
  } catch (error) {
    console.error(error);
  }
}

/** @param {unknown} error */
function fail(error) {
  console.error(error);
  fill(
    main,
    h("h1", {}, _("That did not work")),
    notice(messageOf(error), "error"),
    h("p", {}, h("a", { class: "button", href: "#/" }, _("To the start"))),
  );
}

/** @param {string | undefined} part */
function mark(part) {
  for (const link of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("nav [data-part]"))) {
    if (link.dataset.part === part) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

/** @type {Map<string, HTMLLinkElement>} */
const links = new Map();
const loaded = new Map();

/** @param {string} address */
function style(address) {
  if (!loaded.has(address)) {
    const link = /** @type {HTMLLinkElement} */ (h("link", { rel: "stylesheet", href: address }));
    links.set(address, link);
    loaded.set(
      address,
      new Promise((done) => {
        link.onload = link.onerror = done;
        document.head.append(link);
      }),
    );
  }
  return loaded.get(address);
}

addEventListener("hashchange", follow);
follow();

/** What the browser remembers between trainings, and of one that was broken off. */

const CAMERA = "formcheck.camera";
const UNFINISHED = "formcheck.window";

/**
 * What the browser remembers; "" where it may not.
 * @param {string} key
 * @returns {string}
 */
export function read(key) {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

/**
 * Let the browser remember, where it may.
 * @param {string} key
 * @param {string} value
 */
export function write(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // it works without, too
  }
}

/**
 * The id of the camera that was last chosen; "" if none was.
 * @returns {string}
 */
export function chosenCamera() {
  return read(CAMERA);
}

/**
 * Remember which camera was chosen.
 * @param {string} id
 */
export function keepCamera(id) {
  write(CAMERA, id);
}

/**
 * The target that was last chosen for an exercise.
 * @param {string} id
 * @returns {{sets?: number, reps?: number, hold_s?: number, rest_s?: number}}
 */
export function lastTarget(id) {
  try {
    return JSON.parse(read(`formcheck.target.${id}`) || "{}") ?? {};
  } catch {
    return {};
  }
}

/**
 * Remember the target of an exercise.
 * @param {string} id
 * @param {object} target
 */
export function keepTarget(id, target) {
  write(`formcheck.target.${id}`, JSON.stringify(target));
}

/**
 * Note the training under way, so that it can go on after the page was loaded anew.
 * @param {object | null} what Null once it is over.
 */
export function keepUnfinished(what) {
  try {
    if (what) sessionStorage.setItem(UNFINISHED, JSON.stringify(what));
    else sessionStorage.removeItem(UNFINISHED);
  } catch {
    // then a reload cannot go on
  }
}

/**
 * A training whose page was reloaded in the middle; null if there is none.
 * @returns {{token: string, exercise: string, hello: Omit<Formcheck.Hello, "type">} | null}
 */
export function unfinished() {
  try {
    return JSON.parse(sessionStorage.getItem(UNFINISHED) ?? "null");
  } catch {
    return null;
  }
}

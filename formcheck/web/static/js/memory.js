/** What the browser remembers of choices and trainings, and of one that was broken off. */

const CAMERA = "formcheck.camera";
const TRAINED = "formcheck.trained";
const WAY = "formcheck.choosing";
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
 * What was kept as JSON; nothing where there is none.
 * @param {string} key
 * @returns {any}
 */
export function recall(key) {
  try {
    return JSON.parse(read(key) || "{}") ?? {};
  } catch {
    return {};
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
  return recall(`formcheck.target.${id}`);
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

/**
 * The ids of the exercises that were trained last, the last one first.
 * @returns {string[]}
 */
export function lastTrained() {
  return read(TRAINED).split(" ").filter(Boolean);
}

/**
 * Remember that an exercise was trained.
 * @param {string} id
 */
export function keepTrained(id) {
  write(TRAINED, [id, ...lastTrained().filter((each) => each !== id)].slice(0, 4).join(" "));
}

/**
 * How exercises were last chosen among: with what, and in which groups.
 * @returns {{thing?: string, by?: string}}
 */
export function lastWay() {
  return recall(WAY);
}

/**
 * Remember how exercises are chosen among.
 * @param {{thing: string, by: string}} way
 */
export function keepWay(way) {
  write(WAY, JSON.stringify(way));
}

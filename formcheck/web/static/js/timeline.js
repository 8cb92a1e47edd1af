/** What happened when: a lane each for reps, holds, what was not counted, and each fault. */

import { h } from "./dom.js";
import { rank, signOf } from "./severities.js";
import { capital, duration, faultsOf, nameOf, time, value } from "./words.js";

/** @typedef {{from: number, to: number, kind: string, text: string, said: string, now: string}} Thing What is shown on a lane, and what is said of it. */

/**
 * The seconds that the pictures of a set show.
 * @param {Formcheck.Result} result
 * @param {{time_s?: number[]} | null} trace
 */
export function lengthOf(result, trace = null) {
  const ends = [result.source.duration_s ?? 0, trace?.time_s?.at(-1) ?? 0];
  for (const each of [...result.reps, ...result.attempts, ...result.holds]) ends.push(each.end_s);
  for (const each of result.faults) ends.push(each.to_s);
  return Math.max(0.1, ...ends);
}

/**
 * Times on an axis of so many seconds: at most about `most`, each a round number.
 * @param {number} length Seconds.
 * @param {number} most
 */
export function ticks(length, most) {
  const steps = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800];
  const step = steps.find((each) => length / each <= most) ?? 3600;
  return Array.from({ length: Math.floor(length / step) + 1 }, (_, i) => i * step);
}

/**
 * A time on an axis.
 * @param {number} seconds
 */
export function tickWords(seconds) {
  const text = `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
  return seconds % 1 ? `${text}.${Math.round(10 * (seconds % 1))}` : text;
}

/**
 * The timeline.
 *
 * Each lane is one stop for the Tab key; the arrow keys go along it, Enter jumps.
 * `jump(seconds)` is called for what is chosen; `move(seconds)` of what is returned sets the cursor.
 * @param {Formcheck.Result} result
 * @param {Formcheck.ExerciseDocument} exercise
 * @param {{trace?: {time_s?: number[]} | null, jump: (seconds: number) => void}} options
 */
export function timeline(result, exercise, { trace = null, jump }) {
  const length = lengthOf(result, trace);
  /** @type {(Thing & {button: HTMLButtonElement})[]} */
  const things = [];
  const lanes = h("div", { class: "lanes" });
  /**
   * @param {string} name
   * @param {Thing[]} all
   */
  const put = (name, all) => {
    if (!all.length) return;
    const track = h("div", { class: "track" });
    const group = h("div", { class: "lane", role: "group", "aria-label": `${capital(name)}, ${all.length}` }, h("div", { class: "lane-name", "aria-hidden": "true" }, capital(name)), track);
    const buttons = all.map((thing) => {
      const button = h(
        "button",
        { type: "button", class: `mark ${thing.kind}`, title: thing.said, "aria-label": `${thing.said}. Jump there.`, tabindex: "-1", onclick: () => jump(thing.from) },
        h("span", { "aria-hidden": "true" }, thing.text),
      );
      button.style.left = `${(100 * thing.from) / length}%`;
      button.style.width = `${(100 * (thing.to - thing.from)) / length}%`;
      things.push({ ...thing, button });
      return button;
    });
    const [first] = buttons;
    if (first) first.tabIndex = 0;
    track.append(...buttons);
    track.addEventListener("keydown", (event) => walk(event, buttons));
    track.addEventListener("click", (event) => {
      if (event.target !== track) return;
      const box = track.getBoundingClientRect();
      jump((length * (event.clientX - box.left)) / box.width);
    });
    lanes.append(group);
  };

  put("counted", result.reps.map((rep) => ({
    from: rep.start_s,
    to: rep.end_s,
    kind: rep.faults.length ? "rep faulty" : "rep",
    text: rep.faults.length ? `${rep.index} ${signOfWorst(rep, result)}` : String(rep.index),
    said: `Rep ${rep.index}, ${time(rep.start_s)} to ${time(rep.end_s)}: ${rep.faults.map((id) => nameOf(id, exercise)).join(", ") || noFault(rep)}`,
    now: `Rep ${rep.index} of ${result.reps.length}`,
  })));
  put("not counted", result.attempts.map((each) => ({
    from: each.start_s,
    to: each.end_s,
    kind: "attempt",
    text: "×",
    said: `Not counted, ${time(each.start_s)}: ${each.reason}`,
    now: `Not counted: ${each.reason}`,
  })));
  put("held", result.holds.map((each) => ({
    from: each.start_s,
    to: each.end_s,
    kind: "rep",
    text: duration(each.end_s - each.start_s),
    said: `Held ${duration(each.end_s - each.start_s)}, ${duration(each.good_s)} of it judged good`,
    now: "Holding",
  })));
  for (const fault of faultsOf(result, exercise)) {
    put(fault.name, fault.all.map((/** @type {Formcheck.Fault} */ each) => ({
      from: each.from_s,
      to: each.to_s,
      kind: `fault ${each.severity}`,
      text: signOf(each.severity),
      said: `${capital(fault.name)}, ${time(each.from_s)} to ${time(each.to_s)}: ${value(each.value, each.unit)}, limit ${value(each.limit, each.unit)}`,
      now: capital(fault.name),
    })));
  }

  const axis = h("div", { class: "axis", "aria-hidden": "true" });
  const cursor = h("div", { class: "cursor" });
  const over = h("div", { class: "over", "aria-hidden": "true" }, cursor);
  const now = h("p", { class: "now" });
  const element = h("div", { class: "timeline" }, now, h("div", { class: "lanes-area" }, lanes, over), axis);

  const label = () => {
    const found = ticks(length, axis.clientWidth < 500 ? 5 : 10);
    axis.replaceChildren(
      ...found.map((each) => {
        const tick = h("span", { class: each > 0.95 * length ? "last" : null }, tickWords(each));
        tick.style.left = `${(100 * each) / length}%`;
        return tick;
      }),
    );
  };
  const sizes = new ResizeObserver(label);
  sizes.observe(axis);

  return {
    element,
    /** @param {number} seconds */
    move(seconds) {
      cursor.style.left = `${Math.min(100, (100 * seconds) / length)}%`;
      const here = things.filter((each) => each.from <= seconds && seconds < each.to);
      for (const each of things) {
        if (here.includes(each)) each.button.setAttribute("aria-current", "true");
        else each.button.removeAttribute("aria-current");
      }
      const words = [time(seconds), ...here.map((each) => each.now)].join(" · ");
      if (now.textContent !== words) now.textContent = words;
    },
    close: () => sizes.disconnect(),
  };
}

/**
 * The sign of the most severe of a rep's faults.
 * @param {Formcheck.Rep} rep
 * @param {Formcheck.Result} result
 */
function signOfWorst(rep, result) {
  const found = result.faults.filter((each) => rep.faults.includes(each.id));
  const [worst] = found.sort((a, b) => rank(a.severity) - rank(b.severity));
  return signOf(worst?.severity ?? "technique");
}

/** @param {Formcheck.Rep} rep */
function noFault(rep) {
  return rep.unknown.length ? "no fault found in what could be judged" : "no fault found";
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLButtonElement[]} buttons
 */
function walk(event, buttons) {
  const at = buttons.findIndex((each) => each === document.activeElement);
  const to = new Map([["ArrowRight", at + 1], ["ArrowLeft", at - 1], ["Home", 0], ["End", buttons.length - 1]]).get(event.key);
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  const next = buttons[Math.max(0, Math.min(buttons.length - 1, to))];
  buttons[at].tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

/** The movement over time, with the two lines that a rep has to reach and how far each rep went. */

import { h, plural, svg } from "./dom.js";
import { lengthOf, ticks, tickWords } from "./timeline.js";
import { known, time, unitWord, value } from "./words.js";

/** @typedef {{time_s: number[], signal: (number | null)[], start_threshold: (number | null)[], turn_threshold: (number | null)[], state: string[]}} Trace */
const FAR = "far enough";
const BACK = "back again";

/** What the two lines are. */
export const FAR_AND_BACK = `A repetition counts when the line reaches the dotted line “${FAR}” and comes back over the dashed line “${BACK}”.`;

const HEIGHT = 230;
const TOP = 30;
const BOTTOM = 26;
const LEFT = 48;
const RIGHT = 8;

/**
 * The plot; null where there is no signal.  `move(seconds)` sets the cursor.
 * @param {Formcheck.Result} result
 * @param {Trace | null} trace
 * @param {{unit: string, range_of: string}} exercise
 * @param {(seconds: number) => void} jump
 */
export function signalPlot(result, trace, exercise, jump) {
  if (!trace?.signal.some(known)) return null;
  const length = lengthOf(result, trace);
  const area = h("div", { class: "plot" });
  /** @type {SVGLineElement | null} */
  let cursor = null;
  let seconds = 0;
  let width = 0;
  /** @param {number} t */
  const x = (t) => LEFT + ((width - LEFT - RIGHT) * t) / length;

  const draw = () => {
    if (area.clientWidth === width || !area.clientWidth) return;
    width = area.clientWidth;
    const made = picture(result, trace, exercise, { width, length, x });
    cursor = svg("line", { class: "plot-cursor", y1: TOP, y2: HEIGHT - BOTTOM });
    made.append(cursor);
    made.addEventListener("click", (event) => {
      const at = event.clientX - made.getBoundingClientRect().left - LEFT;
      jump(Math.max(0, Math.min(length, (length * at) / (width - LEFT - RIGHT))));
    });
    area.replaceChildren(made);
    move(seconds);
  };
  /** @param {number} now */
  const move = (now) => {
    seconds = now;
    cursor?.setAttribute("x1", String(x(now)));
    cursor?.setAttribute("x2", String(x(now)));
  };
  const sizes = new ResizeObserver(draw);
  sizes.observe(area);
  return { element: area, move, close: () => sizes.disconnect() };
}

/**
 * @param {Formcheck.Result} result
 * @param {Trace} trace
 * @param {{unit: string, range_of: string}} exercise
 * @param {{width: number, length: number, x: (seconds: number) => number}} size
 */
function picture(result, trace, { unit, range_of: of }, { width, length, x }) {
  const all = [...trace.signal, ...trace.start_threshold, ...trace.turn_threshold].filter(known);
  const room = Math.max(0.1 * (Math.max(...all) - Math.min(...all)), 1e-6);
  const [low, high] = [Math.min(...all) - room, Math.max(...all) + room];
  /** @param {number} number */
  const y = (number) => HEIGHT - BOTTOM - ((HEIGHT - BOTTOM - TOP) * (number - low)) / (high - low);
  const said =
    `A line of the movement in ${unitWord(unit)} ${of} over time, with the two lines that a repetition has to reach, ` +
    `and a numbered dot where each of ${plural(result.reps.length, "counted repetition")} went furthest.`;
  const made = svg("svg", { class: "signal-plot", role: "img", "aria-label": said, width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}` });
  for (const [from, to] of idle(trace)) {
    made.append(svg("rect", { class: "plot-idle", x: x(from), y: TOP, width: Math.max(0, x(to) - x(from)), height: HEIGHT - BOTTOM - TOP }));
  }
  for (const each of ticks(length, width < 500 ? 5 : 10)) {
    made.append(
      svg("line", { class: "plot-grid", x1: x(each), x2: x(each), y1: TOP, y2: HEIGHT - BOTTOM }),
      svg("text", { class: "plot-words", x: x(each), y: HEIGHT - 8, "text-anchor": each ? "middle" : "start" }, tickWords(each)),
    );
  }
  for (const each of levels(low, high)) {
    made.append(
      svg("line", { class: "plot-grid", x1: LEFT, x2: width - RIGHT, y1: y(each), y2: y(each) }),
      svg("text", { class: "plot-words", x: LEFT - 6, y: y(each) + 4, "text-anchor": "end" }, value(each, unit)),
    );
  }
  let right = width - RIGHT;
  const lines = [{ words: FAR, name: "turn", line: trace.turn_threshold }, { words: BACK, name: "start", line: trace.start_threshold }];
  for (const { words, name, line } of lines) {
    made.append(svg("path", { class: `plot-level ${name}`, d: steps(trace.time_s, line, x, y) }));
    const last = line.findLast(known);
    if (last === undefined) continue;
    const text = `${words} ${value(last, unit)}`;
    made.append(svg("text", { class: "plot-key", x: right, y: 16, "text-anchor": "end" }, text));
    right -= 7 * text.length + 8;
    made.append(svg("path", { class: `plot-level ${name}`, d: `M${right - 24} 12h24` }));
    right -= 42;
  }
  made.append(svg("path", { class: "plot-signal", d: path(trace.time_s, trace.signal, x, y) }));
  for (const each of result.attempts) {
    const at = nearest(trace, (each.start_s + each.end_s) / 2);
    if (at === null) continue;
    const [cx, cy] = [x(trace.time_s[at]), y(trace.signal[at] ?? 0)];
    made.append(svg("path", { class: "plot-attempt", d: `M${cx - 5} ${cy - 5}l10 10m0 -10l-10 10` }, svg("title", {}, `Not counted: ${each.reason}`)));
  }
  let last = -100;
  for (const rep of result.reps) {
    const at = nearest(trace, rep.turn_s);
    if (at === null) continue;
    const [cx, cy] = [x(trace.time_s[at]), y(trace.signal[at] ?? 0)];
    made.append(svg("circle", { class: "plot-turn", cx, cy, r: 4.5 }, svg("title", {}, `Rep ${rep.index}, furthest at ${time(rep.turn_s)}`)));
    if (cx - last < 9 * String(rep.index).length + 4) continue;
    last = cx;
    made.append(svg("text", { class: "plot-key", x: cx, y: cy < HEIGHT / 2 ? cy - 9 : cy + 18, "text-anchor": "middle" }, String(rep.index)));
  }
  return made;
}

/**
 * @param {number[]} times
 * @param {(number | null)[]} numbers
 * @param {(number: number) => number} x
 * @param {(number: number) => number} y
 */
function path(times, numbers, x, y) {
  let d = "";
  let pen = false;
  numbers.forEach((number, i) => {
    if (known(number)) d += `${pen ? "L" : "M"}${x(times[i]).toFixed(1)} ${y(number).toFixed(1)}`;
    pen = known(number);
  });
  return d;
}

/**
 * A level holds until it changes.
 * @param {number[]} times
 * @param {(number | null)[]} numbers
 * @param {(number: number) => number} x
 * @param {(number: number) => number} y
 */
function steps(times, numbers, x, y) {
  let d = "";
  let pen = false;
  /** @type {number | null} */
  let last = null;
  numbers.forEach((number, i) => {
    if (!known(number)) pen = false;
    else if (!pen) {
      d += `M${x(times[i]).toFixed(1)} ${y(number).toFixed(1)}`;
      pen = true;
    } else {
      d += `H${x(times[i]).toFixed(1)}`;
      if (number !== last) d += `V${y(number).toFixed(1)}`;
    }
    last = number;
  });
  return d;
}

/**
 * @param {number} low
 * @param {number} high
 */
function levels(low, high) {
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? 10 * power;
  const found = [];
  for (let each = Math.ceil(low / step); each * step <= high; each++) found.push(each * step);
  return found;
}

/**
 * @param {Trace} trace
 * @param {number} seconds
 * @returns {number | null}
 */
function nearest(trace, seconds) {
  /** @type {number | null} */
  let best = null;
  trace.time_s.forEach((each, i) => {
    if (!known(trace.signal[i])) return;
    if (best === null || Math.abs(each - seconds) < Math.abs(trace.time_s[best] - seconds)) best = i;
  });
  return best;
}

/**
 * The spans in which the person was not in position.
 * @param {Trace} trace
 */
function idle(trace) {
  /** @type {[number, number][]} */
  const spans = [];
  trace.state.forEach((state, i) => {
    if (state === "active") return;
    const from = trace.time_s[i];
    const to = trace.time_s[i + 1] ?? from;
    const before = spans.at(-1);
    if (before && Math.abs(before[1] - from) < 1e-6) before[1] = to;
    else spans.push([from, to]);
  });
  return spans;
}

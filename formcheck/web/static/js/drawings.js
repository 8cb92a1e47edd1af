/**
 * Drawings of the movements and of where to put the camera.
 *
 * A figure is data: chains of points at the start and at the turn, in a box of 220 x 150, of which the top is left away.  It is
 * drawn at the turn over a pale picture of the start, and moves between the two for a few seconds,
 * and again when it is pointed at; with reduced motion it stands still.
 */

import { svg } from "./dom.js";

/**
 * @typedef {[x: number, y: number]} Point
 * @typedef {{start: Point[], turn: Point[]}} Moving
 * @typedef {object} Figure
 * @property {string} turn Where the turn is: up, down or nowhere.
 * @property {[start: Point, turn: Point]} head
 * @property {Point[][]} [body] What stands still.
 * @property {Moving[]} [moving] What of the body moves.
 * @property {Moving[]} arms
 * @property {string} [weights] What is in the hands.
 */

const SECONDS = 2.4;
const TIMES = 2; // nothing that moves by itself does so for more than five seconds

/** @type {Record<string, Figure>} */
const FIGURES = {
  "bent-over-row": {
    turn: "up",
    head: [[148, 43], [148, 43]],
    body: [[[112, 131], [97, 130], [104, 100], [84, 73], [130, 55], [139, 49]]],
    arms: [{ start: [[130, 55], [132, 81], [133, 105]], turn: [[130, 55], [107, 45], [112, 70]] }],
    weights: "dumbbell",
  },
  "reverse-fly": {
    turn: "up",
    head: [[110, 70], [110, 70]],
    body: [
      [[88, 131], [95, 130], [98, 102], [103, 66]],
      [[132, 131], [125, 130], [122, 102], [117, 66]],
      [[91, 66], [129, 66]],
    ],
    arms: [
      { start: [[91, 66], [90, 91], [95, 114]], turn: [[91, 66], [66, 59], [42, 55]] },
      { start: [[129, 66], [130, 91], [125, 114]], turn: [[129, 66], [154, 59], [178, 55]] },
    ],
    weights: "dumbbell",
  },
  "push-up": {
    turn: "down",
    head: [[163, 73], [164, 108]],
    moving: [
      {
        start: [[31, 131], [36, 124], [67, 113], [97, 101], [143, 83], [152, 78]],
        turn: [[31, 131], [36, 124], [67, 121], [97, 118], [144, 114], [153, 111]],
      },
    ],
    arms: [{ start: [[143, 83], [141, 107], [141, 131]], turn: [[144, 114], [126, 108], [141, 131]] }],
  },
  plank: {
    turn: "",
    head: [[161, 92], [161, 92]],
    body: [[[31, 131], [36, 124], [67, 117], [97, 110], [140, 99], [150, 96]]],
    arms: [{ start: [[140, 99], [140, 129], [164, 130]], turn: [[140, 99], [140, 129], [164, 130]] }],
  },
};

/** @type {Figure} */
const STANDING = {
  turn: "",
  head: [[110, 26], [110, 26]],
  body: [
    [[96, 131], [100, 129], [103, 100], [107, 76], [109, 44], [109, 38]],
    [[124, 131], [118, 129], [115, 100], [107, 76]],
  ],
  arms: [{ start: [[109, 46], [100, 66], [103, 84]], turn: [[109, 46], [100, 66], [103, 84]] }],
};

/**
 * Whether the turn of an exercise is above or below its start: "up", "down", or "" for neither.
 * @param {{id: string}} exercise
 */
export function turnOf(exercise) {
  return (FIGURES[exercise.id] ?? STANDING).turn;
}

/**
 * A drawing of the movement.
 * @param {Formcheck.ExerciseDocument} exercise
 */
export function movement(exercise) {
  const figure = FIGURES[exercise.id] ?? STANDING;
  const moves = figure.turn !== "";
  const root = svg(
    "svg",
    { class: "movement", viewBox: "0 16 220 126", role: "img", "aria-label": `Drawing: ${exercise.name}` },
    svg("line", { class: "floor", x1: 14, y1: 136, x2: 206, y2: 136 }),
    moves && body(figure, "start", "ghost"),
    body(figure, "turn", "figure"),
  );
  if (moves && !matchMedia("(prefers-reduced-motion: reduce)").matches) animate(root, figure);
  return root;
}

/**
 * @param {Figure} figure
 * @param {"start" | "turn"} at
 * @param {string} kind
 */
function body(figure, at, kind) {
  /**
   * @param {Point[]} points
   * @param {string} name
   */
  const chain = (points, name) => svg("polyline", { class: name, points: written(points) });
  const [x, y] = figure.head[at === "start" ? 0 : 1];
  return svg(
    "g",
    { class: kind },
    (figure.body ?? []).map((points) => chain(points, "trunk")),
    (figure.moving ?? []).map((part) => chain(part[at], "trunk")),
    svg("circle", { class: "head", cx: x, cy: y, r: 10.5 }),
    figure.arms.map((part) => chain(part[at], "arm")),
    figure.weights && figure.arms.map((part) => weight(hand(part[at]))),
  );
}

/**
 * The end of an arm.
 * @param {Point[]} arm
 */
function hand(arm) {
  return arm[arm.length - 1];
}

/** @param {Point} place */
function weight([x, y]) {
  return svg("rect", { class: "weight", x: x - 8, y: y - 4, width: 16, height: 8, rx: 3 });
}

/**
 * @param {SVGSVGElement} root
 * @param {Figure} figure
 */
function animate(root, figure) {
  const group = root.querySelector(".figure");
  if (!group) return;
  /** @type {SVGAnimateElement[]} */
  const added = [];
  /**
   * @param {Element | null | undefined} element
   * @param {string} attribute
   * @param {string | number} turn
   * @param {string | number} start
   */
  const move = (element, attribute, turn, start) => {
    const values = [start, turn, turn, start, start].join(";").replaceAll(";;", ";");
    const animation = svg("animate", {
      attributeName: attribute,
      values,
      keyTimes: "0;0.38;0.5;0.9;1",
      calcMode: "spline",
      keySplines: ".45 0 .3 1;0 0 1 1;.4 0 .4 1;0 0 1 1",
      dur: `${SECONDS}s`,
      begin: "indefinite",
      repeatCount: TIMES,
    });
    element?.append(animation);
    added.push(animation);
  };
  const trunks = [...group.querySelectorAll(".trunk")].slice((figure.body ?? []).length);
  (figure.moving ?? []).forEach((part, at) => move(trunks[at], "points", written(part.turn), written(part.start)));
  const arms = group.querySelectorAll(".arm");
  const weights = group.querySelectorAll(".weight");
  figure.arms.forEach((part, at) => {
    move(arms[at], "points", written(part.turn), written(part.start));
    if (!weights[at]) return;
    const [[x0, y0], [x1, y1]] = [hand(part.start), hand(part.turn)];
    move(weights[at], "x", x1 - 8, x0 - 8);
    move(weights[at], "y", y1 - 4, y0 - 4);
  });
  const head = group.querySelector(".head");
  const [[hx0, hy0], [hx1, hy1]] = figure.head;
  if (hy0 !== hy1) {
    move(head, "cx", hx1, hx0);
    move(head, "cy", hy1, hy0);
  }
  let until = 0;
  const run = () => {
    if (performance.now() < until || !root.isConnected) return;
    until = performance.now() + 1000 * SECONDS * TIMES;
    for (const each of added) each.beginElement();
  };
  requestAnimationFrame(run);
  requestAnimationFrame(() => {
    const card = root.closest(".card") ?? root;
    card.addEventListener("pointerenter", run);
    card.addEventListener("focusin", run);
  });
}

/** @param {Point[]} points */
function written(points) {
  return points.map((point) => point.join(",")).join(" ");
}

/** @type {Record<string, {at: Point, words: string}>} */
const VIEWS = {
  side: { at: [24, 45], words: "side-on" },
  "three-quarter": { at: [38, 82], words: "three-quarters from the front" },
  front: { at: [100, 96], words: "in front" },
  back: { at: [100, -4], words: "behind" },
};

/**
 * What people call a camera's view.
 * @param {string} view
 */
export function viewWords(view) {
  return VIEWS[view]?.words ?? view;
}

/**
 * A plan from above: a person, and the camera's place and what it sees.
 * @param {Formcheck.ExerciseDocument} exercise
 */
export function placing(exercise) {
  const view = exercise.views[0];
  const { at, words } = VIEWS[view] ?? VIEWS.side;
  // Seen from above the person looks down the page; "in front" is then below.
  const person = [150, 45];
  const shift = view === "front" || view === "back" ? 50 : 0;
  const camera = [at[0] + shift, at[1]];
  const [dx, dy] = [person[0] - camera[0], person[1] - camera[1]];
  const far = Math.hypot(dx, dy);
  const turned = (Math.atan2(dy, dx) * 180) / Math.PI;
  return svg(
    "svg",
    { class: "placing", viewBox: "-6 -14 212 120", role: "img", "aria-label": `From above: the camera stands ${words}` },
    svg(
      "g",
      { transform: `translate(${camera[0]} ${camera[1]}) rotate(${turned.toFixed(1)})` },
      svg("path", { class: "cone", d: `M6 0 L${far + 28} -36 L${far + 28} 36 Z` }),
      svg("rect", { class: "camera", x: -11, y: -7, width: 17, height: 14, rx: 3 }),
      svg("path", { class: "camera", d: "M5 -3 L12 -6 L12 6 L5 3 Z" }),
    ),
    svg(
      "g",
      { class: "person", transform: `translate(${person[0]} ${person[1]})` },
      svg("rect", { class: "mat", x: -20, y: -40, width: 40, height: 80, rx: 8 }),
      svg("path", { class: "arms", d: "M-11 2 L-13 20 M11 2 L13 20" }),
      svg("rect", { class: "trunk", x: -10, y: -26, width: 20, height: 34, rx: 9 }),
      svg("circle", { class: "crown", cx: 0, cy: 14, r: 8.5 }),
    ),
  );
}

/** A workout as it is seen from across the room: what comes, how long it lasts, and four large buttons. */

import { confirmed } from "./confirm.js";
import { fill, h } from "./dom.js";
import { askedFor, became, placeOf } from "./follow-words.js";
import { Stage } from "./live-stage.js";
import { showFigure, Tally } from "./live-tally.js";
import { movement } from "./movement.js";
import { remaining } from "./numbers.js";
import { _ } from "./phrases.js";

/** @typedef {"next" | "pause" | "resume" | "skip" | "stop"} Command */

/** @type {Record<string, Command>} */
const KEYS = { n: "next", p: "pause", g: "resume", s: "skip", x: "stop" };

export class FollowStage extends Stage {
  #act;

  /**
   * @param {Formcheck.ExerciseDocument} exercise The first one.
   * @param {ConstructorParameters<typeof Stage>[1]} act
   * @param {{muted: boolean, voice: boolean}} sound
   * @param {import("./lifetime.js").Lifetime} parent
   */
  constructor(exercise, act, sound, parent) {
    super(exercise, act, sound, parent);
    this.#act = act;
    /** @type {Formcheck.WorkoutRunDocument | null} */
    this.run = null;
    /** @type {Map<string, Formcheck.ExerciseDocument>} */
    this.known = new Map([[exercise.id, exercise]]);
    /** @type {Formcheck.RunMessage | null} */
    this.where = null;
    this.clock = h("p", { class: "clock", hidden: true });
    this.doing = h("p", { class: "doing" });
    this.left = h("p", { class: "rest-left" });
    this.panel = h("div", { class: "over coming", hidden: true });
    this.handBar = h("div", { class: "hand", hidden: true }, h("span", {}, _("A hand held up for two seconds: go on")));
    /** @type {Map<Command, HTMLButtonElement>} */
    this.buttons = new Map(
      /** @type {[Command, string, string][]} */ ([
        ["next", _("Next"), "N"],
        ["pause", _("Pause"), "P"],
        ["resume", _("Go on"), "G"],
        ["skip", _("Skip"), "S"],
        ["stop", _("Stop"), "X"],
      ]).map(([command, text, key]) => [command, h("button", { type: "button", "data-command": command, "aria-keyshortcuts": key, onclick: () => this.#want(command) }, text, h("kbd", { "aria-hidden": "true" }, key))]),
    );
    this.root.classList.add("following");
    this.root.querySelector(".view")?.append(this.panel, this.handBar);
    this.root.querySelector(".board")?.prepend(this.doing);
    this.root.querySelector(".board")?.append(this.clock);
    const controls = /** @type {HTMLElement} */ (this.root.querySelector(".controls"));
    controls.querySelector(".finish")?.remove();
    controls.append(...this.buttons.values());
    parent.listen(document, "keydown", (/** @type {KeyboardEvent} */ event) => this.#key(event));
  }

  /** Which set it is stands in the line of the round. */
  which() {}

  /** @param {Formcheck.Welcome} message */
  welcome(message) {
    this.run = message.run;
    super.welcome(message);
  }

  /** @param {Formcheck.SeenMessage} message */
  seen(message) {
    super.seen(message);
    this.handBar.style.setProperty("--share", String(message.hand));
    this.handBar.classList.toggle("rising", message.hand > 0.1);
  }

  /** @param {string} id */
  #change(id) {
    const exercise = this.known.get(id);
    if (!exercise || exercise === this.exercise) return;
    this.exercise = exercise;
    this.hold = exercise.kind === "hold";
    const before = this.tally;
    this.tally = new Tally(exercise);
    before.element.replaceWith(this.tally.element);
  }

  /**
   * The workout stands elsewhere.
   * @param {Formcheck.RunMessage} message
   */
  stands(message) {
    const before = this.where;
    this.where = message;
    const task = this.run && message.task !== null ? this.run.tasks[message.task] : null;
    this.root.dataset.phase = message.phase;
    for (const [command, button] of this.buttons) {
      const heard = message.heard.includes(command);
      button.disabled = !heard;
      button.hidden = command === "pause" ? message.heard.includes("resume") : command === "resume" && !heard;
    }
    this.handBar.hidden = !message.heard.includes("gesture");
    if (task?.exercise) this.#change(task.exercise);
    if (task && (before?.task !== message.task || !this.target)) {
      this.target = { sets: 1, reps: task.reps ? task.reps[1] : null, hold_s: task.hold ? task.seconds : null, rest_s: 0 };
      this.tally.count("0", this.target);
      this.tally.reps(0, null);
    }
    this.doing.textContent = task?.name ?? "";
    this.set.textContent = task ? placeOf(task) : "";
    this.clock.hidden = message.phase !== "work" || message.left_s === null;
    if (message.left_s !== null) this.timeLeft(Math.ceil(message.left_s));
    if (message.phase !== "countdown") this.countdown.hidden = true;
    this.#cover(message, task);
    this.polite.textContent = this.said(message);
  }

  /**
   * What is said of where the workout stands, aloud too.
   * @param {Formcheck.RunMessage} message
   */
  said(message) {
    const task = this.run && message.task !== null ? this.run.tasks[message.task] : null;
    if (message.phase === "paused") return _("Paused");
    if (!task) return message.phase === "over" ? _("That was it") : "";
    if (message.phase === "announce") return _("Next: {name}, {amount}.", { name: task.name, amount: askedFor(task) });
    if (message.phase === "rest") return _("Rest. Next: {name}, {amount}.", { name: task.name, amount: askedFor(task) });
    if (message.phase === "placing") return task.turn;
    return "";
  }

  /** @param {number} seconds */
  timeLeft(seconds) {
    showFigure(this.left, remaining(seconds));
    showFigure(this.clock, remaining(seconds));
    if (this.where?.phase === "countdown") this.count(seconds);
  }

  /**
   * What lies over the picture.
   * @param {Formcheck.RunMessage} message
   * @param {Formcheck.TaskDocument | null} task
   */
  #cover(message, task) {
    const { phase } = message;
    const resting = phase === "announce" || phase === "rest";
    const alone = phase === "work" && task !== null && !task.exercise;
    this.root.classList.toggle("unseen", alone);
    this.root.classList.toggle("uncounted", task !== null && !task.exercise);
    this.panel.hidden = !(resting || alone || phase === "paused" || phase === "over");
    if (phase === "over") {
      fill(this.panel, h("h2", {}, this.said(message)), this.#last(message));
    } else if (phase === "paused") {
      const why = message.paused_by === "camera" ? _("It goes on by itself as soon as the camera sees something.") : _("Raise a hand for two seconds, or press Go on.");
      fill(this.panel, h("h2", {}, _("Paused")), h("p", { class: "asked" }, why));
    } else if (task && resting) {
      const exercise = task.exercise ? this.known.get(task.exercise) : undefined;
      fill(
        this.panel,
        h("div", { class: "timing" }, h("h2", {}, phase === "rest" ? _("Rest") : _("Get ready")), this.left),
        h("p", { class: "coming-name" }, task.name),
        h("p", { class: "asked" }, askedFor(task)),
        h("p", { class: "quiet" }, [placeOf(task), task.turn, task.note].filter(Boolean).join(" · ")),
        exercise && h("div", { class: "coming-figure" }, movement(exercise)),
        this.#last(message),
      );
    } else if (task && alone) {
      fill(this.panel, h("h2", {}, task.name), this.left, h("p", { class: "quiet" }, [task.note, _("No camera sees this: it is timed.")].filter(Boolean).join(" · ")));
    }
  }

  /** @param {Formcheck.RunMessage} message */
  #last(message) {
    const done = message.done[message.done.length - 1];
    if (!done || !this.run) return null;
    const task = this.run.tasks[done.task];
    return h("p", { class: "last-done" }, _("{name}: {what}", { name: task.name, what: became(done, task) }));
  }

  /** @param {Command} command */
  async #want(command) {
    if (!this.where?.heard.includes(command)) return;
    if (command !== "stop") {
      this.#act.command(command);
      return;
    }
    if (this.where.heard.includes("pause")) this.#act.command("pause");
    const sure = await confirmed(_("End the workout here?"), _("What was done is kept. It cannot go on afterwards."), _("End it"));
    if (sure) this.#act.command("stop");
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || document.querySelector("dialog[open]")) return;
    const command = KEYS[event.key.toLowerCase()];
    if (command) this.#want(command);
  }
}

/** Before a training: the target, the camera, and trying it. */

import { get } from "./api.js";
import { recordChoice } from "./clips.js";
import { fill, h, notice } from "./dom.js";
import { fromViews } from "./from-views.js";
import { movement } from "./movement.js";
import { placing } from "./placing.js";
import { explain, insecure, listCameras } from "./live-camera.js";
import { chosenCamera, keepCamera, keepTarget, lastTarget, unfinished } from "./memory.js";
import { Preview } from "./live-preview.js";
import { soundChoice } from "./live-sound-choice.js";
import { Lifetime } from "./lifetime.js";
import { _ } from "./phrases.js";
import { powerChoice, wantedModel } from "./power.js";

export class Setup {
  #life;

  /**
   * @param {HTMLElement} main Where it is shown.
   * @param {{exercise: Formcheck.ExerciseDocument, server: Formcheck.About, camera: import("./live-camera.js").Camera, voice: import("./live-voice.js").Voice, signals: import("./live-signals.js").Signals, own: boolean}} page
   * @param {(hello: Omit<Formcheck.Hello, "type">) => void} start The person wants to begin; the camera is open.
   * @param {Lifetime} parent It lasts no longer than the page.
   */
  constructor(main, { exercise, server, camera, voice, signals, own }, start, parent) {
    this.#life = new Lifetime(parent);
    this.main = main;
    this.exercise = exercise;
    this.server = server;
    this.camera = camera;
    this.voice = voice;
    this.signals = signals;
    this.start = start;
    this.own = h("input", { type: "checkbox", name: "own", checked: own });
    this.hold = exercise.kind === "hold";
    this.said = h("div", { class: "said" });
    this.shown = h("div");
    /** @type {Preview | null} */
    this.preview = null;
    this.stand = h("div", { class: "stand" }, placing(this.exercise), h("div", {}, h("h2", {}, _("Place the camera")), h("p", {}, this.exercise.camera)));
    this.look = h("button", { type: "button", class: "look", onclick: () => (this.preview ? this.#stop() : this.#try()) }, _("Try the camera"));
    this.card = h("section", { class: "card look-card", "aria-label": _("Camera") }, this.stand, this.look);
    this.select = h("select", { name: "camera" });
    this.button = h("button", { type: "submit", class: "primary large start" }, _("Start"));
    this.#life.listen(navigator.mediaDevices, "devicechange", () => this.#list());
  }

  /** It is over: a training begins, or the page is left. */
  end() {
    this.#life.end();
  }

  /**
   * Show it.
   * @param {{title: string, text: string, camera?: boolean} | null} trouble What went wrong before; `camera` false if that was not the camera.
   */
  async show(trouble = null) {
    const form = this.#form();
    const impossible = insecure(this.server);
    fill(
      this.main,
      h("p", { class: "back" }, h("a", { href: "#/" }, _("All exercises"))),
      h("div", { class: "title-line" }, h("div", {}, h("h1", {}, this.exercise.name), h("p", { class: "lead" }, this.exercise.about)), h("div", { class: "title-drawing" }, movement(this.exercise))),
      this.said,
      this.shown,
      h("div", { class: "setup" }, this.card, form, this.#judged()),
    );
    if (impossible) {
      fill(this.said, notice(impossible, "warning", videosLink()));
      this.look.disabled = this.button.disabled = true;
    } else if (trouble) {
      this.complain(trouble);
    } else {
      this.#offerToGoOn();
    }
    await Promise.all([this.#list(), this.#demonstrate()]);
  }

  /** Before the first set of an exercise that was never done here it is shown, moving. */
  async #demonstrate() {
    const figure = movement(this.exercise);
    /** @type {Formcheck.Overview | null} */
    const history = await this.#life.wait(get("/history").catch(() => null));
    if (!figure || !history || history.weeks.some((each) => each.exercise === this.exercise.id)) return;
    this.main.querySelector(".title-drawing")?.remove(); // one figure is enough
    fill(
      this.shown,
      h(
        "section",
        { class: "card demonstration" },
        h("div", { class: "demonstration-figure" }, figure),
        h("div", {}, h("h2", {}, _("This is how it goes")), h("p", { class: "quiet" }, _("You have not done it here yet: watch it once before your first set. Point at the figure to see it again."))),
      ),
    );
  }

  /**
   * Say what went wrong.
   * @param {{title: string, text: string, camera?: boolean}} found
   */
  complain(found) {
    if (!this.camera.stream) this.#dropPreview();
    const more = found.camera === false ? null : videosLink();
    fill(this.said, notice(found.title, "error", h("p", {}, found.text), more));
    this.said.scrollIntoView({ block: "nearest" });
  }

  /** What is counted and judged from where, and what no camera shows. */
  #judged() {
    const { look_alikes: others, not_seen: hidden } = this.exercise;
    return h(
      "section",
      { class: "card judged" },
      h("h2", {}, _("What is counted and judged")),
      h("p", {}, this.exercise.counts),
      others.length > 0 && h("p", { class: "quiet" }, _("Not counted, though it may look like it: {others}.", { others: others.join(", ") })),
      fromViews(this.exercise),
      hidden.length > 0 && h("details", {}, h("summary", {}, _("What no camera shows")), h("ul", {}, hidden.map((each) => h("li", {}, each)))),
    );
  }

  #form() {
    const dose = (this.hold ? this.exercise.hold_s : this.exercise.reps) ?? [10, 10];
    const kept = this.own.checked ? { sets: 1, reps: 3, hold_s: 15 } : lastTarget(this.exercise.id);
    /**
     * @param {string} name
     * @param {string} label
     * @param {number} value
     * @param {number} min
     * @param {number} max
     */
    const number = (name, label, value, min, max, hint = "") =>
      h("label", { class: "field" }, label, h("input", { type: "number", inputmode: "numeric", name, value, min, max, required: true }), hint && h("small", {}, hint));
    this.select.addEventListener("change", () => {
      keepCamera(this.select.value);
      if (this.camera.stream) this.#try();
    });
    const recording = recordChoice(this.server.limits.clip_days);
    const form = h(
      "form",
      { class: "card stack target", novalidate: false },
      h("h2", {}, _("Your training")),
      h(
        "div",
        { class: "thirds" },
        number("sets", _("Sets"), kept.sets ?? this.exercise.sets, 1, 50),
        this.hold ? number("hold_s", _("Seconds"), kept.hold_s ?? dose[0], 1, 3600) : number("reps", _("Reps"), kept.reps ?? dose[0], 1, 1000),
        number("rest_s", _("Rest, seconds"), kept.rest_s ?? 60, 0, 3600),
      ),
      h("p", { class: "quiet small" }, _("Guides ask for {dose}.", { dose: this.exercise.dose })),
      h("label", { class: "field" }, _("Camera"), this.select),
      soundChoice(this.voice, this.signals, this.#life),
      powerChoice(this.#life),
      recording.element,
      this.exercise.own_posture && h("div", {}, h("label", { class: "row check" }, this.own, _("Keep my posture in it as my own")), h("p", { class: "quiet small" }, _("Stand side-on and upright for a second, then take the position and keep still: as straight as you can be, without a weight."))),
      this.button,
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      /** @type {Omit<Formcheck.Hello, "type">} */
      const hello = { exercise: this.exercise.id };
      for (const name of /** @type {("sets" | "reps" | "hold_s" | "rest_s")[]} */ (["sets", "reps", "hold_s", "rest_s"])) {
        const field = form.elements.namedItem(name);
        if (field instanceof HTMLInputElement) hello[name] = Number(field.value);
      }
      if (this.own.checked) hello.own = true;
      else keepTarget(this.exercise.id, hello);
      if (recording.wanted) hello.record = true;
      hello.model = wantedModel();
      this.#begin(hello);
    });
    return form;
  }

  async #list() {
    await listCameras(this.select, this.#life, this.camera.id || this.select.value || chosenCamera());
  }

  async #try() {
    if (!(await this.#open())) return;
    fill(this.said);
    await this.#dropPreview();
    if (this.#life.over || !this.camera.stream) return;
    this.preview = new Preview(this.exercise.id, this.camera, this.#life);
    this.card.prepend(this.preview.element);
    this.look.textContent = _("Stop the camera");
    this.preview.element.scrollIntoView({ block: "nearest" });
    await this.#list();
  }

  #stop() {
    this.#dropPreview();
    this.camera.close();
  }

  /** @returns {Promise<void>} Kept once the server has noticed. */
  #dropPreview() {
    const preview = this.preview;
    this.preview = null;
    this.look.textContent = _("Try the camera");
    return preview?.stop() ?? Promise.resolve();
  }

  /** Open the camera that is chosen; says whether it is there. */
  async #open() {
    try {
      return Boolean(await this.#life.wait(this.camera.open(this.select.value)));
    } catch (error) {
      this.complain(explain(error));
      return false;
    }
  }

  /** @param {Omit<Formcheck.Hello, "type">} hello */
  async #begin(hello) {
    this.button.disabled = true;
    const there = this.camera.stream || (await this.#open());
    await this.#dropPreview();
    if (this.#life.over) return;
    this.button.disabled = false;
    if (there && this.camera.stream) this.start(hello);
  }

  #offerToGoOn() {
    const kept = unfinished();
    if (!kept || kept.hello.exercise !== this.exercise.id) return;
    const go = h("button", { type: "button", class: "primary", onclick: () => this.#begin({ ...kept.hello, resume: kept.token }) }, _("Go on"));
    fill(this.said, notice(_("You were in the middle of a training a moment ago. It is kept, and can go on."), "", h("p", { class: "row" }, go)));
  }
}

function videosLink() {
  return h("p", { class: "row" }, h("a", { class: "button", href: "#/videos" }, _("Check a video instead")));
}

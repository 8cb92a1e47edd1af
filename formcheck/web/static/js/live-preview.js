/** Trying the camera before a set: the picture, the skeleton, and a checklist that turns green. */

import { fill, h } from "./dom.js";
import { Frames } from "./live-frames.js";
import { Link } from "./live-link.js";
import { Picture } from "./live-skeleton.js";
import { Lifetime } from "./lifetime.js";
import { _ } from "./phrases.js";
import { wantedModel } from "./power.js";

const SIGNS = new Map([[true, "✓"], [false, "!"], [null, "…"]]);
const STATES = new Map([[true, "good"], [false, "wrong"], [null, "unknown"]]);
const WORDS = new Map([[true, _("all right")], [false, _("not yet")], [null, _("cannot be told yet")]]);

export class Preview {
  #life;

  /**
   * @param {string} exercise Its id.
   * @param {import("./live-camera.js").Camera} camera It is open.
   * @param {Lifetime} parent
   */
  constructor(exercise, camera, parent) {
    this.#life = new Lifetime(parent);
    this.picture = new Picture(this.#life);
    this.hint = h("p", { class: "preview-hint", role: "status" }, _("Getting ready…"));
    this.list = h("ul", { class: "checklist", "aria-label": _("How you stand") });
    this.element = h("div", { class: "preview", "data-shaped": true }, this.picture.element, this.hint, this.list);
    this.#life.onEnd(() => this.element.remove());
    this.picture.show(camera.stream);
    this.frames = new Frames(this.picture.video, (bytes) => this.link.sendFrame(bytes), this.#life);
    /** @type {ConstructorParameters<typeof Link>[1]} */
    const on = {
      message: (message) => this.#take(message),
      state: (state) => this.#linked(state),
      over: (why) => this.#say(why.text, "wrong"),
    };
    /** @type {Link} */
    this.link = new Link({ exercise, mode: "setup", model: wantedModel() }, on, this.#life);
  }

  /**
   * Stop looking; the camera stays as it is.
   * @returns {Promise<void>} Kept once the server is free for somebody else.
   */
  stop() {
    const left = this.link.leave();
    this.#life.end();
    return left;
  }

  /** @param {"open" | "lost" | "connecting"} state */
  #linked(state) {
    if (state === "open") this.frames.start();
    else this.frames.stop();
    if (state === "lost") {
      this.picture.seen(null);
      this.#say("Reconnecting…", "unknown");
    }
  }

  /** @param {Formcheck.ToBrowser} message */
  #take(message) {
    switch (message.type) {
      case "welcome":
        this.picture.bones = message.bones;
        this.frames.pace = message.pace;
        break;
      case "frame":
        this.frames.answered(message.number, message.pace);
        this.picture.seen(message.skeleton);
        break;
      case "placement":
        this.#show(message);
        break;
    }
  }

  /** @param {Formcheck.PlacementMessage} message */
  #show({ points, ready }) {
    this.picture.tint(!ready);
    const first = points.find((each) => each.ok === false) ?? points.find((each) => each.ok === null && each.hint);
    if (ready) this.#say(_("All is well: you can start"), "good");
    else this.#say(first?.hint || _("One moment…"), first?.ok === false ? "wrong" : "unknown");
    fill(
      this.list,
      points.map((each) =>
        h(
          "li",
          { "data-code": each.code, "data-state": STATES.get(each.ok) },
          h("span", { class: "sign", "aria-hidden": "true" }, SIGNS.get(each.ok)),
          h("span", {}, each.name, h("span", { class: "hidden-text" }, `: ${WORDS.get(each.ok)}`)),
        ),
      ),
    );
  }

  /**
   * @param {string} text
   * @param {string} state
   */
  #say(text, state) {
    if (this.hint.textContent !== text) this.hint.textContent = text;
    this.hint.dataset.state = state;
  }
}

/** The live socket: says hello, hands on messages, and comes back when the connection was lost. */

import { sentence, socketAddress, TIME_ZONE } from "./api.js";
import { Lifetime } from "./lifetime.js";
import { _ } from "./phrases.js";

const CLOSE_DONE = 1000;
const CLOSE_PROBLEM = 4400;
const CLOSE_TAKEN_OVER = 4409;
const SILENT_MS = 8000;
const BACKLOG_BYTES = 200_000;
const PATIENCE_S = 60;
const LEAVING_MS = 1500;

/** One training's connection, over as many sockets as it takes. */
export class Link {
  #life;

  /**
   * @param {Omit<Formcheck.Hello, "type">} hello The first message without its type.
   * @param {{message: (message: Formcheck.ToBrowser) => void, state: (state: "connecting" | "open" | "lost") => void, over: (why: {code: string, text: string}) => void}} on
   *   `over` tells that it ends for good without a summary.  Nothing is called after the end.
   * @param {Lifetime} parent The connection ends with it.
   */
  constructor(hello, on, parent) {
    this.#life = new Lifetime(parent);
    this.hello = hello;
    this.on = on;
    this.token = hello.resume ?? null;
    this.patience_s = PATIENCE_S;
    /** @type {WebSocket | null} */
    this.socket = null;
    this.welcomed = false;
    this.lostSince = 0;
    this.tries = 0;
    this.quietSince = 0;
    this.callOff = () => {};
    this.#life.every(1000, () => this.#watch());
    this.#life.listen(window, "online", () => this.#now());
    this.#life.onEnd(() => this.#close());
    this.#connect();
  }

  /** Whether the server is ready for frames. */
  get ready() {
    return !this.#life.over && this.welcomed && this.socket?.readyState === WebSocket.OPEN;
  }

  /**
   * Send a frame.
   * @param {Uint8Array} bytes
   * @returns {boolean} False if it cannot go now.
   */
  sendFrame(bytes) {
    if (!this.socket || !this.ready || this.socket.bufferedAmount > BACKLOG_BYTES) return false;
    this.quietSince ||= performance.now();
    this.socket.send(bytes);
    return true;
  }

  /**
   * Say something short.
   * @param {"skip_rest" | "finish" | "command" | "model"} type
   * @param {object} more What belongs to it.
   * @returns {boolean} False if there is no connection.
   */
  say(type, more = {}) {
    if (!this.socket || !this.ready) return false;
    this.socket.send(JSON.stringify({ type, ...more }));
    return true;
  }

  /**
   * The person leaves: what was done goes to the history.
   * @returns {Promise<void>} Kept once the server has closed, or after a moment.
   */
  leave() {
    const socket = this.socket;
    this.say("finish");
    this.#life.end();
    if (!socket || socket.readyState === WebSocket.CLOSED) return Promise.resolve();
    return new Promise((done) => {
      socket.addEventListener("close", () => done(), { once: true });
      setTimeout(done, LEAVING_MS);
    });
  }

  /** The server closes first, as a rule; a socket that still opens is not needed any more. */
  #close() {
    const socket = this.socket;
    this.socket = null;
    if (!socket) return;
    if (socket.readyState === WebSocket.OPEN && this.welcomed) setTimeout(() => socket.close(), LEAVING_MS);
    else socket.close();
  }

  #connect() {
    if (this.#life.over) return;
    const socket = new WebSocket(socketAddress("/live"));
    /** @param {(event: any) => void} call */
    const current = (call) => (/** @type {Event} */ event) => {
      if (socket === this.socket && !this.#life.over) call(event);
    };
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    this.welcomed = false;
    this.quietSince = 0;
    socket.onopen = current(() => socket.send(JSON.stringify({ type: "hello", tz: TIME_ZONE, ...this.hello, resume: this.token })));
    socket.onmessage = current((event) => this.#take(JSON.parse(event.data)));
    socket.onclose = current((event) => this.#lost(event.code));
    this.on.state(this.lostSince ? "lost" : "connecting");
  }

  /** @param {Formcheck.ToBrowser} message */
  #take(message) {
    this.quietSince = 0;
    if (message.type === "welcome") {
      this.token = message.resume;
      this.patience_s = message.resume_s;
      this.welcomed = true;
      this.tries = 0;
      this.lostSince = 0;
      this.on.state("open");
    }
    if (message.type === "problem" && message.fatal) {
      this.#fail(message.problem.code, sentence(message.problem.detail));
      return;
    }
    if (message.type === "summary" || message.type === "run_summary") this.#life.end();
    this.on.message(message);
  }

  /** @param {number} code Why the socket was closed. */
  #lost(code) {
    this.welcomed = false;
    this.socket = null;
    if (code === CLOSE_DONE || code === CLOSE_PROBLEM) {
      this.#fail("closed", _("The server ended the session. What was done is in the history."));
      return;
    }
    if (code === CLOSE_TAKEN_OVER) {
      this.#fail("taken-over", _("This session goes on in another window."));
      return;
    }
    this.lostSince ||= performance.now();
    if (performance.now() - this.lostSince > 1000 * this.patience_s) {
      this.#fail("gone", _("The connection did not come back. Is formcheck still running? Finished sets are in the history."));
      return;
    }
    this.#later(Math.min(2000, 250 * 2 ** this.tries++));
    this.on.state("lost");
  }

  /** @param {number} ms */
  #later(ms) {
    this.callOff();
    this.callOff = this.#life.after(ms, () => this.#connect());
  }

  /**
   * @param {string} code
   * @param {string} text
   */
  #fail(code, text) {
    this.#life.end();
    this.on.over({ code, text });
  }

  /** Nothing is heard although frames were sent: the connection is dead and does not know it. */
  #watch() {
    if (!this.welcomed || !this.quietSince || performance.now() - this.quietSince <= SILENT_MS) return;
    const socket = this.socket;
    this.#lost(0);
    socket?.close();
  }

  /** The network is back: there is no need to wait. */
  #now() {
    if (!this.lostSince || this.socket?.readyState === WebSocket.OPEN) return;
    const socket = this.socket;
    this.callOff();
    this.#connect();
    socket?.close();
  }
}

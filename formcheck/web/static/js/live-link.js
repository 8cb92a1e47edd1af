/** The live socket: says hello, hands on messages, and comes back when the connection was lost. */

import { sentence, socketAddress } from "./api.js";

const CLOSE_DONE = 1000;
const CLOSE_PROBLEM = 4400;
const CLOSE_TAKEN_OVER = 4409;
const SILENT_MS = 8000;
const BACKLOG_BYTES = 200_000;
const PATIENCE_S = 60;

export class Link {
  /**
   * `hello` is the first message without its type; `on` has message(message), state(state) with
   * "connecting", "open", "lost" or "closed", and over({ code, text }) when it ends for good
   * without a summary.
   */
  constructor(hello, on) {
    this.hello = hello;
    this.on = on;
    this.token = hello.resume ?? null;
    this.patience_s = PATIENCE_S;
    this.socket = null;
    this.ended = false;
    this.welcomed = false;
    this.lostSince = 0;
    this.tries = 0;
    this.quietSince = 0;
    this.later = 0;
    this.watching = setInterval(() => this.#watch(), 1000);
    addEventListener("online", this.#now);
    this.#connect();
  }

  /** Send a frame; false if it cannot go now. */
  sendFrame(bytes) {
    const socket = this.socket;
    if (!this.welcomed || socket?.readyState !== WebSocket.OPEN) return false;
    if (socket.bufferedAmount > BACKLOG_BYTES) return false;
    this.quietSince ||= performance.now();
    socket.send(bytes);
    return true;
  }

  /** Send skip_rest or finish; false if there is no connection. */
  say(type) {
    if (!this.welcomed || this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify({ type }));
    return true;
  }

  /** The person leaves: what was done goes to the history. */
  leave() {
    this.say("finish");
    this.#end();
    const socket = this.socket;
    setTimeout(() => socket?.close(), 1500); // the server closes first, as a rule
  }

  #end() {
    this.ended = true;
    clearInterval(this.watching);
    clearTimeout(this.later);
    removeEventListener("online", this.#now);
  }

  #connect() {
    if (this.ended) return;
    this.on.state(this.lostSince ? "lost" : "connecting");
    const socket = new WebSocket(socketAddress("/live"));
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    this.welcomed = false;
    this.quietSince = 0;
    socket.onopen = () => socket.send(JSON.stringify({ type: "hello", ...this.hello, resume: this.token }));
    socket.onmessage = (event) => this.#take(socket, JSON.parse(event.data));
    socket.onclose = (event) => {
      if (socket === this.socket) this.#lost(event);
    };
  }

  #take(socket, message) {
    if (socket !== this.socket || this.ended) return;
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
      this.#end();
      this.on.over({ code: message.problem.code, text: sentence(message.problem.detail) });
      return;
    }
    if (message.type === "summary") this.#end();
    this.on.message(message);
  }

  #lost(event) {
    this.welcomed = false;
    if (this.ended) return;
    if (event.code === CLOSE_DONE || event.code === CLOSE_PROBLEM) {
      this.#end();
      this.on.over({ code: "closed", text: "The server ended the session. What was done is in the history." });
      return;
    }
    if (event.code === CLOSE_TAKEN_OVER) {
      this.#end();
      this.on.over({ code: "taken-over", text: "This session goes on in another window." });
      return;
    }
    this.lostSince ||= performance.now();
    if (performance.now() - this.lostSince > 1000 * this.patience_s) {
      this.#end();
      this.on.over({
        code: "gone",
        text: "The connection did not come back. Is formcheck still running? Finished sets are in the history.",
      });
      return;
    }
    this.on.state("lost");
    clearTimeout(this.later);
    this.later = setTimeout(() => this.#connect(), Math.min(2000, 250 * 2 ** this.tries++));
  }

  /** Nothing is heard although frames were sent: the connection is dead and does not know it. */
  #watch() {
    if (!this.ended && this.welcomed && this.quietSince && performance.now() - this.quietSince > SILENT_MS) {
      const socket = this.socket;
      this.socket = null;
      socket.close();
      this.#lost({ code: 0 });
    }
  }

  #now = () => {
    if (this.lostSince && this.socket?.readyState !== WebSocket.OPEN) {
      clearTimeout(this.later);
      this.socket = null;
      this.#connect();
    }
  };
}

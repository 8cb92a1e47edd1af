/**
 * How long something lasts: a page, a set, a connection, an opening camera.
 *
 * Timers, listeners and awaited answers belong to a lifetime.  When it ends they end with it, so
 * that nothing reaches what is no longer there.
 */
export class Lifetime {
  #over = false;
  #endings = new Set();

  /** @param {Lifetime | null} parent Ends this one too when it ends. */
  constructor(parent = null) {
    if (!parent) return;
    const forget = parent.onEnd(() => this.end());
    this.onEnd(forget);
  }

  /** Whether it has ended. */
  get over() {
    return this.#over;
  }

  /** End it, and all that belongs to it; a second time does nothing. */
  end() {
    if (this.#over) return;
    this.#over = true;
    const endings = [...this.#endings].reverse();
    this.#endings.clear();
    for (const each of endings) each();
  }

  /**
   * Do something when it ends, at once if it has.
   * @param {() => void} call
   * @returns {() => void} Forgets it.
   */
  onEnd(call) {
    if (this.#over) {
      call();
      return () => {};
    }
    this.#endings.add(call);
    return () => this.#endings.delete(call);
  }

  /**
   * Do something later, unless it is over by then.
   * @param {number} ms
   * @param {() => void} call
   * @returns {() => void} Calls it off.
   */
  after(ms, call) {
    if (this.#over) return () => {};
    const timer = setTimeout(() => {
      forget();
      call();
    }, ms);
    const forget = this.onEnd(() => clearTimeout(timer));
    return () => {
      clearTimeout(timer);
      forget();
    };
  }

  /**
   * Do something again and again.
   * @param {number} ms
   * @param {() => void} call
   */
  every(ms, call) {
    if (this.#over) return;
    const timer = setInterval(call, ms);
    this.onEnd(() => clearInterval(timer));
  }

  /**
   * Listen to events.
   * @param {EventTarget | null | undefined} target Where there is none, nothing is heard.
   * @param {string} type
   * @param {(event: any) => void} call
   */
  listen(target, type, call) {
    if (this.#over || !target?.addEventListener) return;
    target.addEventListener(type, call);
    this.onEnd(() => target.removeEventListener(type, call));
  }

  /**
   * Wait for something that may come too late.
   * @template T
   * @param {Promise<T>} promise
   * @param {(late: T) => void} [discard] Takes what came too late, so that it can be closed.
   * @returns {Promise<T | null>} Null once it is over, failures too.
   */
  async wait(promise, discard = () => {}) {
    try {
      const found = await promise;
      if (!this.#over) return found;
      discard(found);
      return null;
    } catch (error) {
      if (this.#over) return null;
      throw error;
    }
  }
}

/** The camera: which there are, opening one, and what goes wrong with them. */

import { fill, h } from "./dom.js";
import { Lifetime } from "./lifetime.js";
import { chosenCamera } from "./memory.js";
import { _ } from "./phrases.js";
import { wantedPicture } from "./power.js";

const MISSING = ["OverconstrainedError", "NotFoundError"];

/**
 * Why the browser gives this page no camera at all, in words; "" if it does.
 * @param {{secure?: boolean} | null} server What the server says of itself.
 * @returns {string}
 */
export function insecure(server) {
  if (isSecureContext && navigator.mediaDevices) return "";
  if (!isSecureContext) {
    const how = server?.secure
      ? _("This browser does not trust the server's certificate yet: accept it, or add it to this device.")
      : _("Start formcheck with --tls-cert and --tls-key and open the page with https, or open it on the computer that runs formcheck.");
    return _("Browsers give the camera only to secure pages, and this one came without encryption. {how} Checking videos works here all the same.", { how });
  }
  return _("This browser cannot give a page the camera. Try another browser; checking videos works all the same.");
}

/**
 * What went wrong with the camera, and what to do.
 * @param {unknown} error
 * @returns {{title: string, text: string}}
 */
export function explain(error) {
  const { name, message } = /** @type {{name?: string, message?: string}} */ (error ?? {});
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      return {
        title: _("The camera is not allowed"),
        text: _("This page was refused the camera. Allow it with the camera or lock sign beside the address, then try again. The picture stays on this machine."),
      };
    case "NotFoundError":
    case "DevicesNotFoundError":
      return { title: _("There is no camera"), text: _("Plug one in or switch it on, then try again.") };
    case "NotReadableError":
    case "AbortError":
      return {
        title: _("The camera does not start"),
        text: _("Another program may be using it, a video call for instance. Close that, or unplug the camera and plug it in again, then try again."),
      };
    case "Unplugged":
      return {
        title: _("The camera is gone"),
        text: _("It was unplugged or switched off. Plug it in again and try again: what was counted is kept."),
      };
    default: {
      const unknown = _("Nobody knows why");
      return { title: _("The camera does not start"), text: _("{why}. Try again, or choose another camera.", { why: message || unknown }) };
    }
  }
}

/**
 * Whether the camera may be opened without the browser asking; not where it does not say so.
 * @returns {Promise<boolean>}
 */
export async function isAllowed() {
  const found = await navigator.permissions?.query({ name: /** @type {PermissionName} */ ("camera") }).catch(() => null);
  return found?.state === "granted";
}

/**
 * The cameras that may be chosen; without permission names are not known.
 * @returns {Promise<{id: string, name: string}[]>}
 */
export async function cameras() {
  const all = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
  return all
    .filter((each) => each.kind === "videoinput" && each.deviceId)
    .map((each, at) => ({ id: each.deviceId, name: each.label || _("Camera {value}", { value: at + 1 }) }));
}

/**
 * Let a person choose among the cameras that there are.
 * @param {HTMLSelectElement} select
 * @param {Lifetime} life
 * @param {string} wanted The id of the one that stands there at first.
 */
export async function listCameras(select, life, wanted = chosenCamera()) {
  const found = await life.wait(cameras().catch(() => []));
  if (!found) return;
  fill(select, found.length ? found.map((each) => h("option", { value: each.id }, each.name)) : h("option", { value: "" }, _("The default camera")));
  if (found.some((each) => each.id === wanted)) select.value = wanted;
}

/** One open camera at most, for as long as a page lasts. */
export class Camera {
  #life;
  /** @type {Lifetime | null} */
  #opening = null;

  /**
   * @param {Lifetime} life With it the camera is closed, one that is only just opening too.
   * @param {() => void} lost The camera is gone without anybody having closed it.
   */
  constructor(life, lost) {
    this.#life = life;
    this.lost = lost;
    /** @type {MediaStream | null} */
    this.stream = null;
    life.onEnd(() => this.close());
  }

  /** The id of the camera that is open; "" if none is or it is not known. */
  get id() {
    return this.stream?.getVideoTracks()[0]?.getSettings().deviceId ?? "";
  }

  /**
   * Open a camera in place of the one that is open.
   * @param {string} id The one that is wanted; any if it is not there.
   * @returns {Promise<boolean>} Whether it is open; false also if it was closed meanwhile or another was asked for.
   * @throws {DOMException} What the browser says is wrong.
   */
  async open(id = "") {
    this.#opening?.end();
    const opening = new Lifetime(this.#life);
    this.#opening = opening;
    const stream = await opening.wait(ask(id), stop);
    if (!stream) return false;
    opening.end();
    this.#drop();
    this.stream = stream;
    for (const track of stream.getVideoTracks()) {
      track.onended = () => {
        this.close();
        this.lost();
      };
    }
    return true;
  }

  /** Close it; what is only just opening is closed as soon as it is open. */
  close() {
    this.#opening?.end();
    this.#drop();
  }

  #drop() {
    stop(this.stream);
    this.stream = null;
  }
}

/** @param {string} id */
async function ask(id) {
  const wanted = wantedPicture();
  /** @param {MediaTrackConstraints} video */
  const from = (video) => navigator.mediaDevices.getUserMedia({ audio: false, video });
  if (!id) return from(wanted);
  try {
    return await from({ ...wanted, deviceId: { exact: id } });
  } catch (error) {
    if (error instanceof DOMException && MISSING.includes(error.name)) return from(wanted);
    throw error;
  }
}

/** @param {MediaStream | null} stream */
function stop(stream) {
  for (const track of stream?.getTracks() ?? []) {
    track.onended = null;
    track.stop();
  }
}

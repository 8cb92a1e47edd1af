/** The camera: which there are, what goes wrong with them, and frames from them for the server. */

const HEADER_BYTES = 12;
const QUALITY = 0.72;
const LOST_MS = 2500;

/** Why the browser gives this page no camera at all, in words; "" if it does. */
export function insecure(server) {
  if (isSecureContext && navigator.mediaDevices?.getUserMedia) return "";
  if (!isSecureContext) {
    const how = server?.secure
      ? "This browser does not trust the server's certificate yet: accept it, or add it to this device."
      : "Start formcheck with --tls-cert and --tls-key and open the page with https, or open it on the computer that runs formcheck.";
    return `Browsers give the camera only to secure pages, and this one came without encryption. ${how} Checking videos works here all the same.`;
  }
  return "This browser cannot give a page the camera. Try another browser; checking videos works all the same.";
}

/** What went wrong with the camera, and what to do: { title, text }. */
export function explain(error) {
  switch (error?.name) {
    case "NotAllowedError":
    case "SecurityError":
      return {
        title: "The camera is not allowed",
        text: "This page was refused the camera. Allow it with the camera or lock sign beside the address, then try again. The picture stays on this machine.",
      };
    case "NotFoundError":
    case "DevicesNotFoundError":
      return { title: "There is no camera", text: "Plug one in or switch it on, then try again." };
    case "NotReadableError":
    case "AbortError":
      return {
        title: "The camera does not start",
        text: "Another program may be using it, a video call for instance. Close that, or unplug the camera and plug it in again, then try again.",
      };
    case "Unplugged":
      return {
        title: "The camera is gone",
        text: "It was unplugged or switched off. Plug it in again and try again: what was counted is kept.",
      };
    default:
      return { title: "The camera does not start", text: `${error?.message || "Nobody knows why"}. Try again, or choose another camera.` };
  }
}

/** The cameras that may be chosen, by id and name; without permission names are not known. */
export async function cameras() {
  const all = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
  return all
    .filter((each) => each.kind === "videoinput" && each.deviceId)
    .map((each, at) => ({ id: each.deviceId, name: each.label || `Camera ${at + 1}` }));
}

/** Open a camera; the one asked for if it is there, else any. */
export async function open(id = "") {
  const wanted = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
  const from = (video) => navigator.mediaDevices.getUserMedia({ audio: false, video });
  if (!id) return from(wanted);
  try {
    return await from({ ...wanted, deviceId: { exact: id } });
  } catch (error) {
    if (error.name === "OverconstrainedError" || error.name === "NotFoundError") return from(wanted);
    throw error;
  }
}

/** End a camera's stream. */
export function close(stream) {
  for (const track of stream?.getTracks() ?? []) {
    track.onended = null;
    track.stop();
  }
}

/**
 * Takes frames from a video element at the pace that the server keeps up with: never a queue, a
 * frame is only taken once the one before was answered (or one more is under way at most).
 */
export class Frames {
  /** `send(bytes)` says whether it could be sent. */
  constructor(video, send) {
    this.video = video;
    this.send = send;
    this.pace = { fps: 10, side_px: 640 };
    this.canvas = document.createElement("canvas");
    this.pen = this.canvas.getContext("2d", { alpha: false });
    this.number = 0;
    this.sent = new Map();
    this.next = 0;
    this.busy = false;
    this.stopped = true;
    this.again = 0;
  }

  start() {
    if (!this.stopped) return;
    this.stopped = false;
    this.#wait();
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.again);
  }

  /** A frame was answered. */
  answered(number, pace) {
    for (const sent of this.sent.keys()) if (sent <= number) this.sent.delete(sent);
    this.pace = pace;
  }

  /** Frames that are under way will not be answered: the connection is another. */
  forget() {
    this.sent.clear();
  }

  #wait() {
    if (this.stopped) return;
    // A timer goes on where nothing is painted (a covered window), unlike requestAnimationFrame.
    const wait = Math.max(4, this.next - performance.now());
    this.again = setTimeout(() => this.#take(), wait);
  }

  async #take() {
    const now = performance.now();
    for (const [number, at] of this.sent) if (now - at > LOST_MS) this.sent.delete(number);
    if (this.video.readyState >= 2 && this.sent.size < 2 && !this.busy) {
      const step = 1000 / this.pace.fps;
      this.next = Math.max(this.next + step, now + step / 2);
      this.busy = true;
      try {
        await this.#shoot(now);
      } finally {
        this.busy = false;
      }
    }
    this.#wait();
  }

  async #shoot(now) {
    const { videoWidth: width, videoHeight: height } = this.video;
    if (!width || !height) return;
    const scale = Math.min(1, this.pace.side_px / Math.max(width, height));
    const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
    if (this.canvas.width !== w || this.canvas.height !== h) {
      this.canvas.width = w;
      this.canvas.height = h;
    }
    this.pen.drawImage(this.video, 0, 0, w, h);
    const blob = await new Promise((done) => this.canvas.toBlob(done, "image/jpeg", QUALITY));
    if (!blob || this.stopped) return;
    const picture = new Uint8Array(await blob.arrayBuffer());
    const message = new Uint8Array(HEADER_BYTES + picture.length);
    const head = new DataView(message.buffer);
    this.number += 1;
    head.setUint32(0, this.number, true);
    head.setFloat64(4, now, true);
    message.set(picture, HEADER_BYTES);
    if (this.send(message)) this.sent.set(this.number, performance.now());
  }
}

/**
 * A webcam that shows somebody who does what the workout asks for: ready between sets, and in a set the reps that are
 * left of it.  It moves as fast as the clip was made, but no faster than its pictures are looked at: on a slow machine the
 * person is slow as well.  `window.CLIPS` has by exercise its pictures and at which of them each rep begins.
 */
(() => {
  const FPS = 15;
  const SHOWN_S = 0.12; // of the clip for each picture that is looked at
  const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 360 });
  const brush = canvas.getContext("2d");
  const pictures = {};
  let [tasks, task, phase, done, at, budget, before] = [[], null, "", 0, 0, 0, 0];

  const decoded = (text) => createImageBitmap(new Blob([Uint8Array.from(atob(text), (each) => each.charCodeAt(0))], { type: "image/jpeg" }));
  const ready = Promise.all(Object.entries(window.CLIPS).map(async ([name, clip]) => (pictures[name] = await Promise.all(clip.pictures.map(decoded)))));

  const hear = (message) => {
    if (message.run?.tasks) tasks = message.run.tasks;
    if (message.type === "frame") done = message.reps;
    if (message.type !== "run") return;
    const begins = message.phase === "work" && phase !== "work";
    [task, phase] = [message.task, message.phase];
    if (begins) at = window.CLIPS[tasks[task].exercise].starts[done] ?? 0;
  };

  const draw = () => {
    const now = performance.now() / 1000;
    const gone = Math.min(now - before, budget);
    [before, budget] = [now, budget - gone];
    const name = tasks[task]?.exercise ?? Object.keys(pictures)[0];
    if (phase === "work") at = Math.min(at + gone * FPS, pictures[name].length - 1);
    const picture = phase === "work" ? pictures[name][Math.floor(at)] : pictures[name][0];
    brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
  };

  const Real = WebSocket;
  window.WebSocket = class extends Real {
    constructor(url) {
      super(url);
      this.addEventListener("message", ({ data }) => hear(JSON.parse(data)));
    }

    send(data) {
      if (typeof data !== "string") budget = Math.min(budget + SHOWN_S, 3 * SHOWN_S);
      super.send(data);
    }
  };
  navigator.mediaDevices.getUserMedia = async () => {
    await ready;
    setInterval(draw, 1000 / 30);
    return canvas.captureStream(30);
  };
})();

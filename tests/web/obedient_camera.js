/**
 * A webcam that shows somebody who does what the server asks for: ready between sets, and in a set the reps that are
 * left of it.  It moves as fast as the clip was made, but no faster than its pictures are looked at: on a slow machine the
 * person is slow as well.  `window.CLIPS` has by exercise its pictures and at which of them each rep begins.
 */
(() => {
  const FPS = 15;
  const SHOWN_S = 0.18; // of the clip for each picture that is looked at: five or six in a second of it are enough
  const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 360 });
  const brush = canvas.getContext("2d");
  const pictures = {};
  let [tasks, task, phase, done, at, budget, before] = [[], null, "", 0, 0, 0, 0];

  const decoded = (text) => createImageBitmap(new Blob([Uint8Array.from(atob(text), (each) => each.charCodeAt(0))], { type: "image/jpeg" }));
  const ready = Promise.all(Object.entries(window.CLIPS).map(async ([name, clip]) => (pictures[name] = await Promise.all(clip.pictures.map(decoded)))));

  const hear = (message) => {
    if (message.run?.tasks) tasks = message.run.tasks;
    if (message.type === "frame") {
      done = message.reps;
      budget = Math.min(budget + SHOWN_S, 3 * SHOWN_S);
    }
    if (message.type === "run") goTo(message.task, message.phase);
    if (message.type === "stage" && !tasks.length) goTo(null, message.stage === "set" ? "work" : message.stage);
  };

  const goTo = (next, stands) => {
    const begins = stands === "work" && phase !== "work";
    [task, phase] = [next, stands];
    if (begins) at = window.CLIPS[shown()].starts[done] ?? 0;
  };

  const shown = () => tasks[task]?.exercise ?? Object.keys(window.CLIPS)[0];

  const draw = () => {
    const now = performance.now() / 1000;
    const gone = Math.min(now - before, budget);
    [before, budget] = [now, budget - gone];
    const all = pictures[shown()];
    if (phase === "work") at = Math.min(at + gone * FPS, all.length - 1);
    brush.drawImage(all[phase === "work" ? Math.floor(at) : 0], 0, 0, canvas.width, canvas.height);
  };

  const Real = WebSocket;
  window.WebSocket = class extends Real {
    constructor(url) {
      super(url);
      this.addEventListener("message", ({ data }) => hear(JSON.parse(data)));
    }
  };
  navigator.mediaDevices.getUserMedia = async () => {
    await ready;
    setInterval(draw, 1000 / FPS);
    return canvas.captureStream(FPS);
  };
})();

/** A workout that is followed: what the server says of it is shown and said, until it is over. */

import { FollowStage } from "./follow-stage.js";
import { Training } from "./live-training.js";

export class FollowTraining extends Training {
  /**
   * @param {Map<string, Formcheck.ExerciseDocument>} known All exercises, by id.
   * @param {Formcheck.ExerciseDocument} first The first of the workout's.
   * @param {ConstructorParameters<typeof Training>[1]} hello
   * @param {import("./live-camera.js").Camera} camera
   * @param {import("./live-voice.js").Voice} voice
   * @param {import("./live-signals.js").Signals} signals
   * @param {ConstructorParameters<typeof Training>[5]} on
   * @param {import("./lifetime.js").Lifetime} parent
   */
  constructor(known, first, hello, camera, voice, signals, on, parent) {
    super(first, hello, camera, voice, signals, on, parent, FollowStage);
    this.followed = /** @type {FollowStage} */ (this.stage);
    this.followed.known = known;
  }

  /** @param {Formcheck.ToBrowser} message */
  take(message) {
    if (message.type === "run") {
      this.followed.stands(message);
      this.hold = this.followed.hold;
      this.voice.say(this.followed.said(message), "stage");
    } else if (message.type === "time_left") {
      this.followed.timeLeft(message.seconds);
      if (message.beep) this.signals.give("last");
      if (this.followed.where?.phase === "countdown") this.voice.say(String(message.seconds), "count");
    } else {
      super.take(message);
    }
  }
}

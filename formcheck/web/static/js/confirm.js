/** A question before something that cannot be undone. */

import { h } from "./dom.js";
import { _ } from "./phrases.js";

/**
 * Ask.  The safe answer has the focus.
 * @param {string} question
 * @param {string} detail
 * @param {string} yes What the button is called that does it.
 * @returns {Promise<boolean>} Whether the person wants it.
 */
export function confirmed(question, detail, yes) {
  return new Promise((resolve) => {
    /** @param {string} answer */
    const close = (answer) => () => dialog.close(answer);
    const dialog = h(
      "dialog",
      { class: "confirm", "aria-labelledby": "confirm-question", "aria-describedby": "confirm-detail" },
      h("h2", { id: "confirm-question" }, question),
      h("p", { id: "confirm-detail" }, detail),
      h(
        "div",
        { class: "row" },
        h("button", { type: "button", class: "danger", onclick: close("yes") }, yes),
        h("button", { type: "button", autofocus: true, onclick: close("") }, _("Keep it")),
      ),
    );
    const before = document.activeElement;
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

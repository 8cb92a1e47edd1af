/** The start: which exercise. */

import { exercises } from "./api.js";
import { h } from "./dom.js";

export const title = "";

export async function show(main) {
  const all = await exercises();
  main.append(
    h("h1", {}, "What do you want to train?"),
    h("ul", { class: "cards" }, all.map((each) => h("li", { class: "card" }, h("a", { href: `#/live/${each.id}` }, each.name)))),
  );
  return null;
}

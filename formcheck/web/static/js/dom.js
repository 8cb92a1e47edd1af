/** Small helpers to make elements; no page ever puts text into the document as HTML. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @typedef {Node | string | number | null | undefined | false} Leaf
 * @typedef {Leaf | Leaf[] | Leaf[][]} Child What is no element is text; null, undefined and false are left out.
 * @typedef {Record<string, any>} Properties
 */

/**
 * Make an element: h("p", { class: "quiet", onclick: go }, "text", child).
 * Properties named on... are listeners, `true` sets an empty attribute, null and false leave it out.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Properties} properties
 * @param {Child[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, properties = {}, ...children) {
  return build(document.createElement(tag), properties, children);
}

/**
 * Make an element of a drawing.
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Properties} properties
 * @param {Child[]} children
 * @returns {SVGElementTagNameMap[T]}
 */
export function svg(tag, properties = {}, ...children) {
  return build(document.createElementNS(SVG, tag), properties, children);
}

/**
 * Put children into an element, in place of those it has.
 * @template {Element} T
 * @param {T} element
 * @param {Child[]} children
 * @returns {T}
 */
export function fill(element, ...children) {
  element.replaceChildren(...clean(children));
  return element;
}

/**
 * A message to the person.
 * @param {string} text
 * @param {"" | "good" | "warning" | "error"} kind
 * @param {Child[]} more
 */
export function notice(text, kind = "", ...more) {
  const role = kind === "error" ? "alert" : "status";
  return h("div", { class: `notice ${kind}`, role }, h("p", {}, text), ...more);
}

/**
 * @template {Element} T
 * @param {T} element
 * @param {Properties} properties
 * @param {Child[]} children
 * @returns {T}
 */
function build(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...clean(children));
  return element;
}

/**
 * @param {Child[]} children
 * @returns {(Node | string)[]}
 */
function clean(children) {
  const leaves = /** @type {Leaf[]} */ (children.flat(2));
  return leaves
    .filter((each) => each !== null && each !== undefined && each !== false)
    .map((each) => (each instanceof Node ? each : String(each)));
}

export type Child = Node | string | null | false;

const SVG = "http://www.w3.org/2000/svg";

/** An element with its attributes and children; never made from a text of HTML, so that no site's Trusted Types refuse it. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, string> = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== null && child !== false));
  return element;
}

/** The lantern. */
export function lantern(): SVGElement {
  const draw = (tag: string, attributes: Record<string, string>) => {
    const shape = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
    return shape;
  };
  const line = { fill: "none", stroke: "currentColor", "stroke-width": "2", "stroke-linecap": "round", "stroke-linejoin": "round" };
  const svg = draw("svg", { viewBox: "0 0 32 32", width: "32", height: "32", "aria-hidden": "true" });
  svg.append(draw("path", { d: "M11 12h10l2 14H9z", ...line }), draw("path", { d: "M10 12 16 6l6 6M16 3v3M8 29h16", ...line }), draw("circle", { cx: "16", cy: "19", r: "4.2", fill: "#f2a541" }));
  return svg;
}

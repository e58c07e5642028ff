import { numberAt, entriesOf, listAt, textAt } from "../project/json.ts";

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;").replaceAll("\n", "&#10;");

const tagsOf = (element: unknown): string =>
  entriesOf((element as { tags?: unknown }).tags)
    .map(([key, value]) => `<tag k="${escaped(key)}" v="${escaped(String(value))}"/>`)
    .join("");

const ORDER = ["node", "way", "relation"];

function line(element: unknown): string {
  const id = numberAt(element, "id") ?? 0;
  switch (textAt(element, "type")) {
    case "node":
      return `<node id="${id}" version="1" lat="${numberAt(element, "lat")}" lon="${numberAt(element, "lon")}">${tagsOf(element)}</node>`;
    case "way": {
      const refs = listAt(element, "nodes").map((node) => `<nd ref="${String(node)}"/>`);
      return `<way id="${id}" version="1">${refs.join("")}${tagsOf(element)}</way>`;
    }
    default: {
      const members = listAt(element, "members").map(
        (member) =>
          `<member type="${textAt(member, "type")}" ref="${numberAt(member, "ref") ?? 0}" role="${escaped(textAt(member, "role"))}"/>`,
      );
      return `<relation id="${id}" version="1">${members.join("")}${tagsOf(element)}</relation>`;
    }
  }
}

/**
 * An Overpass answer as OSM XML, sorted by kind and id. Throws when it is none, and when ways stand there without their nodes
 * (asked with `out body;` alone: `(._;>;); out body;` brings them).
 */
export function overpassToXml(answer: unknown): string {
  const elements = listAt(answer, "elements").filter((element) => ORDER.includes(textAt(element, "type")));
  if (elements.length === 0) throw new Error("this JSON is no answer of the Overpass API: it has no elements");
  const rank = (element: unknown): number => ORDER.indexOf(textAt(element, "type"));
  const unique = new Map(elements.map((element) => [`${rank(element)}/${numberAt(element, "id")}`, element]));
  const sorted = [...unique.values()].toSorted((a, b) => rank(a) - rank(b) || (numberAt(a, "id") ?? 0) - (numberAt(b, "id") ?? 0));
  const nodes = new Set(sorted.filter((element) => rank(element) === 0).map((element) => numberAt(element, "id")));
  const ways = sorted.filter((element) => rank(element) === 1);
  if (ways.length > 0 && !ways.some((way) => listAt(way, "nodes").some((node) => nodes.has(Number(node)))))
    throw new Error("the Overpass answer holds ways without their nodes; ask it with: (._;>;); out body;");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6" generator="amaliyat map">\n${sorted.map(line).join("\n")}\n</osm>\n`;
}

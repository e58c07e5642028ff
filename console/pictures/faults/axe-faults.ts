import axe from "axe-core";
import type { Fault } from "./fault.ts";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** axe calls it experimental: it wants all that stands in a group of controls to be part of the group's name. */
const OFF = { "label-content-name-mismatch": { enabled: false } };

/** Violations of WCAG 2.2 AA that axe finds in the page. */
export async function axeFaults(): Promise<readonly Fault[]> {
  const { violations } = await axe.run(document, { runOnly: { type: "tag", values: RULES }, rules: OFF, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => ({ rule: `axe ${id}`, place: target.join(" ") })));
}

import { entriesOf } from "../project/json.ts";

/** State after each command, by state; `none` is before the beginning. */
export type Transitions = Readonly<Record<string, Readonly<Record<string, string>>>>;

const isRow = ([, row]: [string, unknown]): boolean =>
  typeof row === "object" && row !== null && entriesOf(row).every(([, to]) => typeof to === "string");

/** Reads a table of transitions; null where the value is none. */
export function readTransitions(value: unknown): Transitions | null {
  const states = entriesOf(value);
  if (states.length === 0 || !states.every(isRow)) return null;
  return Object.fromEntries(
    states.map(([from, row]) => [from, Object.fromEntries(entriesOf(row).map(([command, to]) => [command, String(to)]))]),
  );
}

/** A Mermaid state diagram of a table: one arrow per pair of states, with the commands that lead along it. */
export function statePicture(table: Transitions): string {
  const arrows = Object.entries(table).flatMap(([from, row]) => {
    const byTarget = Map.groupBy(Object.entries(row), ([, to]) => to);
    const begin = from === "none" ? "[*]" : from;
    if (byTarget.size === 0) return [`  ${begin} --> [*]`];
    return [...byTarget].map(([to, commands]) => `  ${begin} --> ${to}: ${commands.map(([command]) => command).join(", ")}`);
  });
  return ["```mermaid", "stateDiagram-v2", ...arrows, "```"].join("\n");
}

import { commentsOf } from "../project/comments.ts";
import { isTest, lineAt, type TextFile } from "../project/files.ts";
import { isNode, isOf, nameOf, parse, stringOf, walk, type Node } from "../project/syntax.ts";
import type { Finding } from "./check.ts";
import { checkOfFiles } from "./each-file.ts";

/** Longest fixed pause of a test, ms: long enough to look again, too short to decide anything. */
const LONGEST_PAUSE = 50;
/** Bound of a measured time, as a multiple of the time that it usually takes. */
const LEAST_MARGIN = 10;

const isSteady = (path: string): boolean =>
  /\.(?:ts|tsx)$/u.test(path) && (isTest(path) || path.includes("/testing/") || /(?:^|\/)(?:vitest|playwright)\.config\.ts$/u.test(path));

const PAUSES = new Set(["sleep", "pause", "wait", "delay"]);
/** Calls whose `force` is no press of a browser. */
const FORCES_NO_PRESS = new Set(["rm", "rmSync"]);

const argumentsOf = (node: Node): readonly unknown[] => (Array.isArray(node["arguments"]) ? node["arguments"] : []);
const calledName = (callee: unknown): string | null => nameOf(isOf(callee, "MemberExpression") ? callee["property"] : callee);
const endOf = (node: Node): number => (typeof node["end"] === "number" ? node["end"] : node.start);

/** Names of a file: constants that are numbers, and imported timers that are promises. */
type Names = { readonly numbers: ReadonlyMap<string, unknown>; readonly timers: ReadonlySet<string> };

function namesOf(tree: Node): Names {
  const numbers = new Map<string, unknown>();
  const timers = new Set<string>();
  walk(tree, (node, parent) => {
    if (node.type === "VariableDeclarator") numbers.set(nameOf(node["id"]) ?? "", node["init"]);
    if (node.type !== "ImportSpecifier" || !isOf(parent, "ImportDeclaration")) return;
    if (stringOf(parent["source"]) === "node:timers/promises" && nameOf(node["imported"]) === "setTimeout")
      timers.add(nameOf(node["local"]) ?? "");
  });
  return { numbers, timers };
}

const COUNTS: Readonly<Record<string, (a: number, b: number) => number>> = {
  "*": (a, b) => a * b,
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "/": (a, b) => a / b,
};

/** The number that an expression is or may at most be; null if the file does not say it. */
function numberOf(value: unknown, names: Names, deep = 0): number | null {
  if (deep > 8) return null;
  if (isOf(value, "Literal")) return typeof value["value"] === "number" ? value["value"] : null;
  if (isOf(value, "Identifier")) return numberOf(names.numbers.get(nameOf(value) ?? ""), names, deep + 1);
  if (isOf(value, "CallExpression")) return calledName(value["callee"]) === "random" ? 1 : null;
  if (!isOf(value, "BinaryExpression")) return null;
  const [left, right] = [numberOf(value["left"], names, deep + 1), numberOf(value["right"], names, deep + 1)];
  const count = COUNTS[String(value["operator"])];
  return left === null || right === null || count === undefined ? null : count(left, right);
}

type Wrong = { readonly message: string; readonly cure: string };
type Rule = (node: Node, names: Names, usualMs: () => number | null) => Wrong | null;

const WAIT_FOR_IT = `wait for what is meant (a row, a state, an event); if a time is the subject, say so above: «// Real time: …»`;

const pauses: Rule = (node, names) => {
  if (node.type !== "CallExpression") return null;
  const [name, [first, second]] = [calledName(node["callee"]), argumentsOf(node)];
  if (name === "waitForTimeout") return { message: "waits for a fixed time", cure: WAIT_FOR_IT };
  // A timer that calls a function of its own is a bound, or an act that comes late. One that only resolves a promise is a pause.
  const resolves = name === "setTimeout" && isOf(first, "Identifier") && second !== undefined;
  const isPause = name !== null && (PAUSES.has(name) || names.timers.has(name));
  const ms = resolves ? numberOf(second, names) : isPause ? numberOf(first, names) : null;
  return ms === null || ms <= LONGEST_PAUSE ? null : { message: `waits for a fixed time of ${ms} ms`, cure: WAIT_FOR_IT };
};

/** Value of a property of an object literal; undefined if it has none. */
function propertyOf(value: unknown, name: string): unknown {
  const all = isOf(value, "ObjectExpression") && Array.isArray(value["properties"]) ? value["properties"].filter(isNode) : [];
  return all.find((each) => each.type === "Property" && nameOf(each["key"]) === name)?.["value"];
}

const forces: Rule = (node) => {
  if (node.type !== "CallExpression" || FORCES_NO_PRESS.has(calledName(node["callee"]) ?? "")) return null;
  const isForced = argumentsOf(node).some((each) => {
    const force = propertyOf(each, "force");
    return isOf(force, "Literal") && force["value"] === true;
  });
  return isForced
    ? { message: "presses what a person could not press (force)", cure: "press what is seen: the label of a hidden input" }
    : null;
};

const triesAgain: Rule = (node, names) => {
  if (node.type !== "ObjectExpression") return null;
  const times = [propertyOf(node, "retry"), propertyOf(node, "retries")].map((each) => numberOf(each, names) ?? 0);
  return times.some((each) => each > 0) ? { message: "tries a failed test again", cure: "mend what fails by chance" } : null;
};

const isNow = (value: unknown): boolean =>
  isOf(value, "CallExpression") && isOf(value["callee"], "MemberExpression") && calledName(value["callee"]) === "now";

/** Time since a moment: `performance.now() - begun`. */
const isElapsed = (value: unknown): boolean =>
  isOf(value, "BinaryExpression") && value["operator"] === "-" && isNow(value["left"]) && isOf(value["right"], "Identifier");

const races: Rule = (node, names, usualMs) => {
  if (node.type !== "CallExpression" || !/^toBeLessThan(?:OrEqual)?$/u.test(calledName(node["callee"]) ?? "")) return null;
  const asked = isOf(node["callee"], "MemberExpression") ? node["callee"]["object"] : null;
  if (!isOf(asked, "CallExpression") || nameOf(asked["callee"]) !== "expect" || !isElapsed(argumentsOf(asked)[0])) return null;
  const [usual, most] = [usualMs(), numberOf(argumentsOf(node)[0], names)];
  if (usual !== null && (most === null || most >= LEAST_MARGIN * usual)) return null;
  return {
    message: usual === null ? "bounds a measured time" : `bounds a measured time by ${most} ms, less than ten times its usual`,
    cure: "measure no time; else say above what it usually takes, a tenth of the bound: «// Usually 40 ms.»",
  };
};

const RULES: readonly Rule[] = [pauses, forces, triesAgain, races];

const REASON = /\bReal time: \S/u;
const USUAL = /\bUsually (?<number>[\d,.]+) (?<unit>ms|s)\b/u;

/** A comment that speaks of what begins on its own lines or on the line after them. */
type Mark = { readonly from: number; readonly to: number; readonly text: string };

function marksOf(file: TextFile, tree: Node): Mark[] {
  const lines = [0, ...[...file.text.matchAll(/\n/gu)].map(({ index }) => index + 1), file.text.length];
  const spoken = commentsOf(file).filter(({ text }) => REASON.test(text) || USUAL.test(text));
  const marks = spoken.map(({ line, text }) => {
    const last = line + text.split("\n").length - 1;
    return { from: lines[line - 1] ?? 0, begins: lines[last + 1] ?? file.text.length, to: 0, text };
  });
  walk(tree, (node) => {
    if (node.type === "Program") return;
    for (const mark of marks) if (node.start >= mark.from && node.start < mark.begins) mark.to = Math.max(mark.to, endOf(node));
  });
  return marks;
}

function usualIn(text: string): number | null {
  const { number, unit } = USUAL.exec(text)?.groups ?? {};
  return number === undefined ? null : Number(number.replaceAll(",", "")) * (unit === "s" ? 1_000 : 1);
}

function findingsOf(file: TextFile): Finding[] {
  const tree = parse(file.path, file.text);
  const names = namesOf(tree);
  const marks = marksOf(file, tree);
  const findings: Finding[] = [];
  walk(tree, (node) => {
    const spoken = marks.filter(({ from, to }) => node.start >= from && node.start < to);
    const usualMs = () => spoken.map(({ text }) => usualIn(text)).find((each) => each !== null) ?? null;
    const isRealTime = spoken.some(({ text }) => REASON.test(text));
    for (const rule of RULES) {
      const wrong = isRealTime && (rule === pauses || rule === races) ? null : rule(node, names, usualMs);
      if (wrong !== null) findings.push({ file: file.path, line: lineAt(file.text, node.start), ...wrong });
    }
  });
  return findings;
}

/**
 * A test is decided by what it waits for, and not by the speed of the machine. It has no fixed pause over 50 ms, presses nothing by force and is
 * not tried again. A measured time is bounded by ten times its usual. A comment with «Real time:» says why a time is the subject.
 */
export const steadyTests = checkOfFiles("steady tests", isSteady, findingsOf);

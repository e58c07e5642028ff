import { tokensOf, type Token } from "./tokens.ts";

/** A table or view that a statement names, and whether it writes it. */
export type Use = { readonly table: string; readonly writes: boolean };

/** Functions whose arguments have a `from` of their own: `extract(epoch from at)`. */
const WITH_FROM = new Set(["extract", "substring", "trim", "overlay", "position"]);
const ENDS_FROM = new Set([
  "where",
  "group",
  "order",
  "having",
  "limit",
  "offset",
  "union",
  "except",
  "intersect",
  "set",
  "returning",
  "window",
  "for",
  "select",
  "values",
  "fetch",
]);
const SKIPPED = new Set(["only", "lateral", "table"]);

/** One pair of brackets: whether it is inside a list of tables, and whether it belongs to a function with a `from` of its own. */
type Frame = { fromList: boolean; readonly ownFrom: boolean };

const isName = (token: Token | undefined): boolean => token?.kind === "name" || token?.kind === "quoted";
const isWord = (token: Token | undefined, ...words: readonly string[]): boolean => token?.kind === "name" && words.includes(token.text);
const isSign = (token: Token | undefined, sign: string): boolean => token?.kind === "sign" && token.text === sign;

/** The place behind the brackets that open at `from`. */
function behindBrackets(tokens: readonly Token[], from: number): number {
  let depth = 0;
  for (let at = from; at < tokens.length; at++) {
    if (isSign(tokens[at], "(")) depth++;
    if (isSign(tokens[at], ")") && --depth === 0) return at + 1;
  }
  return tokens.length;
}

/** Names that the statement gives to its own parts: `with a as (…), b (c) as materialized (…)`. */
function ownNames(tokens: readonly Token[]): ReadonlySet<string> {
  const names = new Set<string>();
  tokens.forEach((token, at) => {
    if (!isName(token) || !(isWord(tokens[at - 1], "with", "recursive") || isSign(tokens[at - 1], ","))) return;
    let next = isSign(tokens[at + 1], "(") ? behindBrackets(tokens, at + 1) : at + 1;
    if (!isWord(tokens[next], "as")) return;
    next++;
    while (isWord(tokens[next], "not", "materialized")) next++;
    if (isSign(tokens[next], "(")) names.add(token.text);
  });
  return names;
}

/** The access that a word begins: a written table, a read one, or nothing. */
function begins(tokens: readonly Token[], at: number, frame: Frame): "writes" | "reads" | null {
  const [token, before] = [tokens[at], tokens[at - 1]];
  if (isWord(token, "into")) return "writes";
  if (isWord(token, "update")) return before === undefined || isSign(before, "(") || isSign(before, ")") ? "writes" : null;
  if (isWord(token, "from")) {
    if (frame.ownFrom || isWord(before, "distinct")) return null;
    return isWord(before, "delete") ? "writes" : "reads";
  }
  if (isWord(token, "join")) return "reads";
  if (isWord(token, "using")) return isName(tokens[at + 1]) ? "reads" : null;
  return isSign(token, ",") && frame.fromList ? "reads" : null;
}

/** The name of the table that begins at a place; null where a function or a part in brackets stands there. */
function tableAt(tokens: readonly Token[], from: number): string | null {
  let at = from;
  while (tokens[at]?.kind === "name" && SKIPPED.has(tokens[at]?.text ?? "")) at++;
  if (!isName(tokens[at])) return null;
  while (isSign(tokens[at + 1], ".") && isName(tokens[at + 2])) {
    if (tokens[at]?.text !== "public") return null;
    at += 2;
  }
  return tokens[at]?.text ?? null;
}

/** The tables and views that a statement reads and writes, each once. A name that the database does not know is left out by the caller. */
export function tablesOf(sql: string): Use[] {
  const tokens = tokensOf(sql);
  const own = ownNames(tokens);
  const uses = new Map<string, Use>();
  const frames: Frame[] = [{ fromList: false, ownFrom: false }];
  tokens.forEach((token, at) => {
    const frame = frames.at(-1) ?? { fromList: false, ownFrom: false };
    if (isSign(token, "(")) frames.push({ fromList: false, ownFrom: WITH_FROM.has(tokens[at - 1]?.text ?? "") });
    else if (isSign(token, ")") && frames.length > 1) frames.pop();
    else if (token.kind === "name" && ENDS_FROM.has(token.text)) frame.fromList = false;
    const begun = begins(tokens, at, frame);
    if (begun === null) return;
    if (isWord(token, "from", "join", "using")) frame.fromList = true;
    const table = tableAt(tokens, at + 1);
    if (table === null || own.has(table)) return;
    uses.set(table, { table, writes: begun === "writes" || uses.get(table)?.writes === true });
  });
  return [...uses.values()];
}

/** A token of SQL. A name is in small letters unless it was quoted; `quoted` keeps a quoted one from being a word of the language. */
export type Token = { readonly kind: "name" | "quoted" | "text" | "sign"; readonly text: string };

const isLetter = (character: string): boolean => /[\p{L}_]/u.test(character);
const isNameCharacter = (character: string): boolean => /[\p{L}\p{N}_$]/u.test(character);

/** The end of what begins with a quote at `from`; a doubled quote stands for itself. */
function endOfQuoted(sql: string, from: number): number {
  const quote = sql[from] ?? "";
  for (let at = sql.indexOf(quote, from + 1); at !== -1; at = sql.indexOf(quote, at + 2)) if (sql[at + 1] !== quote) return at + 1;
  return sql.length;
}

/** The end of a comment that begins at `from`; comments in brackets nest. `from` where none begins. */
function endOfComment(sql: string, from: number): number {
  if (sql.startsWith("--", from)) {
    const end = sql.indexOf("\n", from);
    return end === -1 ? sql.length : end;
  }
  if (!sql.startsWith("/*", from)) return from;
  let depth = 1;
  let at = from + 2;
  for (; at < sql.length && depth > 0; at++) {
    if (sql.startsWith("/*", at)) depth++;
    else if (sql.startsWith("*/", at)) depth--;
    else continue;
    at++;
  }
  return at;
}

/** The end of a text in dollars, `$$…$$` or `$tag$…$tag$`; `from` where none begins. A parameter `$1` begins none. */
function endOfDollars(sql: string, from: number): number {
  let end = from + 1;
  while (end < sql.length && isNameCharacter(sql[end] ?? "") && sql[end] !== "$") end++;
  if (sql[end] !== "$" || /[0-9]/u.test(sql[from + 1] ?? "")) return from;
  const tag = sql.slice(from, end + 1);
  const close = sql.indexOf(tag, end + 1);
  return close === -1 ? sql.length : close + tag.length;
}

/** Reads the tokens of a statement, without comments and spaces. */
export function tokensOf(sql: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < sql.length) {
    const character = sql[at] ?? "";
    const afterComment = endOfComment(sql, at);
    if (/\s/u.test(character)) at++;
    else if (afterComment > at) at = afterComment;
    else if (character === '"' || character === "'") {
      const end = endOfQuoted(sql, at);
      const inner = sql.slice(at + 1, end - 1).replaceAll(character + character, character);
      tokens.push({ kind: character === '"' ? "quoted" : "text", text: inner });
      at = end;
    } else if (character === "$" && endOfDollars(sql, at) > at) {
      const end = endOfDollars(sql, at);
      tokens.push({ kind: "text", text: sql.slice(at, end) });
      at = end;
    } else if (isLetter(character)) {
      const begin = at;
      while (at < sql.length && isNameCharacter(sql[at] ?? "")) at++;
      tokens.push({ kind: "name", text: sql.slice(begin, at).toLowerCase() });
    } else {
      tokens.push({ kind: "sign", text: character });
      at++;
    }
  }
  return tokens;
}

import { expect, test } from "vitest";
import { tokensOf } from "./tokens.ts";

const textsOf = (sql: string): string[] => tokensOf(sql).map(({ kind, text }) => (kind === "sign" ? text : `${kind}:${text}`));

test("names are small unless they are quoted; texts and comments are no names", () => {
  expect(textsOf(`Select "A""b", 'from x''s' -- from y\n/* from /* z */ */ from T`)).toEqual([
    "name:select",
    'quoted:A"b',
    ",",
    "text:from x's",
    "name:from",
    "name:t",
  ]);
});

test("a text in dollars is one token, a parameter is none", () => {
  expect(textsOf("do $a$ from t $$ $a$ where x = $1 and $2")).toEqual([
    "name:do",
    "text:$a$ from t $$ $a$",
    "name:where",
    "name:x",
    "=",
    "$",
    "1",
    "name:and",
    "$",
    "2",
  ]);
});

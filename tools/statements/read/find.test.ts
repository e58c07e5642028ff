import { expect, test } from "vitest";
import { findStatements, type Found } from "./find.ts";
import { makeProgram } from "../fixture.ts";

async function found(files: Readonly<Record<string, string>>): Promise<Found> {
  using program = await makeProgram(files);
  return findStatements(program);
}

const textsOf = async (...code: string[]): Promise<readonly string[]> =>
  (await found({ "a-queries.ts": code.join("\n") })).statements.flatMap(({ texts }) => texts);

test("a value is a parameter; a template, a name of a column and a list are written in", async () => {
  const texts = await textsOf(
    "const columns = sql`a, b`;",
    'export const one = (tx: Tx, id: string) => sql`select ${columns}, ${sql.ref("t.c")} from t where id = ${id} and n < ${1}`.execute(tx);',
    "const set = (n: number) => sql.join([sql`a = ${n}`, sql`b = 2`]);",
    "export const two = (tx: Tx) => sql`update t set ${set(3)}`.execute(tx);",
  );
  expect(texts).toEqual(['select a, b, "t"."c" from t where id = $1 and n < $2', "update t set a = $1, b = 2"]);
});

test("a condition is put together both ways, and the same condition the same way", async () => {
  const texts = await textsOf(
    "export const one = (tx: Tx, all: boolean) =>",
    "  sql`select a ${all ? sql`, b` : sql``} from t ${all ? sql`join u` : sql`join v`}`.execute(tx);",
  );
  expect(texts).toEqual(["select a , b from t join u", "select a  from t join v"]);
});

test("a condition that a function is called with is that of each call, in another file too", async () => {
  const { statements } = await found({
    "a-queries.ts": "export const where = (tx: Tx, condition: RawBuilder<unknown>) => sql`select from t where ${condition}`.execute(tx);",
    "b-queries.ts":
      'import { where } from "./a-queries.ts";\nexport const b = (tx: Tx) => where(tx, sql`b`);\nexport const c = (tx: Tx) => where(tx, sql`c = ${1}`);',
  });
  expect(statements).toMatchObject([
    { file: "server/src/a-queries.ts", line: 3, texts: ["select from t where b", "select from t where c = $1"] },
  ]);
});

test("a list to which conditions are pushed is taken whole", async () => {
  const texts = await textsOf(
    "export const one = (tx: Tx, id?: string) => {",
    "  const conditions = [sql`true`];",
    "  if (id !== undefined) conditions.push(sql`id = ${id}`);",
    "  return sql`select from t where ${sql.join(conditions, sql` and `)}`.execute(tx);",
    "};",
  );
  expect(texts).toEqual(["select from t where true and id = $1"]);
});

test("a name out of a short list is each of them, and a branch for one of them is for that one", async () => {
  const texts = await textsOf(
    "const OF = { call: sql`c`, report: sql`r` } as const;",
    'export const one = async (tx: Tx, kind: "call" | "report") => {',
    '  if (kind === "call") await sql`delete from ${OF[kind]}`.execute(tx);',
    "  else await sql`select from ${sql.table(kind)}`.execute(tx);",
    "};",
  );
  expect(texts).toEqual(["delete from c", 'select from "report"']);
});

test("SQL that cannot be followed, and a template that is part of no statement, are told", async () => {
  const { lost, unused, statements } = await found({
    "a-queries.ts": [
      "export const one = (tx: Tx, part: RawBuilder<unknown>) => sql`select ${part}`.execute(tx);",
      "export const none = sql`select 1`;",
    ].join("\n"),
  });
  expect(statements).toEqual([]);
  expect(lost).toMatchObject([{ line: 3, reason: expect.stringContaining("cannot be followed") }]);
  expect(unused).toMatchObject([{ line: 4, text: "sql`select 1`" }]);
});

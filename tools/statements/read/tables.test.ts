import { expect, test } from "vitest";
import { tablesOf } from "./tables.ts";

const read = (sql: string): string[] => tablesOf(sql).map(({ table, writes }) => (writes ? `${table}!` : table));

test("tables that are read: lists, joins, parts in brackets, laterals", () => {
  expect(
    read(
      "select line, (select max(at) from event where a = line) from call c, report r left join users u on u.x = c.x, place where a in (1, users)",
    ),
  ).toEqual(["event", "call", "report", "users", "place"]);
  expect(read("select from unit, lateral (select from shift) s")).toEqual(["unit", "shift"]);
  expect(read("delete from a using b where a.x = b.x")).toEqual(["a!", "b"]);
});

test("tables that are written; an update of a conflict and a lock name none", () => {
  expect(read("insert into call (a, b) select a, b from report on conflict (a) do update set a = excluded.a")).toEqual(["call!", "report"]);
  expect(read("update call set a = 1 from report where true returning call.a")).toEqual(["call!", "report"]);
  expect(read("select from call for update of call")).toEqual(["call"]);
  expect(read("with x as (update call set a = 1 returning a) insert into y select from x")).toEqual(["call!", "y!"]);
});

test("functions, columns, texts, comments, own names and other schemas are no tables", () => {
  expect(read("select extract(epoch from call), a is distinct from report from generate_series(1, 2) as line")).toEqual([
    "generate_series",
  ]);
  expect(
    read(
      "with recursive call (a) as (select 1), report as materialized (select from call) select from report /* from unit */ where a = 'from users'",
    ),
  ).toEqual([]);
  expect(read('select from graphile_worker.jobs, public."order"')).toEqual(["order"]);
  expect(read("select from a join b using (call) where x in (select y from c order by call, line)")).toEqual(["a", "b", "c"]);
});

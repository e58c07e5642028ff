import { expect, test } from "vitest";
import { foreignFaults, readForeign } from "./foreign.ts";

const use = { file: "server/src/calls/a-queries.ts", line: 3, table: "users", owner: "identity", writes: false };

test("a foreign table beyond the list is a fault, and so is a list that allows more than stands", () => {
  const allowed = readForeign({ "server/src/calls/a-queries.ts reads users": 1, "server/src/calls/b-queries.ts reads users": 2 });
  expect(foreignFaults([use, { ...use, line: 9 }, { ...use, writes: true }], allowed)).toMatchObject([
    { line: 9, message: "reads users, a table of identity" },
    { line: 3, message: "writes users, a table of identity" },
    { file: "tools/statements/foreign.json", message: 'allows 2 of "server/src/calls/b-queries.ts reads users", 0 stand' },
  ]);
  expect(foreignFaults([use], readForeign({ "server/src/calls/a-queries.ts reads users": 1 }))).toEqual([]);
});

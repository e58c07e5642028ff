import { expect, test } from "vitest";
import { viewFaults } from "./views.ts";

const tables = { calls: ["call"], identity: ["users"] };
const fileOf = (feature: string, views: readonly string[], sql: string) => ({ feature, name: `${feature}/views.sql`, sql, views });
const made = "with (security_invoker = true) as";

test("a view is described, has its owner, and names tables of that owner alone", () => {
  const good = `-- person: those who are named.\ncreate view person ${made}\nselect name from users;\n`;
  expect(viewFaults([fileOf("identity", ["person"], good)], tables, { identity: ["person"] })).toEqual([]);
  const bad = `create view call_now ${made}\nselect c.call_id, u.name from call c join users u on u.user_id = c.taken_by;\n`;
  expect(viewFaults([fileOf("calls", ["call_now"], bad)], tables, { identity: ["call_now"] }).map(({ message }) => message)).toEqual([
    "call_now names users, a table of identity",
    "call_now has no owner",
    "call_now is not described",
  ]);
});

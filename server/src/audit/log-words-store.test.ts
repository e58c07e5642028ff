import { expect, it } from "vitest";
import { SYSTEM, transaction } from "../platform/database/index.ts";
import { cloneDatabase } from "../platform/testing/database.ts";
import { append, logPage } from "./index.ts";
import { forgetLogWords } from "./log-words-store.ts";

const NOON = Date.UTC(2026, 3, 18, 11);

it("keeps words of people beside an entry, shows them to a reader, and forgets them without touching the entry", async () => {
  await using database = await cloneDatabase();
  const { db } = database;
  const detail = {
    code: "D-1",
    reason: "سبب يذكر فلانا",
    said: { words: "مريض في البيت", point: { lat: 1, lon: 2 } },
    notes: 3,
    people: [{ note: "ملاحظة" }],
  };
  await transaction(db, SYSTEM, (tx) => append(tx, { at: NOON, type: "hazard.changed", detail }));
  const rows = async (query: string) => JSON.stringify((await db.pool.query(query)).rows);
  for (const word of ["سبب", "مريض", "ملاحظة", "lat"])
    expect((await rows("select e::text as t from log_entry e union all select w::text from log_words w")).includes(word), word).toBe(false);
  const read = () => transaction(db, SYSTEM, async (tx) => (await logPage(tx, {}, { limit: 5 })).rows[0]?.detail, { readOnly: true });
  expect(await read()).toEqual(detail);
  const before = await rows("select * from log_entry");
  await transaction(db, SYSTEM, (tx) => forgetLogWords(tx, new Date(NOON + 1)));
  expect(await read()).toMatchObject({ code: "D-1", notes: 3, reason: { committed: expect.stringMatching(/^[0-9a-f]{64}$/) } });
  expect(await rows("select * from log_entry")).toBe(before);
});

it("commits to the same words anew each time: nobody finds them by trying", async () => {
  await using database = await cloneDatabase();
  const { db } = database;
  for (const at of [NOON, NOON + 1])
    await transaction(db, SYSTEM, (tx) => append(tx, { at, type: "unit.changed", detail: { reason: "عطب" } }));
  const { rows } = await db.pool.query<{ reason: { committed: string } }>(
    "select detail -> 'reason' as reason from log_entry order by index",
  );
  expect(rows[0]?.reason.committed).not.toBe(rows[1]?.reason.committed);
});

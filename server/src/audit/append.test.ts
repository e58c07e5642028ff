import * as fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ownerTransaction, sqlStateOf, SYSTEM, transaction, type Db, type Tx } from "../platform/database/index.ts";
import { withCallRecord } from "../platform/call-record.ts";
import { cloneDatabase, type TestDatabase } from "../platform/testing/database.ts";
import { append, appendAll, logSize } from "./index.ts";
import { partedDetail } from "./log-words-store.ts";
import { storableJson } from "./tree/canonical-json.ts";
import { entriesFrom, faultOfEntry } from "./log-rows-queries.ts";
import { appendOne, viewed } from "./testing.ts";

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await cloneDatabase();
  db = database.db;
});
afterAll(() => database[Symbol.asyncDispose]());

const size = (): Promise<number> => transaction(db, SYSTEM, logSize);
const indexes = async (): Promise<number[]> => (await transaction(db, SYSTEM, (tx) => entriesFrom(tx, 0, 100_000))).map((row) => row.index);
const countUp = (to: number): number[] => Array.from({ length: to }, (_, i) => i);
const as = (role: string) => ({ userId: "u", role, sectors: [] });

const give = async (writer: number): Promise<void> => {
  for (let n = 0; n < 25; n++) {
    const work = async (tx: Tx): Promise<void> => {
      await append(tx, viewed(writer * 100 + n));
      if (n % 3 === 0) throw new Error("changed my mind");
    };
    await transaction(db, SYSTEM, work).catch(() => undefined);
  }
};

describe("appending", () => {
  it("numbers entries from the first on, and keeps what was said", async () => {
    const first = await size();
    expect(await appendOne(db, viewed(1, { refusalCode: "purpose.missing" }))).toBe(first);
    expect(await appendOne(db, { at: 0, type: "room.started" })).toBe(first + 1);
    const [refused, started] = await transaction(db, SYSTEM, (tx) => entriesFrom(tx, first, 2));
    expect(refused?.fields).toMatchObject({ actorName: "كريم 1", outcome: "refused", refusalCode: "purpose.missing", detail: { n: 1 } });
    expect(started?.fields).toMatchObject({
      at: "1970-01-01T00:00:00.000Z",
      actorRole: "system",
      actorId: null,
      outcome: "done",
      detail: null,
    });
  });

  it("takes several at once, in their order", async () => {
    const first = await transaction(db, SYSTEM, (tx) => appendAll(tx, [viewed(1), viewed(2), viewed(3)]));
    const rows = await transaction(db, SYSTEM, (tx) => entriesFrom(tx, first, 3));
    expect(rows.map((row) => row.fields.workItem)).toEqual(["intervention:1", "intervention:2", "intervention:3"]);
    expect(rows.map(faultOfEntry)).toEqual([null, null, null]);
    await expect(transaction(db, SYSTEM, (tx) => appendAll(tx, []))).rejects.toThrow(RangeError);
  });

  it("leaves no hole when transactions run at once on 8 connections and every third rolls back", async () => {
    const before = await size();
    await Promise.all(Array.from({ length: 8 }, (_, writer) => give(writer)));
    expect(await size()).toBe(before + 8 * 16);
    expect(await indexes()).toEqual(countUp(before + 8 * 16));
  });

  it("orders indexes as it orders commits: who comes second waits for the first to end", async () => {
    const done: string[] = [];
    const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
    const { promise: hasIndex, resolve: tookIndex } = Promise.withResolvers<void>();
    const slow = transaction(db, SYSTEM, async (tx) => {
      const index = await append(tx, viewed(1));
      tookIndex();
      await mayEnd;
      done.push("slow");
      return index;
    });
    await hasIndex;
    const quick = appendOne(db, viewed(2)).then((index) => {
      done.push("quick");
      return index;
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(done).toEqual([]);
    end();
    expect(await quick).toBe((await slow) + 1);
    expect(done).toEqual(["slow", "quick"]);
  });

  it("notes the type on the record of the request", async () => {
    const record = { about: new Set<string>(), logged: new Set<string>() };
    await withCallRecord(record, () => appendOne(db, viewed(1)));
    expect([...record.logged]).toEqual(["live.viewed"]);
  });

  it("commits to exactly what the database gives back, whatever the detail", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()),
        fc.string({ unit: "binary" }),
        async (detail, name) => {
          // Words of people lie beside the entry, which holds commitments to them; their own test is log-words-store.test.ts.
          fc.pre(partedDetail(detail).words.length === 0);
          const index = await appendOne(db, viewed(1, { detail, actor: { userId: null, name, role: "operator" } }));
          const [row] = await transaction(db, SYSTEM, (tx) => entriesFrom(tx, index, 1));
          expect(row && faultOfEntry(row)).toBeNull();
          expect(row?.fields.detail).toEqual(storableJson(detail));
        },
      ),
      { numRuns: 100 },
    );
  });
});

const codeOf = async (role: string, statement: string): Promise<string> => {
  try {
    await transaction(db, as(role), (tx) => sql.raw(statement).execute(tx));
    return "";
  } catch (error) {
    return sqlStateOf(error);
  }
};

describe("the log's rows", () => {
  it.each([
    "update log_entry set type = 'x'",
    "delete from log_entry",
    "truncate log_entry",
    "insert into log_entry (index, at, type, actor_role, outcome, commitment) values (99999, now(), 'x', 'x', 'done', sha256(''))",
    "update log_head set size = 0",
    "delete from log_checkpoint",
    "insert into log_checkpoint values (1, now(), sha256(''), '')",
  ])("cannot be touched by the application, whatever its role: %s", async (statement) => {
    for (const role of ["system", "auditor", "administrator"]) expect(await codeOf(role, statement)).toBe("42501");
  });

  it("are read by the auditor and the room itself alone", async () => {
    await appendOne(db, viewed(1));
    const seen = (role: string) =>
      transaction(db, as(role), (tx) => sql<{ n: number }>`select count(*)::int as n from log_entry`.execute(tx));
    const all = await size();
    for (const role of ["auditor", "system"]) expect((await seen(role)).rows).toEqual([{ n: all }]);
    for (const role of ["administrator", "supervisor", "operator", ""]) expect((await seen(role)).rows).toEqual([{ n: 0 }]);
  });

  it("are erased and signed by the room itself alone", async () => {
    for (const role of ["auditor", "administrator"]) {
      expect(await codeOf(role, "select log_erase(now())")).toBe("42501");
      expect(await codeOf(role, "select log_keep_checkpoint(1, now(), sha256(''), '')")).toBe("42501");
    }
  });

  it("do not agree with themselves when the leaf is not that of the commitment, erased or not", async () => {
    const index = await appendOne(db, viewed(1));
    const [row] = await transaction(db, SYSTEM, (tx) => entriesFrom(tx, index, 1));
    if (!row) throw new Error("the entry is not there");
    expect(faultOfEntry({ ...row, salt: null })).toBeNull();
    expect(faultOfEntry({ ...row, salt: null, leafHash: row.commitment })).toContain("not");
  });

  it.each([
    "at = at + interval '1 millisecond'",
    "type = 'room.started'",
    "actor_id = 'x'",
    "actor_name = 'x'",
    "actor_role = 'x'",
    "session_id = 'x'",
    "subject_kind = 'x'",
    "subject_id = 'x'",
    "sector_id = 'x'",
    "purpose = 'crises'",
    "work_item = 'x'",
    "outcome = 'refused', refusal_code = 'x'",
    "detail = detail || '{\"n\": 2}'",
    "detail = null",
    "salt = sha256(salt)",
    "commitment = sha256(salt)",
  ])("do not agree with themselves once changed: %s", async (change) => {
    const index = await appendOne(db, viewed(1));
    await ownerTransaction(db, (tx) => sql`update log_entry set ${sql.raw(change)} where index = ${index}`.execute(tx));
    const [row] = await transaction(db, SYSTEM, (tx) => entriesFrom(tx, index, 1));
    expect(row && faultOfEntry(row)).toEqual(expect.stringContaining("not"));
  });
});

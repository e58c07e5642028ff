import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SYSTEM, transaction, type Db, type Tx } from "../platform/database/index.ts";
import { cloneDatabase, type TestDatabase } from "../platform/testing/database.ts";
import { insertCheckpoint } from "./audit-store.ts";
import { countLog, currentCheckpoint, exportLog, logPage, logSize } from "./index.ts";
import { sha256 } from "./tree/merkle.ts";
import { appendMany, appendOne, NOON, viewed } from "./testing.ts";

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await cloneDatabase();
  db = database.db;
  await appendMany(db, 0, 10);
  await appendOne(
    db,
    viewed(10, { type: "session.refused", actor: null, refusalCode: "session.wrong_credentials", detail: { username: "100%_x" } }),
  );
  await appendOne(db, viewed(11, { type: "log.viewed", actor: { userId: "a", name: "أمينة", role: "auditor" } }));
});
afterAll(() => database[Symbol.asyncDispose]());

const AUDITOR = { userId: "a", role: "auditor", sectors: [] };
const read = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => transaction(db, AUDITOR, work, { readOnly: true });
const found = async (filter: Parameters<typeof logPage>[1]): Promise<number[]> =>
  (await read((tx) => logPage(tx, filter, { limit: 100 }))).rows.map((row) => row.index);

describe("a page of the log", () => {
  it("comes newest first and goes on where it ended", async () => {
    const pages: number[][] = [];
    for (let before: number | undefined; ;) {
      const page = await read((tx) => logPage(tx, {}, { before, limit: 5 }));
      pages.push(page.rows.map((row) => row.index));
      if (page.next === null) break;
      before = page.next;
    }
    expect(pages).toEqual([
      [11, 10, 9, 8, 7],
      [6, 5, 4, 3, 2],
      [1, 0],
    ]);
  });

  it("says who did what, when, on what", async () => {
    const { rows } = await read((tx) => logPage(tx, {}, { before: 2, limit: 1 }));
    expect(rows).toEqual([
      {
        index: 1,
        at: "2026-10-01T12:00:01.000Z",
        type: "live.viewed",
        actorId: "user-1",
        actorName: "كريم 1",
        actorRole: "operator",
        sessionId: "session-1",
        subjectKind: "camera",
        subjectId: "camera-1",
        sectorId: "OUA-1",
        purpose: "road_traffic",
        workItem: "intervention:1",
        outcome: "done",
        refusalCode: null,
        detail: { quality: "main", n: 1 },
        erased: false,
      },
    ]);
  });

  it("is narrowed by type, group, person, subject, outcome, time and text", async () => {
    expect(await found({ types: ["session.refused"] })).toEqual([10]);
    expect(await found({ groups: ["session", "log"] })).toEqual([11, 10]);
    expect(await found({ types: ["session.refused"], groups: ["log"] })).toEqual([11, 10]);
    expect(await found({ actorId: "user-2" })).toEqual([8, 5, 2]);
    expect(await found({ subjectKind: "camera", subjectId: "camera-4" })).toEqual([9, 4]);
    expect(await found({ outcome: "refused" })).toEqual([10]);
    expect(await found({ sectorId: "OUA-2" })).toEqual([]);
    expect(await found({ from: "2026-10-01T12:00:02Z", to: "2026-10-01T13:00:04+01:00" })).toEqual([3, 2]);
    expect(await found({ text: "أمينة" })).toEqual([11]);
    expect(await found({ text: "WRONG_cred" })).toEqual([10]);
  });

  it("takes what a person types as text, not as a pattern", async () => {
    expect(await found({ text: "%" })).toEqual([10]);
    expect(await found({ text: "100%_x" })).toEqual([10]);
    expect(await found({ text: "camera_4" })).toEqual([]);
    expect(await found({ text: "' or true --" })).toEqual([]);
  });
});

describe("other reads", () => {
  it("count by type and outcome", async () => {
    expect(await read((tx) => countLog(tx, {}))).toEqual([
      { type: "live.viewed", outcome: "done", count: 10 },
      { type: "log.viewed", outcome: "done", count: 1 },
      { type: "session.refused", outcome: "refused", count: 1 },
    ]);
    expect(await read((tx) => countLog(tx, { outcome: "refused" }))).toHaveLength(1);
  });

  it("export lines with their salts, as they were when the export began", async () => {
    const lines: string[] = [];
    for await (const part of exportLog(read, {})) {
      lines.push(...part.split("\n").filter((line) => line !== ""));
      await appendOne(db, viewed(99));
    }
    expect(lines).toHaveLength(12);
    expect(lines[3]).toMatch(
      /^\{"entry":\{"actorId":"user-0",.*"type":"live\.viewed","workItem":"intervention:3"\},"index":3,"salt":"[0-9a-f]{64}"\}$/,
    );
    const some: string[] = [];
    for await (const part of exportLog(read, { outcome: "refused" })) some.push(part);
    expect(some.join("").split("\n")).toHaveLength(2);
  });

  it("give the newest tree head, or none", async () => {
    expect(await read(currentCheckpoint)).toBeNull();
    for (const size of [3, 12, 7]) {
      await transaction(db, SYSTEM, (tx) => insertCheckpoint(tx, { size, root: sha256(Buffer.of(size)), at: NOON, note: `note ${size}` }));
    }
    expect(await read(currentCheckpoint)).toEqual({ size: 12, root: sha256(Buffer.of(12)), at: new Date(NOON), note: "note 12" });
    expect(await read(logSize)).toBeGreaterThanOrEqual(12);
  });
});

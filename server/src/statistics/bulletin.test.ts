import { interventions } from "@amaliyat/contract/interventions";
import { statistics } from "@amaliyat/contract/statistics";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { append } from "../audit/index.ts";
import { SYSTEM, transaction } from "../platform/database/index.ts";
import { logEntries } from "../testing/log-entries.ts";
import { PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";

let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
});
afterAll(() => room[Symbol.asyncDispose]());

const year = new Date().getFullYear();
const query = { from: `${year}-01-01`, to: `${year}-12-31` };
const countOf = (bulletin: { interventions: { byCategory: { parts: readonly { count: number }[] } } }): number =>
  bulletin.interventions.byCategory.parts.reduce((sum, part) => sum + part.count, 0);

describe("a bulletin", () => {
  it("is made while others append to the log, and each one is logged", async () => {
    const analyst = await room.as("analyst");
    let goesOn = true;
    const beside = (async () => {
      while (goesOn) await transaction(room.database.db, SYSTEM, (tx) => append(tx, { at: Date.now(), type: "log.verified" }));
    })();
    const codes: string[] = [];
    for (let n = 0; n < 10; n++) codes.push(await analyst.code(statistics.bulletin, { query }));
    const csv = await analyst.fetch(`/api/bulletin.csv?from=${query.from}&to=${query.to}`);
    goesOn = false;
    await beside;
    expect(codes).toEqual(Array.from({ length: 10 }, () => "ok"));
    expect(csv.status).toBe(200);
    const entries = await logEntries(room, `${query.from}/${query.to}`);
    expect(entries.map(({ type }) => type)).toEqual([...Array.from({ length: 10 }, () => "bulletin.viewed"), "bulletin.exported"]);
  });

  it("counts the whole room for every reader, whatever sectors they have", async () => {
    for (const [name, place] of [
      ["dispatcher", PLACES.SU1],
      ["dispatcher2", PLACES.SU2],
    ] as const)
      await (await room.as(name)).must(interventions.open, { body: { origin: "desk", place, subcategory: "TRF.OBS" } });
    const [one, other] = [await room.as("analyst"), await room.as("supervisor2")];
    expect(countOf(await one.must(statistics.bulletin, { query }))).toBe(2);
    expect(countOf(await other.must(statistics.bulletin, { query }))).toBe(2);
  });
});

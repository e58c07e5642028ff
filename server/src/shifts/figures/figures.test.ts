import { interventions } from "@amaliyat/contract/interventions";
import { address } from "@amaliyat/contract/route";
import { shifts, type LimitSet } from "@amaliyat/contract/shifts";
import { DEFAULT_LIMITS, figureOf, type Stamps } from "@amaliyat/domain/shifts";
import * as fc from "fast-check";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { logEntries } from "../../testing/things/log-entries.ts";
import type { TestClient } from "../../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { makeUnit } from "../../testing/things/things.ts";

let room: TestRoom;
let chief: TestClient;
let unitId = "";
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  chief = await room.as("supervisor");
  unitId = (await makeUnit(room, "SU1", "D1")).unitId;
}, 60_000);
afterAll(() => room[Symbol.asyncDispose]());

const BEGIN = Date.parse("2026-03-01T00:00:00Z");
const from = new Date(BEGIN).toISOString();
const to = new Date(BEGIN + 86_400_000).toISOString();

type Made = {
  readonly kind: "open" | "closed" | "merged" | "cancelled";
  readonly sector: "SU1" | "SU2" | null;
  readonly category: string;
  readonly opened: number;
  readonly onScene: number | null;
  readonly closed: number;
  readonly imported: boolean;
  readonly units: readonly { readonly assigned: number; readonly accepted: number | null; readonly arrived: number | null }[];
};
const offset = fc.oneof(fc.constantFrom(0, 0, -1, 1), fc.integer({ min: -60_000, max: 7_200_000 }));
const made: fc.Arbitrary<Made> = fc.record({
  kind: fc.constantFrom("closed", "closed", "closed", "open", "merged", "cancelled"),
  sector: fc.constantFrom("SU1", "SU1", "SU2", null),
  category: fc.constantFrom("TRF.OBS", "ACC.INJ"),
  opened: fc.integer({ min: 0, max: 86_399_999 }),
  onScene: fc.option(offset),
  closed: offset,
  imported: fc.constantFrom(false, false, false, true),
  units: fc.array(fc.record({ assigned: offset, accepted: fc.option(offset), arrived: fc.option(offset) }), { maxLength: 2 }),
});

async function insertAll(all: readonly Made[]): Promise<void> {
  const { pool } = room.database.db;
  const { rows } = await pool.query<{ user_id: string }>("select user_id from users where username = 'supervisor'");
  const at = (ms: number | null): Date | null => (ms === null ? null : new Date(BEGIN + ms));
  await pool.query("delete from assignment; delete from intervention where opened_at < '2026-03-02'");
  const target = randomUUID();
  const insert = `insert into intervention (intervention_id, reference, version, kind, origin, channel, sector_id, subcategory, priority,
    priority_by_hand, opened_at, on_scene_at, closed_at, disposition, merged_into, cancelled_at, import_id)
    values ($1::uuid, $1::uuid::text, 1, $2, 'desk', 'DSK', $3, $4, 'P3', false, $5, $6, $7, $8, $9, $10, $11)`;
  await pool.query(insert, [target, "open", "SU1", "TRF.OBS", new Date(BEGIN - 1), null, null, null, null, null, null]);
  for (const one of all) {
    const id = randomUUID();
    const past = one.opened;
    await pool.query(insert, [
      id,
      one.kind,
      one.sector,
      one.category,
      at(past),
      one.onScene === null ? null : at(past + one.onScene),
      one.kind === "closed" ? at(past + one.closed) : null,
      one.kind === "closed" ? "03" : null,
      one.kind === "merged" ? target : null,
      one.kind === "cancelled" ? at(past) : null,
      one.imported ? randomUUID() : null,
    ]);
    for (const unit of one.units)
      await pool.query(
        `insert into assignment (assignment_id, intervention_id, unit_id, kind, assigned_by, assigned_at, accepted_at, on_scene_at)
         values ($1, $2, $3, 'cleared', $4, $5, $6, $7)`,
        [
          randomUUID(),
          id,
          unitId,
          rows[0]?.user_id,
          at(past + unit.assigned),
          unit.accepted === null ? null : at(past + unit.accepted),
          unit.arrived === null ? null : at(past + unit.arrived),
        ],
      );
  }
}

const least = (values: readonly (number | null)[]): number | null => {
  const set = values.filter((value) => value !== null);
  return set.length === 0 ? null : Math.min(...set);
};

/** The stamps of one intervention for an interval, in ms after its opening. */
function stampsOf(one: Made, interval: string): Stamps {
  const assigned = least(one.units.map((unit) => unit.assigned));
  const accepted = least(one.units.map((unit) => unit.accepted));
  const onScene = one.onScene ?? least(one.units.map((unit) => unit.arrived));
  const closed = one.kind === "closed" ? one.closed : null;
  const pairs: Readonly<Record<string, readonly [number | null, number | null]>> = {
    opened_assigned: [0, assigned],
    assigned_accepted: [assigned, accepted],
    accepted_on_scene: [accepted, onScene],
    on_scene_closed: [onScene, closed],
    opened_on_scene: [0, onScene],
  };
  const [begins = null, ends = null] = pairs[interval] ?? [];
  return { from: begins, to: ends, open: one.kind === "open" };
}

const keyOf = { all: () => "", sector: (one: Made) => one.sector ?? "?", category: (one: Made) => one.category.slice(0, 3) } as const;
const hourOf = (one: Made): string => new Date(BEGIN + one.opened + 3_600_000).toISOString().slice(11, 13);

it("has the percentiles, samples and faults of a naive computation, split in every way", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(made, { maxLength: 12 }), async (all) => {
      await insertAll(all);
      const counted = all.filter((one) => (one.kind === "closed" || one.kind === "open") && !one.imported && one.sector !== "SU2");
      for (const [by, key] of [...Object.entries(keyOf), ["hour", hourOf] as const]) {
        const figures = await chief.must(shifts.intervals, { query: { from, to, by: by as keyof typeof keyOf } });
        expect(figures.interventions).toBe(counted.length);
        const keys = new Set(counted.map((one) => key(one)));
        expect(figures.rows).toHaveLength(keys.size * 5);
        for (const row of figures.rows) {
          const naive = figureOf(counted.filter((one) => key(one) === row.key).map((one) => stampsOf(one, row.interval)));
          const { key: _key, interval: _interval, ...found } = row;
          for (const part of ["p50", "p90", "p95"] as const) {
            if (naive[part] === null) expect(found[part]).toBeNull();
            else expect(found[part]).toBeCloseTo(naive[part], 6);
          }
          expect({ ...found, p50: 0, p90: 0, p95: 0 }).toEqual({ ...naive, p50: 0, p90: 0, p95: 0 });
        }
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);

it("is written as CSV, which is logged, and refuses a period that is none or longer than a year", async () => {
  await insertAll([
    { kind: "closed", sector: "SU1", category: "TRF.OBS", opened: 0, onScene: 90_000, closed: 600_000, imported: false, units: [] },
  ]);
  const analyst = await room.as("analyst");
  const reply = await analyst.fetch(address(shifts.intervalsCsv, {}, { from, to, by: "category", language: "fr" }));
  const csv = await reply.text();
  expect(csv).toContain("TRF,");
  expect(csv).toContain("Ouverture → arrivée,1,90,90,90,0,0,0");
  expect((await logEntries(room, `${from}/${to}`)).map(({ type }) => type)).toEqual(["intervals.exported"]);
  expect(await analyst.code(shifts.intervals, { query: { from: to, to: from } })).toBe("intervals.wrong_period");
  expect(await analyst.code(shifts.intervals, { query: { from: "2024-01-01T00:00:00Z", to } })).toBe("intervals.wrong_period");
  expect(await (await room.as("dispatcher")).code(shifts.intervals, { query: { from, to } })).toBe("access.not_your_role");
});

it("sets limits on the version that was seen, says what changed, and keeps those before", async () => {
  const first = await chief.must(shifts.limits, {});
  expect(first).toEqual({ version: 0, values: DEFAULT_LIMITS, changedAt: null, changedBy: null });
  const given = (limits: LimitSet, seconds: number) => ({ version: limits.version, values: { ...limits.values, "age.P1": seconds } });
  const codes = await Promise.all([10, 20].map((seconds) => chief.code(shifts.setLimits, { body: given(first, seconds) })));
  expect(codes.toSorted()).toEqual(["limit.changed_meanwhile", "ok"]);
  const second = await (await room.as("operator2")).must(shifts.limits, {});
  expect(second).toMatchObject({ version: 1, changedBy: "supervisor" });
  const [entry] = (await logEntries(room, "1")).filter(({ subject_kind }) => subject_kind === "limits");
  expect(entry).toMatchObject({ type: "limits.changed", detail: { "age.P1": { from: 3600, to: second.values["age.P1"] } } });
  expect(await chief.code(shifts.setLimits, { body: given(second, 0) })).toBe("request.invalid");
  expect(await (await room.as("operator")).code(shifts.setLimits, { body: given(second, 30) })).toBe("access.not_your_role");
});

it("queues what waits for review and what is unclassified until a person classifies it", async () => {
  const dispatcher = await room.as("dispatcher");
  const open = (subcategory: "OTH.NOI" | "TRF.OBS" | "OTH.UNK") =>
    dispatcher.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory } });
  const [noise, unknown, left] = [await open("OTH.NOI"), await open("OTH.UNK"), await open("OTH.UNK")];
  await (await room.as("dispatcher2")).must(interventions.open, { body: { origin: "desk", place: PLACES.SU2, subcategory: "OTH.NOI" } });
  const query = { from: new Date(Date.now() - 3_600_000).toISOString(), to: new Date(Date.now() + 3_600_000).toISOString() };
  const queue = () => chief.must(shifts.review, { query });
  const of = (card: { interventionId: string }) => ({ params: { interventionId: card.interventionId } });
  const shut = { version: unknown.version, disposition: "03" as const, outcome: "تم", forReview: true };
  const closed = await dispatcher.must(interventions.close, { ...of(unknown), body: shut });
  const before = await queue();
  // Noise is «other» and is classified all the same.
  expect(before).toMatchObject({ waiting: 2, unclassified: 2, total: 3 });
  expect(before.rows.map((row) => [row.reference, row.needsReview])).toEqual([
    [unknown.reference, true],
    [left.reference, false],
  ]);
  expect(await chief.code(shifts.confirm, { ...of(unknown), body: { version: closed.version } })).toBe("review.still_unclassified");
  await chief.must(interventions.classify, { ...of(unknown), body: { version: closed.version, subcategory: "ACC.MAT" } });
  expect(await chief.code(shifts.confirm, { ...of(noise), body: { version: 99 } })).toBe("intervention.changed_meanwhile");
  expect(await (await room.as("supervisor2")).code(shifts.confirm, { ...of(noise), body: { version: 1 } })).toBe("object.not_found");
  expect(await chief.code(shifts.confirm, { ...of(noise), body: { version: noise.version } })).toBe("ok");
  expect(await queue()).toMatchObject({ waiting: 1, unclassified: 1, total: 3 });
  await chief.must(interventions.classify, { ...of(left), body: { version: left.version, subcategory: "OTH.DAM" } });
  expect(await queue()).toMatchObject({ rows: [], waiting: 0, unclassified: 0, total: 3 });
});

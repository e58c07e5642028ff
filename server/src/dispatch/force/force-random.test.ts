import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions } from "@amaliyat/contract/interventions";
import { Columns, type Rankable } from "@amaliyat/domain/dispatch";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { Force, type Weighing } from "./force.ts";

let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
}, 60_000);
afterAll(() => room[Symbol.asyncDispose]());

const NONE: ReadonlySet<string> = new Set();
const SECTORS = ["SU1", "SU2", "SD1"] as const;

/** Writes of one statement to one of the units; the second number chooses among what it may become. */
const WRITES = {
  move: "lat = 31.9 + $2 * 0.003, lon = 5.3, position_at = now()",
  lose: "lat = null, lon = null, position_at = null",
  sector: "sector_id = (array['SU1', 'SU2', 'SD1'])[1 + $2::int % 3]",
  lend: "lent_to = (array['SU1', 'SU2', 'SD1'])[1 + $2::int % 3], lent_until = now() + (array['-1 second', '150 ms', '1 hour'])[1 + $2::int / 3 % 3]::interval",
  reserve: "reserved_until = now() + interval '1 minute' * $2::int",
  distress: "distress_at = case when $2::int % 2 = 0 then now() end",
  service: "in_service = $2::int % 2 = 0",
  retire: "retired_at = case when $2::int % 3 = 0 then now() end",
} as const;
type Write = keyof typeof WRITES;
const isWrite = (name: string): name is Write => name in WRITES;
const WRITE_NAMES = Object.keys(WRITES).filter(isWrite);

const step = fc.record({
  act: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...WRITE_NAMES) }, fc.constantFrom("assign" as const, "end" as const)),
  unit: fc.nat(5),
  to: fc.nat(9),
});

const isCheck = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "23514";
const byId = (units: readonly Rankable[]) => units.toSorted((a, b) => (a.unitId < b.unitId ? -1 : 1));
/** Numbers of all columns; a sector by its name, since its number depends on the order in which sectors came. */
function numbersOf(columns: Columns): Record<string, readonly unknown[]> {
  const { all, length } = columns;
  const names = new Map(SECTORS.map((sectorId) => [columns.sectorNumber(sectorId), sectorId]));
  const numbers = Object.entries(all).map(([name, column]) => [name, [...column.subarray(0, length)]] as const);
  return { ...Object.fromEntries(numbers), sector: [...all.sector.subarray(0, length)].map((number) => names.get(number)) };
}

it("holds after any writes what one that reads everything anew holds", { timeout: 300_000 }, async () => {
  const [supervisor, dispatcher] = [await room.as("supervisor"), await room.as("dispatcher")];
  const { db } = room.database;
  const ids: string[] = [];
  for (let nth = 0; nth < 6; nth++) {
    const body = { code: `R-${nth}`, kind: nth % 2 === 0 ? ("car" as const) : ("foot" as const), sectorId: "SU1" };
    ids.push((await supervisor.must(dispatch.createUnit, { body })).unitId);
  }
  const body = { origin: "desk", place: PLACES.SU1, subcategory: "TRF.OBS" } as const;
  const { interventionId } = await dispatcher.must(interventions.open, { body });
  const old = new Force(db, null);
  const doOne = async ({ act, unit, to }: { act: Write | "assign" | "end"; unit: number; to: number }): Promise<void> => {
    const unitId = ids[unit] ?? "";
    if (act === "assign") await dispatcher.code(dispatch.assign, { params: { interventionId }, body: { unitId, anyway: true } });
    else if (act === "end")
      await db.pool.query(
        "update assignment set kind = 'cleared', cleared_at = assigned_at + interval '1 second' where unit_id = $1 and cleared_at is null and withdrawn_at is null",
        [unitId],
      );
    else {
      const set = WRITES[act];
      const given = set.includes("$2") ? [unitId, to] : [unitId];
      // The table itself refuses some, as a unit out of service that is at work: nothing changes then.
      await db.pool.query(`update unit set ${set} where unit_id = $1`, given).catch((error: unknown) => {
        if (!isCheck(error)) throw error;
      });
    }
  };
  const seen = (force: Force, asked: Weighing) => {
    const { units, columns, here } = force.rankables(asked);
    expect(numbersOf(columns)).toEqual(numbersOf(Columns.of(units)));
    return { units: byId(units), here: byId(here) };
  };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      for (const each of steps) {
        await doOne(each);
        if (each.to % 2 === 0) await old.catchUp(Date.now());
        if (each.to % 3 === 0) await old.followMoves();
      }
      // Loans end by themselves: both are asked of the same moment.
      const at = Date.now();
      const fresh = new Force(db, null);
      await Promise.all([old.catchUp(at), fresh.catchUp(at)]);
      await old.followMoves();
      for (const covers of [["SU1"], ["SU2", "SD1"], [...SECTORS]])
        for (const boundHere of [NONE, new Set(ids.slice(0, 2))]) {
          const asked = { interventionId, covers, boundHere, at };
          const [one, other] = [seen(old, asked), seen(fresh, asked)];
          const rounded = ({ units, here }: typeof one) =>
            [units, here].map((all) => all.map(({ hoursWorked, ...unit }) => ({ ...unit, hours: hoursWorked.toFixed(1) })));
          expect(rounded(one)).toEqual(rounded(other));
        }
    }),
    { numRuns: 60 },
  );
});

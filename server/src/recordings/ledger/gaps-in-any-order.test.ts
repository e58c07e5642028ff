import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import { startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { planCamera } from "../../testing/things/things.ts";
import { upsertGap } from "../recordings-store.ts";

let room: TestRoom;
const cameras: string[] = [];
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  const technician = await room.as("technician");
  for (const code of ["one", "two"]) cameras.push((await planCamera(technician, "SU1", code)).cameraId);
});
afterAll(() => room[Symbol.asyncDispose]());

type Told = { readonly camera: number; readonly from: number; readonly to: number | null; readonly cause: string };

const store = (told: readonly Told[]): Promise<void> =>
  transaction(room.database.db, SYSTEM, async (tx) => {
    for (const { camera, from, to, cause } of told)
      await upsertGap(tx, {
        camera_id: cameras[camera] ?? "",
        from_at: new Date(from),
        to_at: to === null ? null : new Date(to),
        cause,
      });
  });

/** Stores gaps in an empty table, gives all rows, and empties it again. */
async function rowsAfter(told: readonly Told[]): Promise<Told[]> {
  await store(told);
  const { rows } = await room.database.db.pool.query<{ camera_id: string; from_at: Date; to_at: Date | null; cause: string }>(
    "select camera_id, from_at, to_at, cause from gap order by camera_id, from_at",
  );
  await room.database.db.pool.query("delete from gap");
  return rows.map((row) => ({
    camera: cameras.indexOf(row.camera_id),
    from: row.from_at.getTime(),
    to: row.to_at?.getTime() ?? null,
    cause: row.cause,
  }));
}

/** Gaps of a camera one after the other; of some the end was never told. */
const gapsOf = (camera: number) =>
  fc
    .array(
      fc.record({ rest: fc.integer({ min: 2_000, max: 9_000 }), lasts: fc.integer({ min: 1, max: 9_000 }), isEndLost: fc.boolean() }),
      {
        minLength: 1,
        maxLength: 4,
      },
    )
    .map((gaps) => {
      let at = 1_700_000_000_000;
      return gaps.flatMap(({ rest, lasts, isEndLost }): Told[] => {
        const [from, to] = [at + rest, at + rest + lasts];
        at = to;
        const begin = { camera, from, to: null, cause: "connection_lost" };
        return isEndLost ? [begin] : [begin, { ...begin, to }];
      });
    });

it("rows of gaps are the same in whatever order their beginnings and ends are told, and however often", { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(gapsOf(0), gapsOf(1)).chain(([one, two]) => {
        const all = [...one, ...two];
        const repeats = fc.subarray(all);
        return fc.tuple(
          fc.constant(all),
          repeats.chain((again) => fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length })),
        );
      }),
      async ([inOrder, shuffled]) => {
        const rows = await rowsAfter(shuffled);
        expect(rows).toEqual(await rowsAfter(inOrder));
      },
    ),
    { numRuns: 60 },
  );
});

it("a gap that is told again opens no gap that has ended, and ends none that began since", async () => {
  const lost: Told = { camera: 0, from: 100_000, to: null, cause: "connection_lost" };
  const since: Told = { camera: 0, from: 101_500, to: null, cause: "camera_stalled" };
  expect(await rowsAfter([lost, { ...lost, to: 101_000 }, since, lost, { ...lost, to: 101_000 }])).toEqual([
    { ...lost, to: 101_000 },
    since,
  ]);
});

it("a gap that begins where one without length was is told with its own cause", async () => {
  const empty: Told = { camera: 0, from: 100_000, to: null, cause: "starting" };
  const lost: Told = { ...empty, cause: "connection_lost" };
  const told = [empty, { ...empty, to: 100_000 }, lost];
  expect(await rowsAfter(told)).toEqual([lost]);
  expect(await rowsAfter([...told, { ...lost, to: 105_000 }, ...told])).toEqual([{ ...lost, to: 105_000 }]);
});

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { floorsOf, readSpaceSize, reserveOf } from "./limits.ts";
import { Space, type Measured } from "./space.ts";

const GIB = 1024 ** 3;
const limits = {
  reserve: { kind: "bytes", bytes: GIB },
  recordings: { kind: "share", share: 1 },
  uploads: { kind: "share", share: 0.2 },
  parts: { kind: "bytes", bytes: GIB / 2 },
} as const;
const folders = { database: ["/room/database", "/room/log"], recordings: ["/videos"], uploads: ["/room/photos"], parts: ["/room/parts"] };

/** A room on volumes by the first part of the path, whose free bytes a test sets. */
function roomOn(free: Record<string, number>, total = 100 * GIB) {
  const measure = async (folder: string): Promise<Measured> => {
    const [, name = ""] = folder.split("/");
    return { device: Object.keys(free).indexOf(name), free: free[name] ?? 0, total };
  };
  return new Space({ folders, limits, recordedBytes: () => Promise.resolve(0), measure, now });
}
/** Time of the rooms here, ms: it passes if a test says so. */
let at = 0;
const now = (): number => at;
/** Lets so much time pass that volumes are measured again. */
const afterLook = (): void => void (at += 300);

test("sizes are bytes with a unit or a share; a share of the reserve has bounds, and no reserve takes more than a quarter", () => {
  expect(["5%", "512MiB", "1.5GiB", "20 GB", "101%", "", "-1%"].map(readSpaceSize)).toEqual([
    { kind: "share", share: 0.05 },
    { kind: "bytes", bytes: 512 * 1024 ** 2 },
    { kind: "bytes", bytes: 1.5 * GIB },
    null,
    null,
    null,
    null,
  ]);
  const share = { kind: "share", share: 0.05 } as const;
  expect([10, 50, 1000].map((total) => reserveOf(share, total * GIB) / GIB)).toEqual([1, 2.5, 4]);
  expect(reserveOf(share, GIB)).toBe(GIB / 4);
  expect(reserveOf({ kind: "bytes", bytes: 10 * GIB }, 20 * GIB)).toBe(5 * GIB);
});

test("recordings stop first, then uploads, and neither touches the reserve", async () => {
  const free = { room: 3 * GIB, videos: 50 * GIB };
  const one = new Space({
    folders: { ...folders, recordings: ["/room/recordings"] },
    limits,
    recordedBytes: () => Promise.resolve(0),
    measure: async () => ({ device: 1, free: free.room, total: 100 * GIB }),
    now,
  });
  expect([await one.mayWrite("recordings", 0), await one.mayWrite("uploads", 0), await one.mayWrite("parts", 0)]).toEqual([
    true,
    true,
    true,
  ]);
  free.room = 2 * GIB - 1;
  afterLook();
  expect([await one.mayWrite("recordings", 0), await one.mayWrite("uploads", GIB / 2)]).toEqual([false, true]);
  expect(await one.mayWrite("uploads", GIB)).toBe(false);
  free.room = GIB - 1;
  afterLook();
  expect([await one.mayWrite("uploads", 0), await one.mayWrite("parts", 0), await one.isReserveUsedUp()]).toEqual([false, false, false]);
  expect(await one.volumes()).toMatchObject([{ stopped: ["recordings", "uploads", "parts"], reserveState: "touched", reserve: GIB }]);
  free.room = GIB / 4 - 1;
  afterLook();
  expect([await one.isReserveUsedUp(), (await one.volumes())[0]?.reserveState]).toEqual([true, "used_up"]);
});

test("what stopped goes on only when a tenth more is free", async () => {
  const free = { room: 50 * GIB, videos: 1 };
  const space = roomOn(free);
  const floor = floorsOf(0, 100 * GIB).recordings;
  for (const [left, may] of [
    [floor - 1, false],
    [floor + 1, false],
    [floor * 1.1 + 1, true],
    [floor + 1, true],
  ] as const) {
    free.videos = left;
    afterLook();
    expect(await space.mayWrite("recordings", 0)).toBe(may);
  }
});

test("a full volume of recordings stops nothing else", async () => {
  const space = roomOn({ room: 50 * GIB, videos: 0 });
  expect([await space.mayWrite("recordings", 0), await space.mayWrite("uploads", GIB), await space.isReserveUsedUp()]).toEqual([
    false,
    true,
    false,
  ]);
  expect(await space.volumes()).toMatchObject([
    { path: "/room", holds: ["database", "uploads", "parts"], stopped: [] },
    { path: "/videos", holds: ["recordings"], stopped: ["recordings"], reserve: 0 },
  ]);
});

test("a budget is used up by the files that lie there, and is free again when they are gone", async () => {
  const parts = await mkdtemp(join(tmpdir(), "space-"));
  onTestFinished(() => rm(parts, { recursive: true, force: true }));
  const space = new Space({
    folders: { ...folders, parts: [parts] },
    limits: { ...limits, parts: { kind: "bytes", bytes: 1024 ** 2 } },
    recordedBytes: () => Promise.resolve(0),
    measure: async () => ({ device: 1, free: 50 * GIB, total: 100 * GIB }),
  });
  expect([await space.mayWrite("parts", 1024 ** 2), await space.mayWrite("parts", 1024 ** 2 + 1)]).toEqual([true, false]);
  await mkdir(join(parts, "deep"));
  await writeFile(join(parts, "deep", "film"), Buffer.alloc(1024 ** 2, 1));
  await expect.poll(() => space.mayWrite("parts", 1), { timeout: 10_000 }).toBe(false);
  // Its neighbours have budgets of their own.
  expect([await space.mayWrite("uploads", GIB), await space.mayWrite("recordings", GIB)]).toEqual([true, true]);
  await rm(join(parts, "deep"), { recursive: true });
  await expect.poll(() => space.mayWrite("parts", 1), { timeout: 10_000 }).toBe(true);
});

test("recordings have a budget too, where one is set", async () => {
  const recorded = { bytes: 3 * GIB };
  const space = new Space({
    folders,
    limits: { ...limits, recordings: { kind: "bytes", bytes: 4 * GIB } },
    recordedBytes: () => Promise.resolve(recorded.bytes),
    measure: async () => ({ device: 1, free: 50 * GIB, total: 100 * GIB }),
  });
  expect([await space.mayWrite("recordings", GIB), await space.mayWrite("recordings", GIB + 1)]).toEqual([true, false]);
  expect(await space.mayWrite("uploads", 5 * GIB)).toBe(true);
});

test("a budget that is full ends uploads, and not what is written beside them while the reserve is whole", async () => {
  const uploads = await mkdtemp(join(tmpdir(), "amaliyat-space-"));
  onTestFinished(() => rm(uploads, { recursive: true, force: true }));
  await writeFile(join(uploads, "film"), Buffer.alloc(8_192, 1));
  const free = { room: 50 * GIB };
  const space = new Space({
    folders: { ...folders, uploads: [uploads] },
    limits: { ...limits, uploads: { kind: "bytes", bytes: 4_096 } },
    recordedBytes: () => Promise.resolve(0),
    measure: async () => ({ device: 1, free: free.room, total: 100 * GIB }),
    now,
  });
  expect([await space.mayWrite("uploads", 0), await space.leavesReserve("uploads")]).toEqual([false, true]);
  free.room = GIB / 2;
  afterLook();
  expect(await space.leavesReserve("uploads")).toBe(false);
});

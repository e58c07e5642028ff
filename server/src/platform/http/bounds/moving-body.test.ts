import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { discard, movingBody, SlowBody, type Pace } from "./moving-body.ts";

/** A body whose pieces come after so many ms each. */
async function* body(pieces: readonly (readonly [afterMs: number, bytes: number])[]): AsyncGenerator<Buffer> {
  for (const [afterMs, bytes] of pieces) {
    await wait(afterMs);
    yield Buffer.alloc(bytes);
  }
}
const PACE: Pace = { withinMs: 400, leastBytes: 100, longestMs: 60_000 };

async function read(from: AsyncIterator<unknown>, pace: Pace): Promise<number> {
  let bytes = 0;
  for await (const piece of movingBody(from, pace)) bytes += piece.length;
  return bytes;
}

it("lives longer than its window as long as it moves", async () => {
  const slow = Array.from({ length: 12 }, () => [60, 100] as const);
  expect(await read(body(slow), PACE)).toBe(1_200);
});

it("ends when it stands still, when it only drips, and when it takes longer than all may", async () => {
  await expect(
    read(
      body([
        [0, 100],
        [30_000, 100],
      ]),
      PACE,
    ),
  ).rejects.toThrow(SlowBody);
  const drips = Array.from({ length: 1_000 }, () => [20, 1] as const);
  await expect(read(body(drips), PACE)).rejects.toThrow(SlowBody);
  const long = Array.from({ length: 1_000 }, () => [20, 100] as const);
  await expect(read(body(long), { ...PACE, longestMs: 300 })).rejects.toThrow(SlowBody);
});

it("does not count the time of its reader", async () => {
  let pieces = 0;
  for await (const _piece of movingBody(body(Array.from({ length: 10 }, () => [0, 10] as const)), { ...PACE, withinMs: 300 })) {
    await wait(50);
    pieces += 1;
  }
  expect(pieces).toBe(10);
});

it("is thrown away for so long and no longer", async () => {
  const endless = body(Array.from({ length: 100_000 }, () => [10, 10] as const));
  const begun = performance.now();
  await discard(endless, 100);
  // Usually 100 ms.
  expect(performance.now() - begun).toBeLessThan(20_000);
});

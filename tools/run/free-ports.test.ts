import { expect, test } from "vitest";
import { claimSound } from "./free-ports.ts";

test("each demonstration has ports of its own for sound, and gives them back", async () => {
  await using stack = new AsyncDisposableStack();
  const first = await claimSound(null);
  if (first === null) throw new Error("all ranges are claimed");
  // The first is asked for again, as by a demonstration that finds its ports of the last time.
  const second = await claimSound(first.range);
  if (second === null) throw new Error("all ranges are claimed");
  stack.use(second);
  const [one, other] = [first.range, second.range];
  expect(one.soundFrom > other.textTo || other.soundFrom > one.textTo).toBe(true);
  for (const { soundFrom, soundTo, textFrom, textTo } of [one, other])
    expect([soundFrom < soundTo, soundTo < textFrom, textFrom < textTo, textTo < 32_768]).toEqual([true, true, true, true]);
  await first[Symbol.asyncDispose]();
  const third = await claimSound(first.range);
  expect(third?.range).toEqual(first.range);
  await third?.[Symbol.asyncDispose]();
});

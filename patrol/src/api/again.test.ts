import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Answer } from "./answer.ts";
import { AGAIN_MS, askAgain } from "./again.ts";

beforeEach(() => vi.useFakeTimers({ now: 0 }));
afterEach(() => vi.useRealTimers());

/** A link whose nth call is answered after so many ms as said, or lost; `null` says nothing for half a minute. */
function link(...calls: readonly ({ readonly after: number; readonly kind: "ok" | "lost" } | null)[]) {
  let asked = 0;
  const ask = async (): Promise<Answer<number>> => {
    const nth = asked++;
    const call = calls[nth] ?? null;
    await new Promise((resolve) => setTimeout(resolve, call?.after ?? 30_000));
    return call?.kind === "ok" ? { kind: "ok", value: nth } : { kind: "lost" };
  };
  return { ask, count: () => asked };
}

async function answered(of: ReturnType<typeof link>) {
  const begun = Date.now();
  const answer = askAgain(of.ask).then((got) => ({ got, afterMs: Date.now() - begun, asked: of.count() }));
  await vi.advanceTimersByTimeAsync(60_000);
  return answer;
}

it("asks once where an answer comes", async () => {
  expect(await answered(link({ after: 500, kind: "ok" }))).toEqual({ got: { kind: "ok", value: 0 }, afterMs: 500, asked: 1 });
});

it("does not wait for patience to end where the first was lost without a word", async () => {
  const found = await answered(link(null, { after: 2000, kind: "ok" }));
  expect(found).toEqual({ got: { kind: "ok", value: 1 }, afterMs: AGAIN_MS + 2000, asked: 2 });
});

it("takes a slow first answer all the same, and a lost second one for nothing", async () => {
  const found = await answered(link({ after: 9000, kind: "ok" }, { after: 500, kind: "lost" }));
  expect(found).toEqual({ got: { kind: "ok", value: 0 }, afterMs: 9000, asked: 2 });
});

it("says at once that it was lost where the link does, and asks three times at most where it says nothing", async () => {
  expect(await answered(link({ after: 10, kind: "lost" }))).toMatchObject({ got: { kind: "lost" }, afterMs: 10, asked: 1 });
  expect(await answered(link(null, null, null, null))).toMatchObject({ got: { kind: "lost" }, asked: 3 });
});

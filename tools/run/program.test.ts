import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { startProgram, type Spare } from "./program.ts";

/** A spare that is loaded and then does this. */
async function loaded(stack: AsyncDisposableStack, then: string): Promise<Spare> {
  const folder = await mkdtemp(join(tmpdir(), "amaliyat-program-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "spare.mjs");
  await writeFile(file, `process.on("disconnect", () => process.exit(0)); ${then}`);
  const isLoaded = Promise.withResolvers<void>();
  const spare = stack.use(startProgram(file, ["--spare"], {}, (text) => text === "loaded" && isLoaded.resolve()));
  await isLoaded.promise;
  return spare;
}

it("ends a spare by force that hangs when it is wanted, so that another takes its place, and leaves one that answers", async () => {
  await using stack = new AsyncDisposableStack();
  const hangs = await loaded(stack, "console.log('loaded'); for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);");
  const answers = await loaded(
    stack,
    `process.once("message", () => { process.send("begun"); console.log(JSON.stringify({ ready: true })); }); console.log("loaded");`,
  );
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  stack.defer(() => void vi.useRealTimers());
  for (const spare of [hangs, answers]) spare.begin();
  await answers.ready;
  await vi.advanceTimersByTimeAsync(10_000);
  vi.useRealTimers();
  await expect(hangs.ended).resolves.toBe(1);
  expect(await Promise.race([answers.ended, Promise.resolve("goes on")])).toBe("goes on");
}, 30_000);

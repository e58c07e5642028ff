import { identity } from "@amaliyat/contract/identity";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { cloneDatabase } from "../platform/testing/database.ts";
import { startProgram } from "./child-program.ts";
import { startChildRoom } from "./child-room.ts";
import { logEntries } from "./things/log-entries.ts";
import { signedIn } from "./test-client.ts";
import { furnish, PASSWORD, temporaryData, testEnvironment } from "./test-room.ts";

it("waits for the room to stand still, survives being killed, and leaves the room its log", { timeout: 120_000 }, async () => {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await cloneDatabase());
  const data = stack.use(await temporaryData()).path;
  const command = (name: string) => startProgram("keys-main.ts", [name], testEnvironment(data, database, "api"));
  const run = async (name: string): Promise<{ code: number | null; said: string }> => {
    const program = command(name);
    const code = await program.ended;
    return { code, said: program.out() + program.err() };
  };
  const first = await startChildRoom({ data, database });
  await furnish(first.url, database);
  expect(await run("rotate")).toMatchObject({ code: 1, said: expect.stringContaining("folder.taken") });
  expect((await run("status")).said).toContain("It was never changed");
  first.child.kill("SIGTERM");
  await first.ended;
  // Real time: moments of a rotation at which it is killed.
  for (const afterMs of [200, 500, 800, 1_100, 1_400]) {
    const program = command("rotate");
    await pause(afterMs);
    program.child.kill("SIGKILL");
    await program.ended;
  }
  expect(await run("rotate")).toMatchObject({ code: 0, said: expect.stringContaining("is destroyed") });
  expect((await run("status")).said).toContain("the one before is destroyed");
  expect((await readdir(join(data, "keys"))).toSorted()).toEqual(["log.pem", "vault-derived.key", "vault.key"]);

  const second = await startChildRoom({ data, database });
  expect(second.out() + second.err()).not.toContain('"level":50');
  const technician = await signedIn(second.url, "technician", PASSWORD);
  // A command is logged: the log takes it, and holds the change of the key.
  expect(await technician.code(identity.lock, {})).toBe("ok");
  const entries = await logEntries({ database, data });
  expect(entries.filter(({ type }) => type === "keys.rotated").at(-1)).toMatchObject({ detail: { shut: 0 } });
  second.child.kill("SIGTERM");
  await second.ended;
});

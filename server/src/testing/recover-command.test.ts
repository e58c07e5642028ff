import { identity } from "@amaliyat/contract/identity";
import { expect, it } from "vitest";
import { cloneDatabase } from "../platform/testing/database.ts";
import { startProgram } from "./child-program.ts";
import { startChildRoom } from "./child-room.ts";
import { signedIn } from "./test-client.ts";
import { furnish, PASSWORD, temporaryData, testEnvironment } from "./test-room.ts";

it("gives a code by the room's own settings, at work or standing still, and leaves the room its log", { timeout: 120_000 }, async () => {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await cloneDatabase());
  const data = stack.use(await temporaryData()).path;
  const recover = async () => {
    const program = startProgram("recover-main.ts", ["administrator", "first"], testEnvironment(data, database, "api"));
    return { code: await program.ended, said: program.out() + program.err() };
  };
  const first = await startChildRoom({ data, database });
  await furnish(first.url, database);
  expect(await recover()).toMatchObject({ code: 0, said: expect.stringContaining("first half") });
  first.child.kill("SIGTERM");
  await first.ended;
  expect(await recover()).toMatchObject({ code: 0, said: expect.stringContaining("first half") });
  const second = await startChildRoom({ data, database });
  const technician = await signedIn(second.url, "technician", PASSWORD);
  expect(await technician.code(identity.lock, {})).toBe("ok");
  second.child.kill("SIGTERM");
  await second.ended;
  for (const room of [first, second]) expect(room.out() + room.err()).not.toContain('"level":50');
});

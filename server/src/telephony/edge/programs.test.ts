import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pid } from "node:process";
import { expect, it } from "vitest";
import { startOf } from "../../platform/database/embedded/processes.ts";
import { temporaryData } from "../../testing/test-room.ts";
import { running } from "./programs.ts";

it("knows the process that it started and no other, and takes what cannot be read for none", async () => {
  await using data = await temporaryData();
  await mkdir(join(data.path, "run"));
  const say = (text: string): Promise<void> => writeFile(join(data.path, "run", "kamailio.json"), text);
  expect(await running(data.path, "kamailio")).toBeNull();
  const start = await startOf(pid);
  const whole = JSON.stringify({ pid, start });
  await say(whole);
  expect(await running(data.path, "kamailio")).toBe(pid);
  expect(await running(data.path, "rtpengine")).toBeNull();
  // Cut off by a full disk or in the middle of being written; of a process whose number another has now.
  for (const text of ["", whole.slice(0, -3), "null", "{}", JSON.stringify({ pid, start: "0" })]) {
    await say(text);
    expect(await running(data.path, "kamailio")).toBeNull();
  }
});

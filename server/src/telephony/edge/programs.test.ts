import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pid } from "node:process";
import { expect, it } from "vitest";
import { startOf } from "../../platform/database/embedded/processes.ts";
import { temporaryData } from "../../testing/test-room.ts";
import { running, stop } from "./programs.ts";

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

it("finds a program that runs in the folder, whatever is written down of it, and none of another folder", async () => {
  await using data = await temporaryData();
  await using other = await temporaryData();
  await mkdir(join(data.path, "run"));
  // A program of this name that only waits.
  const waits = join(data.path, "kamailio");
  await copyFile("/usr/bin/sleep", waits);
  const child = spawn(waits, ["60"], { cwd: data.path, detached: true, stdio: "ignore" });
  const ended = once(child, "exit");
  await once(child, "spawn");
  const say = (text: string): Promise<void> => writeFile(join(data.path, "run", "kamailio.json"), text);
  for (const text of ["", JSON.stringify({ pid: child.pid, start: "0" }), JSON.stringify({ pid: 2 ** 22 - 1, start: "1" })]) {
    await say(text);
    await expect.poll(() => running(data.path, "kamailio")).toBe(child.pid);
  }
  expect([await running(data.path, "rtpengine"), await running(other.path, "kamailio")]).toEqual([null, null]);
  child.kill("SIGKILL");
  await ended;
  expect(await running(data.path, "kamailio")).toBeNull();
});

it("is done with one that hears no signal only once that is gone: the next start would take it for one that runs", async () => {
  await using data = await temporaryData();
  await mkdir(join(data.path, "run"));
  const hangs = join(data.path, "kamailio");
  await copyFile("/usr/bin/sleep", hangs);
  const child = spawn(hangs, ["60"], { cwd: data.path, detached: true, stdio: "ignore" });
  await once(child, "spawn");
  await expect.poll(() => running(data.path, "kamailio")).toBe(child.pid);
  child.kill("SIGSTOP");
  await stop(data.path, "kamailio");
  expect(await running(data.path, "kamailio")).toBeNull();
}, 30_000);

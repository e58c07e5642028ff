import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, readFile } from "node:fs/promises";
import { join } from "node:path";
import { execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { isAlive, signal } from "../platform/database/embedded/processes.ts";
import { startProgram } from "./child-program.ts";
import { temporaryData, testEnvironment } from "./test-room.ts";

const ENDS_WITHIN_MS = 15_000;

/** A room with its own database, as it is started without settings. */
async function settings(data: string): Promise<Record<string, string>> {
  // The database of a room of root works as another user, who must pass.
  await chmod(data, 0o711);
  const {
    DATABASE_URL: _,
    DATABASE_OWNER_URL: __,
    ...environment
  } = testEnvironment(data, { roomUrl: "", ownerUrl: "" }, "api,recorder,worker");
  return { ...environment, AMALIYAT_LOG_LEVEL: "error" };
}
const postmasterOf = async (data: string): Promise<number> =>
  Number((await readFile(join(data, "database", "data", "postmaster.pid"), "utf8")).split("\n")[0]);
const isReady = { timeout: 120_000, interval: 100 };
const gone = { timeout: ENDS_WITHIN_MS, interval: 100 };

async function startRoom() {
  const folder = await temporaryData();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  const room = startProgram("main.ts", [], await settings(folder.path));
  onTestFinished(() => void room.child.kill("SIGKILL"));
  await expect.poll(() => room.out(), isReady).toContain('"ready":true');
  const postmaster = await postmasterOf(folder.path);
  onTestFinished(() => signal(postmaster, "SIGKILL"));
  return { ...room, data: folder.path, postmaster };
}

test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("%s ends the room and its database", { timeout: 240_000 }, async (name) => {
  const { child, ended, postmaster } = await startRoom();
  const told = performance.now();
  child.kill(name);
  expect(await ended).toBe(0);
  // Real time: a supervisor of services kills what has not ended by then.
  expect(performance.now() - told).toBeLessThan(ENDS_WITHIN_MS);
  expect(await isAlive(postmaster)).toBe(false);
});

test("a room whose database hangs ends all the same within 15 s, and at once when it is told twice", { timeout: 400_000 }, async () => {
  for (const [times, withinMs] of [
    [1, ENDS_WITHIN_MS],
    [2, 5_000],
  ] as const) {
    const { child, ended, postmaster, data } = await startRoom();
    const workers = (await readFile(`/proc/${postmaster}/task/${postmaster}/children`, "utf8")).trim().split(" ").map(Number);
    for (const pid of [postmaster, ...workers]) signal(pid, "SIGSTOP");
    const told = performance.now();
    child.kill("SIGTERM");
    if (times === 2) setTimeout(() => child.kill("SIGTERM"), 1_500);
    expect(await ended).toBe(1);
    // Real time: a supervisor of services kills what has not ended by then.
    expect(performance.now() - told).toBeLessThan(withinMs);
    // It has been told to end, and does as soon as it can.
    for (const pid of [postmaster, ...workers]) signal(pid, "SIGCONT");
    await expect.poll(() => isAlive(postmaster), gone).toBe(false);
    expect(data).not.toBe("");
  }
});

test("a room whose parent is killed notices it and ends with its database, also while it starts", { timeout: 400_000 }, async () => {
  for (const waits of [true, false]) {
    await using folder = await temporaryData();
    const program = fileURLToPath(new URL("../main.ts", import.meta.url));
    const script = `const child = require("node:child_process").spawn(process.execPath, ["--no-warnings", ${JSON.stringify(program)}],
      { detached: true, stdio: ["ignore", "pipe", "inherit", "ipc"] });
      console.log(child.pid); child.stdout.pipe(process.stdout); setInterval(() => {}, 1000);`;
    const parent = spawn(execPath, ["-e", script], {
      env: { PATH: process.env["PATH"] ?? "", ...(await settings(folder.path)) },
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void parent.kill("SIGKILL"));
    let out = "";
    parent.stdout.on("data", (data: Buffer) => (out += data.toString("utf8")));
    await expect.poll(() => out, isReady).toContain(waits ? '"ready":true' : "\n");
    const room = Number(out.split("\n")[0]);
    if (!waits) await expect.poll(() => postmasterOf(folder.path).catch(() => 0), isReady).toBeGreaterThan(0);
    const postmaster = await postmasterOf(folder.path);
    const killed = once(parent, "exit");
    parent.kill("SIGKILL");
    await killed;
    await expect.poll(async () => [await isAlive(room), await isAlive(postmaster)], gone).toEqual([false, false]);
  }
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getuid } from "node:process";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { FolderTaken, lockFolder, lockFolderAs } from "./folder-lock.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "amaliyat-lock-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const MODULE = fileURLToPath(new URL("folder-lock.ts", import.meta.url));

/** Another process that takes the lock, says so, and lives until it is killed; by `way` it is started in other namespaces. */
async function other(way: readonly string[] = []) {
  const script = `import(${JSON.stringify(MODULE)}).then(({ lockFolder }) => lockFolder(${JSON.stringify(folder)}, "api"))
    .then((held) => { globalThis.held = held; console.log("held"); setInterval(() => {}, 1000); }, (cause) => { console.log(cause.message); process.exit(3); });`;
  const [program, ...args] = [...way, process.execPath, "--no-warnings", "-e", script];
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [said]: unknown[] = await once(child.stdout, "data");
  return { child, said: String(said).trim() };
}

async function killed({ child }: Awaited<ReturnType<typeof other>>): Promise<void> {
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

const refusal = (): Promise<unknown> =>
  lockFolder(folder, "api").then(
    () => null,
    (cause: unknown) => cause,
  );

test("a second process is refused with who holds the folder and since when, and a killed holder leaves no lock", async () => {
  const holder = await other();
  expect(holder.said).toBe("held");
  const before = await readdir(folder, { recursive: true });
  const refused = await refusal();
  expect(refused).toBeInstanceOf(FolderTaken);
  expect(String(refused)).toMatch(new RegExp(`by process ${holder.child.pid} of user \\S+ on \\S+ since 20\\d\\d-`));
  expect(await readdir(folder, { recursive: true })).toEqual(before);
  await killed(holder);
  using taken = await lockFolder(folder, "api");
  expect(taken).toBeDefined();
});

test("it is not fooled by a number that another process has now, nor by a file that was left or spoiled", async () => {
  await killed(await other());
  // The stale file names this very process, which lives, as the holder.
  await writeFile(join(folder, "locks", "api.owner"), JSON.stringify({ pid: process.pid, host: "h", user: "u", since: "s" }));
  (await lockFolder(folder, "api"))[Symbol.dispose]();
  const holder = await other();
  await writeFile(join(folder, "locks", "api.owner"), "spoiled");
  expect(String(await refusal())).toContain("another process, which has not said its name");
  await killed(holder);
});

test("the same process is refused too, names are held apart, and several are held together or not at all", async () => {
  using api = await lockFolderAs(folder, ["api", "worker"]);
  using recorder = await lockFolder(folder, "recorder");
  expect([api, recorder]).toHaveLength(2);
  await expect(lockFolderAs(folder, ["media", "worker"])).rejects.toThrow(FolderTaken);
  (await lockFolder(folder, "media"))[Symbol.dispose]();
  expect(JSON.parse(await readFile(join(folder, "locks", "api.owner"), "utf8"))).toMatchObject({ pid: process.pid });
});

test("who waits takes over from a holder that ends", async () => {
  const first = await lockFolder(folder, "api");
  setTimeout(() => first[Symbol.dispose](), 300);
  using second = await lockFolder(folder, "api", { waitMs: 10_000 });
  expect(second).toBeDefined();
});

// As root only: a namespace of its own needs the right to make one.
test.skipIf(getuid?.() !== 0)("it holds between namespaces of network and processes", async () => {
  using mine = await lockFolder(folder, "api");
  expect(mine).toBeDefined();
  const { said, child } = await other(["unshare", "-n", "-p", "-f", "--kill-child"]);
  expect(said).toContain(`by process ${process.pid} `);
  child.kill("SIGKILL");
});

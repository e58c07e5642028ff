import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execPath } from "node:process";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { processesIn } from "../database/embedded/processes.ts";

/** A test run of its own, as the global set-up of vitest makes it: a folder with a guard, and in it a database. */
async function startRun() {
  const tmp = await mkdtemp(join(tmpdir(), "runs-"));
  onTestFinished(() => rm(tmp, { recursive: true, force: true }));
  const at = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href);
  const program = `
    import { chmod } from "node:fs/promises";
    import { openRunFolder } from ${at("run-folder.ts")};
    import { startTestServer } from ${at("server.ts")};
    await chmod(process.env.TMPDIR, 0o711);
    const run = await openRunFolder();
    process.env.TMPDIR = run.path;
    const server = await startTestServer();
    process.on("SIGUSR2", async () => { await server[Symbol.asyncDispose](); await run[Symbol.asyncDispose](); process.exit(0); });
    console.log(run.path);
    setInterval(() => {}, 1000);
  `;
  const { TEST_DATABASE_URL: _, ...environment } = process.env;
  const child = spawn(execPath, ["--no-warnings", "--input-type=module", "-e", program], {
    env: { ...environment, TMPDIR: tmp },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [path] = (await once(createInterface(child.stdout), "line")) as [string];
  const [folder = ""] = (await readdir(path)).filter((name) => name.startsWith("database-"));
  return { child, path, data: join(path, folder, "data") };
}

test.each(["SIGTERM", "SIGINT", "SIGKILL", "SIGUSR2"] as const)(
  "a run that %s ends leaves no database and no folder behind",
  { timeout: 120_000 },
  async (signal) => {
    const { child, path, data } = await startRun();
    expect(await processesIn(data)).not.toHaveLength(0);
    child.kill(signal);
    await expect.poll(() => processesIn(data), { timeout: 15_000 }).toHaveLength(0);
    await expect
      .poll(
        () =>
          stat(path).then(
            () => "there",
            () => "gone",
          ),
        { timeout: 5_000 },
      )
      .toBe("gone");
  },
);

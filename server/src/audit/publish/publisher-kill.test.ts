import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import { cloneDatabase } from "../../platform/testing/database.ts";
import { currentCheckpoint } from "../index.ts";
import { openSigningKey } from "../folder/signing-key.ts";
import { appendOne, publishOnce, temporaryFolder, verdict, viewed } from "../testing.ts";

const urlOf = (name: string): string => JSON.stringify(new URL(name, import.meta.url).href);

/** A process that appends and publishes without a pause, and says the size of each checkpoint. */
const program = (url: string, folder: string, key: string): string => `
  import { openDatabase } from ${urlOf("../../platform/database/index.ts")};
  import { makeLog } from ${urlOf("../../platform/log.ts")};
  import { openSigningKey } from ${urlOf("../folder/signing-key.ts")};
  import { appendMany, publisherOf } from ${urlOf("../testing.ts")};
  const db = openDatabase({ url: ${JSON.stringify(url)}, log: makeLog("silent") });
  const publisher = await publisherOf(db, ${JSON.stringify(folder)}, await openSigningKey(${JSON.stringify(key)}, "amaliyat/test"));
  for (let n = 0; ; n += 40) {
    await appendMany(db, n, n + 40);
    const state = await publisher.publishNow();
    console.log(state.kind, state.size);
  }
`;

it("is whole after a kill at any moment: no smaller checkpoint, no entry lost, and it goes on", async () => {
  await using database = await cloneDatabase();
  await using folder = await temporaryFolder();
  const [log, key, script] = ["log", "log.key", "publish.mts"].map((name) => join(folder.path, name));
  if (log === undefined || key === undefined || script === undefined) throw new Error("three names make three paths");
  await writeFile(script, program(database.url, log, key));
  let sizeBefore = 0;
  for (const afterCheckpoints of [1, 4, 9]) {
    const child = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
    let said = "";
    child.stdout.on("data", (bytes: Buffer) => (said += bytes.toString()));
    while (said.split("\n").length <= afterCheckpoints && child.exitCode === null) await once(child.stdout, "data");
    // Somewhere within the next step, another place each time.
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 30));
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(said).toContain("published");
    const signed = Number(said.trimEnd().split("\n").at(-1)?.split(" ")[1]);
    expect(signed).toBeGreaterThan(sizeBefore);
    expect(await verdict(log)).toEqual({ ok: true, failed: [] });
    await appendOne(database.db, viewed(7));
    // The killed process's turn ends when its server process finds the connection closed.
    let state = await publishOnce(database.db, log, await openSigningKey(key, "amaliyat/test"));
    while (state.kind === "standby") state = await publishOnce(database.db, log, await openSigningKey(key, "amaliyat/test"));
    expect(state).toMatchObject({ kind: "published" });
    expect(await verdict(log, { database: database.url })).toEqual({ ok: true, failed: [] });
    sizeBefore = (await transaction(database.db, SYSTEM, currentCheckpoint))?.size ?? 0;
    expect(sizeBefore).toBeGreaterThan(signed);
  }
});

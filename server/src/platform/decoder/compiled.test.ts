import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { compiledOf } from "./compiled.ts";
import { runApart } from "./sandbox.ts";

const MAIN = fileURLToPath(new URL("picture-main.ts", import.meta.url));

it("is made once, and whoever is locked in reads it under their own number and cannot write it", { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "amaliyat-compiled-"));
  const umask = process.umask(0o077);
  try {
    const [made, again] = await Promise.all([compiledOf(folder, process.execPath, MAIN), compiledOf(folder, process.execPath, MAIN)]);
    if (made === null) throw new Error("it could not be made");
    expect(again).toBe(made);
    const caps = { cpuS: 20, wallMs: 40_000, memory: 100 * 1024 * 1024, output: 1024 };
    const script = `cd ${made}/*-$(id -u) && cat * | wc -c; echo x 2>/dev/null > x && echo writes`;
    const ended = await runApart(
      { folder, turn: 0 },
      { program: "sh", args: ["-c", script], sees: [made], input: null, outputs: [], caps },
    );
    if (ended.kind !== "ended") throw new Error(ended.kind);
    const names = (await readdir(made, { recursive: true, withFileTypes: true })).filter((each) => each.isFile());
    const sizes = await Promise.all(names.map(async (each) => (await stat(join(each.parentPath, each.name))).size));
    expect(sizes.length).toBeGreaterThan(10);
    expect(ended.said).toBe(`${sizes.reduce((sum, size) => sum + size, 0)}\n`);
  } finally {
    process.umask(umask);
    await rm(folder, { recursive: true });
  }
});

it("is done without where it cannot be made", async () => {
  expect(await compiledOf(join(MAIN, "below a file"), process.execPath, MAIN)).toBeNull();
});

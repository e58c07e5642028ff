import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeProject } from "../project/fixture.ts";
import { ROOT } from "../project/root.ts";
import { sourceControlWarning } from "../run/source-control.ts";
import { packagesOf } from "./packages.ts";
import { writeRelease } from "./write-release.ts";

let folder: string;
let own: string[] = [];

/** All files below a folder, without the packages. */
async function filesIn(root: string, below = ""): Promise<string[]> {
  const entries = await readdir(join(root, below), { withFileTypes: true });
  const inside = await Promise.all(
    entries.map(async (entry) => {
      const path = join(below, entry.name);
      return entry.isDirectory() ? (entry.name === "node_modules" ? [] : filesIn(root, path)) : [path];
    }),
  );
  return inside.flat();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "amaliyat-release-"));
  // Pages are built by the command before; here the program alone is looked at.
  await writeRelease(ROOT, folder, []);
  own = await filesIn(folder);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

it("holds no test, no simulator, nothing of the workshop and no source control data", async () => {
  expect(own.filter((path) => /\.test\.tsx?$|(^|\/)testing\//u.test(path))).toEqual([]);
  expect((await readdir(folder)).toSorted()).toEqual(["LICENSE", "contract", "domain", "node_modules", "package.json", "server", "tools"]);
  expect((await readdir(join(folder, "node_modules", "@amaliyat"))).toSorted()).toEqual(["contract", "domain", "server"]);
  for (const name of ["vite", "vitest", "typescript", "@playwright", "oxlint", "fast-check", "react"])
    expect(existsSync(join(folder, "node_modules", name)), name).toBe(false);
});

it("holds every file and package that its program names", async () => {
  const missing: string[] = [];
  for (const path of own.filter((each) => /\.(ts|mjs)$/u.test(each))) {
    const text = await readFile(join(folder, path), "utf8");
    for (const [, name = ""] of text.matchAll(/(?:^import |^export [^;]*? from |^\} from |import\(|^import [^;]*? from )"([^"]+)"/gmu)) {
      if (name.startsWith("node:") || name.startsWith("@amaliyat/") || path === "tools/start.ts") continue;
      const target = name.startsWith(".")
        ? join(folder, dirname(path), name)
        : join(folder, "node_modules", ...name.split("/").slice(0, name.startsWith("@") ? 2 : 1));
      if (!existsSync(target)) missing.push(`${path}: ${name}`);
    }
  }
  expect(missing).toEqual([]);
});

it("is written into an empty folder alone", async () => {
  await expect(writeRelease(ROOT, folder, [])).rejects.toThrow("is not empty");
});

it("takes the packages that are needed at run time, wherever they are installed, and says which one is missing", async () => {
  const manifest = (rest: object): string => JSON.stringify(rest);
  const root = await makeProject({
    "package.json": manifest({ devDependencies: { workshop: "1" }, optionalDependencies: { here: "1", elsewhere: "1" } }),
    "server/package.json": manifest({ dependencies: { a: "1", "@amaliyat/domain": "*" }, devDependencies: { tested: "1" } }),
    "node_modules/a/package.json": manifest({
      dependencies: { b: "2" },
      peerDependencies: { c: "1", d: "1" },
      peerDependenciesMeta: { d: { optional: true } },
    }),
    "node_modules/a/node_modules/b/package.json": manifest({ dependencies: { a: "1" } }),
    "node_modules/b/package.json": manifest({}),
    "node_modules/c/package.json": manifest({}),
    "node_modules/d/package.json": manifest({}),
    "node_modules/here/package.json": manifest({}),
    "node_modules/tested/package.json": manifest({}),
    "node_modules/workshop/package.json": manifest({}),
  });
  const needed = ["node_modules/a", "node_modules/a/node_modules/b", "node_modules/c", "node_modules/here"];
  expect(await packagesOf(root, ["server"])).toEqual(needed);
  await rm(join(root, "node_modules", "c"), { recursive: true });
  await expect(packagesOf(root, ["server"])).rejects.toThrow("c is not installed; node_modules/a needs it");
});

it("warns once where the source control data can be read", async () => {
  expect(await sourceControlWarning(folder)).toBeNull();
  const clone = await makeProject({ ".git/HEAD": "ref: refs/heads/main" });
  expect(await sourceControlWarning(clone)).toContain(`can read ${join(clone, ".git")}`);
});

async function untilReady(child: ChildProcess): Promise<{ url: string; said: string[] }> {
  const said: string[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  for (const stream of [child.stdout, child.stderr])
    if (stream !== null)
      createInterface({ input: stream }).on("line", (line) => {
        said.push(line);
        const found = /^Amaliyat: (http\S+)/u.exec(line);
        if (found?.[1] !== undefined) resolve(found[1]);
      });
  child.on("exit", (code) => reject(new Error(`it ended with ${code}:\n${said.join("\n")}`)));
  return { url: await promise, said };
}

it("starts from its own folder by the command of npm start, with the PostgreSQL that it brings", async () => {
  const data = await mkdtemp(join(tmpdir(), "amaliyat-released-"));
  const { PATH = "", HOME = "" } = process.env;
  const settings = { AMALIYAT_DATA: data, AMALIYAT_PORT: "0", AMALIYAT_PLAIN_HTTP: "1", AMALIYAT_LOG_LEVEL: "error" };
  const manifest = await readFile(join(folder, "package.json"), "utf8");
  const start = "node tools/bootstrap.mjs start";
  expect(manifest).toContain(`"start": "${start}"`);
  // Without npm between us, which may end before the room has.
  const [program = "", ...args] = start.split(" ");
  const child = spawn(program, args, { cwd: folder, env: { PATH, HOME, ...settings }, stdio: ["ignore", "pipe", "pipe"] });
  try {
    const { url, said } = await untilReady(child);
    expect((await fetch(new URL("api/health", url))).ok).toBe(true);
    expect(said.join("\n")).not.toContain("warning");
  } finally {
    const ended = child.exitCode === null ? once(child, "exit") : null;
    child.kill("SIGTERM");
    await ended;
    await rm(data, { recursive: true, force: true });
  }
}, 120_000);

import { spawn } from "node:child_process";
import { chmod, copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { delimiter, join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { makeProject } from "./project/fixture.ts";
import { ROOT } from "./project/root.ts";

/** Stands in for npm: it notes that it was called and "installs" this Node. */
const NPM = `#!/bin/sh\necho "$@" >> npm-calls\nmkdir -p node_modules/.bin\nln -sf "${process.execPath}" node_modules/.bin/node\nexit "\${NPM_ENDS_WITH:-0}"\n`;

let root = "";

beforeEach(async () => {
  root = await makeProject({ "package-lock.json": "{}", "bin/npm": NPM, "tools/test.ts": "process.exit(Number(process.argv[2] ?? 0));" });
  await chmod(join(root, "bin", "npm"), 0o755);
  await copyFile(join(ROOT, "tools", "bootstrap.mjs"), join(root, "tools", "bootstrap.mjs"));
});

function start(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const env = { ...process.env, PATH: [join(root, "bin"), process.env["PATH"]].join(delimiter), ...environment };
  return spawn(process.execPath, [join(root, "tools", "bootstrap.mjs"), ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
}

/** Runs the bootstrap to its end: its exit code, and its output. */
async function run(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<{ code: unknown; said: string }> {
  const child = start(args, environment);
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => said.push(part.toString()));
  const [code]: unknown[] = await once(child, "close");
  return { code, said: said.join("") };
}

const installs = async (): Promise<number> => (await readFile(join(root, "npm-calls"), "utf8").catch(() => "")).split("\n").length - 1;

test("it installs once, and again when the lock file has changed", async () => {
  expect(await run(["test"])).toMatchObject({ code: 0 });
  expect(await installs()).toBe(1);
  expect(await run(["test"])).toMatchObject({ code: 0, said: "" });
  expect(await installs()).toBe(1);
  await writeFile(join(root, "package-lock.json"), '{ "changed": true }');
  expect(await run(["test"])).toMatchObject({ code: 0 });
  expect(await installs()).toBe(2);
});

test("the lines are set up in a fresh clone, and the demonstration after it installs nothing", async () => {
  await mkdir(join(root, "server", "src", "telephony", "edge"), { recursive: true });
  await writeFile(join(root, "server", "src", "telephony", "edge", "setup-main.ts"), "console.log(process.argv.slice(2).join());");
  await writeFile(join(root, "tools", "demo.ts"), "");
  const { scripts } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> };
  expect(scripts["lines:setup"]).toBe("node tools/bootstrap.mjs lines:setup");
  const { code, said } = await run(["lines:setup", "FOLDER"]);
  expect([code, said.split("\n").at(-2)]).toEqual([0, "FOLDER"]);
  expect(await installs()).toBe(1);
  expect(await run(["demo"])).toMatchObject({ code: 0, said: "" });
  expect(await installs()).toBe(1);
});

test("what a person has installed by npm is not installed again; another version, or a package that is away, is", async () => {
  const away = { version: "1.0.0", integrity: "sha512-a", optional: true };
  const locked = { "": {}, "node_modules/one": { version: "1.0.0", integrity: "sha512-1" }, "node_modules/node-darwin": away, tools: {} };
  const there = { "node_modules/one": { version: "1.0.0", integrity: "sha512-1" }, tools: {} };
  const write = async (file: string, packages: object): Promise<void> => writeFile(join(root, file), JSON.stringify({ packages }));
  await mkdir(join(root, "node_modules", ".bin"), { recursive: true });
  await write("package-lock.json", locked);
  await write("node_modules/.package-lock.json", there);
  expect(await run(["test"])).toMatchObject({ code: 0, said: "" });
  expect(await installs()).toBe(0);
  await write("package-lock.json", { ...locked, "node_modules/one": { version: "1.0.1", integrity: "sha512-2" } });
  expect(await run(["test"])).toMatchObject({ code: 0 });
  expect(await installs()).toBe(1);
  await rm(join(root, "node_modules", ".amaliyat-lock"));
  await write("package-lock.json", { ...locked, "node_modules/two": { version: "1.0.0" } });
  expect(await run(["test"])).toMatchObject({ code: 0 });
  expect(await installs()).toBe(2);
});

test("an install that fails is told, and is tried again the next time", async () => {
  const failed = await run(["test"], { NPM_ENDS_WITH: "7" });
  expect(failed).toMatchObject({ code: 1 });
  expect(failed.said).toContain("npm ci ended with 7");
  expect(await run(["test"])).toMatchObject({ code: 0 });
  expect(await installs()).toBe(2);
});

test("arguments go in and the exit code comes out; an unknown command is refused", async () => {
  expect(await run(["test", "5"])).toMatchObject({ code: 5 });
  expect(await run(["deploy"])).toMatchObject({
    code: 1,
    said: "usage: node tools/bootstrap.mjs demo|start|test|lines:setup [arguments]\n",
  });
});

test("Ctrl-C arrives once, however often it is echoed, and its exit code comes out", async () => {
  const script =
    'let n = 0;\nprocess.on("SIGINT", () => { n += 1; setTimeout(() => process.exit(40 + n), 300); });\nsetInterval(() => {}, 1000);\nconsole.log("ready");';
  await writeFile(join(root, "tools", "test.ts"), script);
  const child = start(["test"]);
  await new Promise<void>((resolve) => child.stdout.on("data", (part: Buffer) => (part.includes("ready") ? resolve() : undefined)));
  child.kill("SIGINT");
  setTimeout(() => child.kill("SIGINT"), 50);
  setTimeout(() => child.kill("SIGTERM"), 100);
  const [code]: unknown[] = await once(child, "close");
  expect(code).toBe(41);
});

test("a child that a signal ended gives the code of that signal", async () => {
  await writeFile(join(root, "tools", "test.ts"), 'process.kill(process.pid, "SIGKILL");');
  expect(await run(["test"])).toMatchObject({ code: 128 + 9 });
});

test("what it started ends with npm's shell, which may be killed without a word to us", async () => {
  const script =
    'process.on("SIGTERM", () => { require("node:fs").writeFileSync("ended", ""); process.exit(0); });\nsetInterval(() => {}, 1000);\nconsole.log("ready");';
  await writeFile(
    join(root, "tools", "test.ts"),
    `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);\n${script}`,
  );
  const env = { ...process.env, npm_lifecycle_event: "test", PATH: [join(root, "bin"), process.env["PATH"]].join(delimiter) };
  const shell = spawn("sh", ["-c", `"${process.execPath}" tools/bootstrap.mjs test; true`], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  await new Promise<void>((resolve) => shell.stdout.on("data", (part: Buffer) => (part.includes("ready") ? resolve() : undefined)));
  shell.kill("SIGKILL");
  await expect.poll(() => readFile(join(root, "ended"), "utf8").catch(() => "runs"), { timeout: 10_000 }).toBe("");
});

import { createServer, type AddressInfo } from "node:net";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { chown, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { getPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { bytesOf, namelessFile, namelessWith } from "./nameless.ts";
import { runApart, type Place, type Task } from "./sandbox.ts";
import type { Caps } from "./bounds/watch.ts";

const MIB = 1024 * 1024;
// Beside all other tests it may wait.
vi.setConfig({ testTimeout: 60_000 });
const CAPS: Caps = { cpuS: 20, wallMs: 40_000, memory: 200 * MIB, output: MIB };
let folder: string;
let umask: number;
beforeAll(async () => {
  // As the room's own program has it.
  umask = process.umask(0o077);
  folder = await mkdtemp(join(tmpdir(), "amaliyat-sandbox-"));
  await writeFile(join(folder, "secret"), "the key of the room");
});
afterAll(async () => {
  process.umask(umask);
  await rm(folder, { recursive: true });
});

/** With no lower turn than the tests beside, unless that is what is tried. */
const run = (script: string, given: Partial<Task> = {}, place: Partial<Place> = { turn: 0 }) =>
  runApart({ folder, ...place }, { program: "bash", args: ["-c", script], sees: [], input: null, outputs: [], caps: CAPS, ...given });

/** Results of a script's tries: `yes` or `no` by name. */
async function tries(script: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const lines = Object.entries(script).map(
    ([name, line]) => `if said=$( ( ${line} ) 2>&1 ); then echo "${name}=yes"; else echo "${name}=no"; fi`,
  );
  const ended = await run(lines.join("\n"));
  if (ended.kind !== "ended") throw new Error(ended.kind);
  return Object.fromEntries(
    ended.said
      .trim()
      .split("\n")
      .map((line) => line.split("=") as [string, string]),
  );
}

it("lets a program reach no network, no file of the room, no other process and no rights", async () => {
  const server = createServer((socket) => socket.end("hello"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  let reached = 0;
  server.on("connection", () => (reached += 1));
  try {
    expect(
      await tries({
        "runs at all": "true",
        "reads what it may": "test -r /usr/bin/env",
        "reaches a port of the machine": `exec 3<>/dev/tcp/127.0.0.1/${port}`,
        "reaches the database's port": "exec 3<>/dev/tcp/127.0.0.1/5432",
        "reads a secret of the room": `cat ${join(folder, "secret")}`,
        "sees the folder": `ls ${folder}`,
        "reads the password file": "cat /etc/passwd",
        "sees other processes": "ls /proc/1",
        "is the first of its processes alone": `test $$ = 1 || test $PPID = 0 || test $PPID = 1`,
        "kills the room": `kill -9 ${String(process.pid)}`,
        "writes to its root": "echo x > /x",
        "writes to the system": "echo x > /usr/x",
        "takes rights in a namespace of its own": "unshare --user true",
        mounts: "mount -t tmpfs none /usr",
        "asks for the machine's name": "test $(hostname) = changed",
      }),
    ).toEqual({
      "runs at all": "yes",
      "reads what it may": "yes",
      "reaches a port of the machine": "no",
      "reaches the database's port": "no",
      "reads a secret of the room": "no",
      "sees the folder": "no",
      "reads the password file": "no",
      "sees other processes": "no",
      "is the first of its processes alone": "yes",
      "kills the room": "no",
      "writes to its root": "no",
      "writes to the system": "no",
      "takes rights in a namespace of its own": "no",
      mounts: "no",
      "asks for the machine's name": "no",
    });
    expect(reached).toBe(0);
  } finally {
    server.close();
  }
});

it("gives a program its input to read only, from the start, and takes what it writes", async () => {
  await using input = await namelessWith(folder, [Buffer.from("what "), Buffer.from("came")]);
  await using output = await namelessFile(folder);
  const script = "cat; cat <&0 >&3; echo changed >&0 || echo kept; echo $AMALIYAT_DATA$HOME; echo made >&3";
  for (let nth = 0; nth < 2; nth += 1) {
    const ended = await run(script, { input: input.fd, outputs: [output.fd] });
    expect(ended).toMatchObject({ kind: "ended", said: "what camekept\n\n" });
  }
  expect((await bytesOf(input)).toString()).toBe("what came");
  expect((await bytesOf(output)).toString()).toContain("made\n");
  expect((await readdir(folder)).toSorted()).toEqual(["root", "secret"]);
});

it("stops what lives too long, takes too much memory or writes too much, with all that it started", async () => {
  const mark = `0.${String(process.pid)}${String(Date.now())}`;
  const [memory, wall, talk] = await Promise.all([
    run("x=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; while :; do x=$x$x; done"),
    run(`sleep 3000 ${mark} & setsid sleep 3000 ${mark} & sleep 3000 ${mark}`, { caps: { ...CAPS, wallMs: 4_000 } }),
    run("yes"),
  ]);
  expect(memory.kind).toBe("took_too_much");
  // A machine that is busy may not have begun yet.
  expect(["took_too_much", "no_sandbox"]).toContain(wall.kind);
  expect(talk.kind).toBe("took_too_much");
  const processes = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(processes.map((pid) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")));
  expect(lines.filter((line) => line.includes(mark))).toEqual([]);
  await using output = await namelessFile(folder);
  await run("head -c 5000000 /usr/bin/bash /usr/bin/bash /usr/bin/bash /usr/bin/bash /usr/bin/bash >&3", { outputs: [output.fd] });
  expect((await output.stat()).size).toBeLessThanOrEqual(MIB);
});

it("locks in as well where the room is an ordinary user, by a namespace of users", async () => {
  const own = await mkdtemp(join(tmpdir(), "amaliyat-ordinary-"));
  const isRoot = process.getuid?.() === 0;
  // Of Debian: nobody, who has nothing but this folder.
  if (isRoot) await chown(own, 65_534, 65_534);
  const become = isRoot ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : ["env"];
  await writeFile(join(own, "secret"), "the key of the room", { mode: 0o644 });
  const script = [
    "cat; echo; cat <&0 >&3",
    `cat ${join(own, "secret")} && echo leaks`,
    "echo x > /x && echo writes",
    "mount -t tmpfs none /usr && echo mounts",
    "unshare --user true && echo unshares",
    "exec 4<>/dev/tcp/127.0.0.1/5432 && echo reaches",
    "ls /proc/1 && echo sees",
  ].join("\n");
  const main = fileURLToPath(new URL("sandbox-ordinary-main.ts", import.meta.url));
  const [command, ...args] = [...become, process.execPath, "--no-warnings", main, own, script];
  try {
    const { stdout } = await promisify(execFile)(command, args, { cwd: own, env: { PATH: process.env["PATH"] } });
    expect(JSON.parse(stdout)).toEqual({
      ended: { kind: "ended", well: false, said: "what came\n" },
      uid: isRoot ? 65_534 : process.getuid?.(),
      written: "",
    });
  } finally {
    await rm(own, { recursive: true });
  }
});

it("has the lowest turn at the processor", async () => {
  const lowest = Math.min(19, getPriority() + 19);
  expect(await run("nice", {}, {})).toEqual({ kind: "ended", well: true, said: `${lowest}\n` });
});

it("stops what takes too much of the processor", async () => {
  expect((await run("while :; do :; done", { caps: { ...CAPS, cpuS: 1 } })).kind).toBe("took_too_much");
});

it("tells a program that fails from a machine that can lock nobody in, and ends with whoever asked", async () => {
  expect(await run("exit 3")).toEqual({ kind: "ended", well: false, said: "" });
  expect(await run("", { program: "is-not-installed" })).toEqual({ kind: "no_program" });
  expect(await run("", { sees: [join(folder, "is not there")] })).toEqual({ kind: "no_sandbox" });
  await expect(run("sleep 60", { signal: AbortSignal.timeout(300) })).rejects.toThrow(/timeout|abort/i);
});

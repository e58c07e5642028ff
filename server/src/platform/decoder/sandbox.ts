import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { memoryOf } from "./memory-of.ts";

/** What one run may take. */
export type Caps = {
  readonly cpuS: number;
  readonly wallMs: number;
  /** Bytes, of all processes of the run together. */
  readonly memory: number;
  /** Bytes of each file that it writes. */
  readonly output: number;
};

export type Task = {
  readonly program: string;
  readonly args: readonly string[];
  /** Files and folders that it sees, besides the system's programs: to read only. */
  readonly sees: readonly string[];
  /** Open files that it gets: one to read from its start, as its standard input; and those that it writes, from number 3 on. */
  readonly input: number | null;
  readonly outputs: readonly number[];
  readonly caps: Caps;
  readonly signal?: AbortSignal | undefined;
};

/**
 * How a run ended: by itself, with what it said and whether it says that it did well; over its caps; or not begun, because this machine
 * has no such program or can lock nobody in.
 */
export type Ended =
  | { readonly kind: "ended"; readonly well: boolean; readonly said: string }
  | { readonly kind: "took_too_much" }
  | { readonly kind: "no_program" }
  | { readonly kind: "no_sandbox" };

/** Where Debian keeps what every program needs; what a machine has not is left out. */
const SYSTEM = ["/usr", "/bin", "/lib", "/lib64", "/etc/alternatives", "/etc/ld.so.cache"];
const SCRIPT = fileURLToPath(new URL("room.sh", import.meta.url));
/** Nobody's number: not that of `nobody`, as whom other programs run. */
const OUTSIDER = "65533";
const LOOK_EVERY_MS = 50;
const SAID_MOST = 64 * 1024;
const ENVIRONMENT = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C" };

/**
 * The command that runs a task apart: without network, in a namespace of processes and mounts of its own, in a root that holds nothing of
 * the room, without rights and with the lowest turn at the processor. Root makes an outsider of it; any other user takes a namespace of users.
 */
function commandOf(root: string, { program, args, sees, caps }: Task): [string, string[]] {
  const isRoot = userInfo().uid === 0;
  const apart = ["--net", "--pid", "--ipc", "--uts", "--mount", "--fork", "--kill-child", ...(isRoot ? [] : ["--user", "--map-root-user"])];
  const limits = [`--cpu=${caps.cpuS}`, `--fsize=${caps.output}`, "--nproc=256", "--nofile=64", "--core=0"];
  const paths = [...SYSTEM.filter((path) => existsSync(path)), ...sees];
  const room = ["sh", SCRIPT, root, isRoot ? OUTSIDER : "own", ...limits, "--", ...paths, "--", program, ...args];
  return ["nice", ["-n", "19", "setpriv", "--pdeathsig", "KILL", "unshare", ...apart, ...room]];
}

/** Kills a run that lives too long or holds too much, and tells whether it had to. */
function watch(
  child: ChildProcess,
  { caps, signal }: Task,
): { readonly stop: () => void; readonly wasKilled: () => boolean; kill: () => void } {
  let killed = false;
  const kill = (): void => {
    killed = true;
    child.kill("SIGKILL");
  };
  const wall = setTimeout(kill, caps.wallMs);
  let isLooking = false;
  const look = async (): Promise<void> => {
    if (isLooking || child.pid === undefined) return;
    isLooking = true;
    if ((await memoryOf(child.pid)) > caps.memory) kill();
    isLooking = false;
  };
  const looking = setInterval(() => void look(), LOOK_EVERY_MS);
  signal?.addEventListener("abort", kill, { once: true });
  const stop = (): void => {
    clearTimeout(wall);
    clearInterval(looking);
    signal?.removeEventListener("abort", kill);
  };
  return { stop, kill, wasKilled: () => killed };
}

/** Runs a program in the sandbox. `folder` is one of the room's own, in which an empty folder becomes its root. */
export async function runApart(folder: string, task: Task): Promise<Ended> {
  const root = join(folder, "root");
  await mkdir(root, { recursive: true, mode: 0o700 });
  const [command, args] = commandOf(root, task);
  // Opened anew, and to read only: one that is handed on as it is would share its place, and could be written.
  await using input = task.input === null ? null : await open(`/proc/self/fd/${task.input}`, "r");
  const child = spawn(command, args, { cwd: "/", env: ENVIRONMENT, stdio: [input?.fd ?? "ignore", "pipe", "ignore", ...task.outputs] });
  const watched = watch(child, task);
  const said: Buffer[] = [];
  let length = 0;
  child.stdout?.on("data", (data: Buffer) => {
    length += data.length;
    if (length > SAID_MOST) watched.kill();
    else said.push(data);
  });
  const { promise, resolve } = Promise.withResolvers<{ code: number | null; signal: string | null }>();
  child.on("error", () => resolve({ code: null, signal: null }));
  child.on("close", (code, signal) => resolve({ code, signal }));
  const { code, signal } = await promise;
  watched.stop();
  const text = Buffer.concat(said).toString("utf8");
  task.signal?.throwIfAborted();
  if (!text.startsWith("in\n")) return { kind: "no_sandbox" };
  if (watched.wasKilled()) return { kind: "took_too_much" };
  if (code === 126 || code === 127) return { kind: "no_program" };
  // The kernel kills what is over its share of the processor, and what fills the machine.
  return signal === "SIGKILL" || code === 137 ? { kind: "took_too_much" } : { kind: "ended", well: code === 0, said: text.slice(3) };
}

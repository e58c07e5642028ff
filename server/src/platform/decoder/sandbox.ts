import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Watch, type Caps } from "./bounds/watch.ts";

/** Place of the runs. */
export type Place = {
  /** A folder of the room's own, in which an empty folder becomes the root of what runs. */
  readonly folder: string;
  /** Their turn at the processor, as nice(1) has it. Default 19, the lowest: what is recorded and seen live comes first. */
  readonly turn?: number;
};

export type Task = {
  readonly program: string;
  readonly args: readonly string[];
  /** Files and folders that it sees, besides the system's programs: to read only. */
  readonly sees: readonly string[];
  /** Open files that it gets: one to read from its start, as its standard input, or a pipe; and those that it writes, from number 3 on. */
  readonly input: number | "pipe" | null;
  readonly outputs: readonly number[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly caps: Caps;
  /** Tasks with these caps that it does one after the other. Default 1. */
  readonly works?: number;
  readonly signal?: AbortSignal | undefined;
};

/**
 * End of a run: `ended` by itself, with its output and its own verdict; over its caps; or not begun. A run is not begun if this machine
 * lacks the program or cannot isolate it.
 */
export type Ended =
  | { readonly kind: "ended"; readonly well: boolean; readonly said: string }
  | { readonly kind: "took_too_much" }
  | { readonly kind: "no_program" }
  | { readonly kind: "no_sandbox" };

/** Folders of Debian that every program needs; folders that a machine lacks are left out. */
const SYSTEM = ["/usr", "/bin", "/lib", "/lib64", "/etc/alternatives", "/etc/ld.so.cache"];
const SCRIPT = fileURLToPath(new URL("room.sh", import.meta.url));
/** Nobody's number: not that of `nobody`, as whom other programs run. */
export const OUTSIDER = "65533";
const SAID_MOST = 64 * 1024;
/** Line written before anything of the program runs. */
export const INSIDE = "in\n";
const ENVIRONMENT = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C" };

/**
 * The command that runs a task apart: without network, in a namespace of processes and mounts of its own, in a root that holds nothing of
 * the room, without rights. Root makes an outsider of it; any other user takes a namespace of users.
 */
function commandOf(root: string, turn: number, { program, args, sees, caps, works = 1 }: Task): [string, string[]] {
  const isRoot = userInfo().uid === 0;
  const apart = ["--net", "--pid", "--ipc", "--uts", "--mount", "--fork", "--kill-child", ...(isRoot ? [] : ["--user", "--map-root-user"])];
  const limits = [`--cpu=${Math.ceil(caps.cpuS * works)}`, `--fsize=${caps.output}`, "--nproc=256", "--nofile=64", "--core=0"];
  const paths = [...SYSTEM.filter((path) => existsSync(path)), ...sees];
  const room = ["sh", SCRIPT, root, isRoot ? OUTSIDER : "own", ...limits, "--", ...paths, "--", program, ...args];
  return ["nice", ["-n", String(turn), "setpriv", "--pdeathsig", "KILL", "unshare", ...apart, ...room]];
}

/** A run under way. Its output begins with a line that says that it is locked in. */
export type Apart = {
  readonly child: ChildProcess;
  readonly watch: Watch;
  /** With all that it wrote, unless whoever started it reads that. */
  readonly ended: (said: () => string) => Promise<Ended>;
};

/** Begins to run a program in the sandbox. */
export async function startApart({ folder, turn = 19 }: Place, task: Task): Promise<Apart> {
  const root = join(folder, "root");
  await mkdir(root, { recursive: true, mode: 0o700 });
  const [command, args] = commandOf(root, turn, task);
  const { input, outputs, environment, signal } = task;
  // Opened anew, and to read only: one that is handed on as it is would share its place, and could be written.
  await using file = typeof input === "number" ? await open(`/proc/self/fd/${input}`, "r") : null;
  const child = spawn(command, args, {
    cwd: "/",
    env: { ...ENVIRONMENT, ...environment },
    stdio: [file?.fd ?? (input === "pipe" ? "pipe" : "ignore"), "pipe", "ignore", ...outputs],
  });
  const watch = new Watch(child, task.caps);
  const kill = (): void => watch.kill();
  signal?.addEventListener("abort", kill, { once: true });
  const { promise, resolve } = Promise.withResolvers<{ code: number | null; signal: string | null }>();
  child.on("error", () => resolve({ code: null, signal: null }));
  child.on("close", (code, by) => resolve({ code, signal: by }));
  // A write to an ended process is lost; its end is reported separately.
  child.stdin?.on("error", () => undefined);
  const over = promise.finally(() => {
    watch.stop();
    signal?.removeEventListener("abort", kill);
  });
  return {
    child,
    watch,
    ended: async (said) => {
      const { code, signal: by } = await over;
      signal?.throwIfAborted();
      const text = said();
      if (!text.startsWith(INSIDE)) return { kind: "no_sandbox" };
      if (watch.wasKilled) return { kind: "took_too_much" };
      if (code === 126 || code === 127) return { kind: "no_program" };
      // The kernel kills what is over its share of the processor, and what fills the machine.
      return by === "SIGKILL" || code === 137
        ? { kind: "took_too_much" }
        : { kind: "ended", well: code === 0, said: text.slice(INSIDE.length) };
    },
  };
}

/** Runs a program in the sandbox to its end. */
export async function runApart(place: Place, task: Task): Promise<Ended> {
  const { child, watch, ended } = await startApart(place, task);
  watch.begin();
  const said: Buffer[] = [];
  let length = 0;
  child.stdout?.on("data", (data: Buffer) => {
    length += data.length;
    if (length > SAID_MOST) watch.kill();
    else said.push(data);
  });
  return ended(() => Buffer.concat(said).toString("utf8"));
}

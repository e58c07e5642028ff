import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { startProgram } from "../harness/child.ts";
import { interrupted, pause } from "../harness/ending.ts";
import { ROOT } from "../harness/folders.ts";
import { roomEnvironment, type RoomAsked } from "../town/server.ts";

/** A room as `npm start` runs it: killed, it is started again by the program above it. */
export type KeptRoom = AsyncDisposable & {
  readonly url: string;
  /** Kills it with -9. Resolves when another answers. */
  readonly kill: () => Promise<void>;
};

const READY_WITHIN_MS = 90_000;
const SAYS = "Amaliyat: ";

export async function startKeptRoom(asked: RoomAsked): Promise<KeptRoom> {
  await using stack = new AsyncDisposableStack();
  const environment = { ...process.env, ...roomEnvironment(asked) };
  const child = stack.use(startProgram(process.execPath, [join(ROOT, "tools", "start.ts")], { output: "pipe", environment }));
  const { stdout } = child.process;
  if (stdout === null) throw new Error("the room has no standard output");
  const lines = createInterface(stdout);
  let url = "";
  lines.on("line", (line) => {
    if (line.startsWith(SAYS)) url = line.slice(SAYS.length);
  });
  const until = AbortSignal.any([interrupted, AbortSignal.timeout(READY_WITHIN_MS)]);
  while (url === "") await once(lines, "line", { signal: until });
  /** The process that holds the room's folder, as it says there. */
  const pid = async (): Promise<number> =>
    (JSON.parse(await readFile(join(asked.data, "locks", "api.owner"), "utf8")) as { readonly pid: number }).pid;
  const answers = (): Promise<boolean> =>
    fetch(new URL("/api/health", url), { signal: AbortSignal.timeout(1_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
  const kept = stack.move();
  return {
    url,
    kill: async () => {
      const killed = await pid();
      process.kill(killed, "SIGKILL");
      while ((await pid().catch(() => killed)) === killed || !(await answers())) {
        interrupted.throwIfAborted();
        await pause(20);
      }
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

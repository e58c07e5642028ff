import { once } from "node:events";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { startProgram } from "../harness/child.ts";
import { interrupted } from "../harness/ending.ts";
import { ROOT } from "../harness/folders.ts";
import { memorySettings } from "../../server/src/memory.ts";

export type RoomAsked = {
  /** Everything that the room keeps, its embedded database too. */
  readonly data: string;
  /** A database to use instead of the embedded one. */
  readonly databaseUrl?: string;
  /** The owner of its tables, for the migrations. */
  readonly ownerUrl?: string;
  readonly roles?: string;
  /** A fixed port, for a room that is started again; without it a free one. */
  readonly port?: number;
  /** Partner hosts that the room may call; without it the room calls none. */
  readonly partnerHosts?: string;
  /** Its log is not shown: for a part that writes to the database beside the room, which is an alarm to it each second. */
  readonly isQuiet?: boolean;
  /** The folder of telephone lines that were set up. */
  readonly lines?: string;
  /** True for the map of the simulator's town; without it the map has no ground. */
  readonly hasMap?: boolean;
};

export type RunningRoom = AsyncDisposable & { readonly url: string; readonly data: string; readonly pid: number };

const READY_WITHIN_MS = 90_000;

/** The settings of a room on a free port without TLS (localhost is a secure context all the same). */
export const roomEnvironment = ({
  data,
  databaseUrl,
  ownerUrl,
  roles = "api,recorder,worker",
  port = 0,
  lines,
  partnerHosts,
  hasMap = false,
}: RoomAsked): Record<string, string> => ({
  ...memorySettings(process.env),
  AMALIYAT_DATA: data,
  AMALIYAT_HOST: "localhost",
  AMALIYAT_PORT: String(port),
  AMALIYAT_PLAIN_HTTP: "1",
  AMALIYAT_SECOND_FACTOR: "",
  AMALIYAT_ROLES: roles,
  AMALIYAT_CAMERA_NETWORKS: "127.0.0.0/8,::1/128",
  AMALIYAT_LOG_LEVEL: "warn",
  ...(hasMap ? { AMALIYAT_MAP: join(ROOT, "simulator", "town-map") } : {}),
  ...(lines === undefined ? {} : { AMALIYAT_LINES: lines }),
  ...(partnerHosts === undefined ? {} : { AMALIYAT_PARTNER_HOSTS: partnerHosts }),
  ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
  ...(ownerUrl === undefined ? {} : { DATABASE_OWNER_URL: ownerUrl }),
});

/** Starts the program as it ships, in a process of its own. */
export async function startRoomProcess(asked: RoomAsked): Promise<RunningRoom> {
  await using stack = new AsyncDisposableStack();
  const { data } = asked;
  const child = stack.use(
    startProgram(process.execPath, [join(ROOT, "server", "src", "main.ts")], {
      output: "pipe",
      errors: asked.isQuiet === true ? "ignore" : "inherit",
      environment: { ...process.env, ...roomEnvironment(asked) },
    }),
  );
  const { stdout } = child.process;
  if (stdout === null) throw new Error("the room has no standard output");
  const signal = AbortSignal.any([interrupted, AbortSignal.timeout(READY_WITHIN_MS)]);
  const [line] = (await Promise.race([
    once(createInterface(stdout), "line", { signal }),
    once(child.process, "exit", { signal }).then(() => {
      throw new Error("the room ended before it was ready");
    }),
  ])) as [string];
  const { url } = JSON.parse(line) as { url: string };
  const kept = stack.move();
  return { url, data, pid: child.pid, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

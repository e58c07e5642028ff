import { ROLE_LABELS } from "@amaliyat/domain/identity";
import { theRoom } from "@amaliyat/contract/room";
import { setTimeout as sleep } from "node:timers/promises";
import { runPatrol } from "./patrols/patrol.ts";
import { furnish } from "./seed/furnish.ts";
import { writeKeys, readKeys, type Keys, type Login } from "./seed/keys.ts";
import type { Plan } from "./seed/plan.ts";
import { TOWN, wayBetween } from "./town/index.ts";
import { makeClient } from "./api/client.ts";

/** The town as a room is furnished with it. */
const PLAN: Plan = {
  sectors: TOWN.sectors.map(({ code, parent, names, boundary }) => ({ code, parent, names, boundary })),
  phases: TOWN.phases,
  users: TOWN.users,
  sites: TOWN.sites,
  cameras: TOWN.cameras,
  units: TOWN.units,
};

export const townKeys = (file: string): Promise<Keys> =>
  readKeys(
    file,
    TOWN.users.map(({ username }) => username),
    TOWN.cameras.map(({ path }) => path),
  );

/** Login of the supervisor of the whole town. */
export function supervisorOf({ users }: Keys): Login {
  const username = TOWN.users.find(({ role, sectors }) => role === "supervisor" && sectors.includes("SW"))?.username;
  const login = users.find((user) => user.username === username);
  if (login === undefined) throw new Error("the town has no supervisor");
  return login;
}

/** The demonstration users, one line each; printed at the first start only, kept in the file of keys. */
function usersAsLines(keys: Keys): string[] {
  const width = Math.max(...TOWN.users.map(({ username }) => username.length));
  return TOWN.users.map(({ username, role, nameLatin }) => {
    const password = keys.users.find((user) => user.username === username)?.password ?? "";
    return `  ${username.padEnd(width)}  ${password}   ${ROLE_LABELS[role].en} (${nameLatin})`;
  });
}

export type Demonstration = {
  readonly api: string;
  readonly stateFile: string;
  readonly keys: Keys;
  readonly firstRun: string | null;
  readonly rtsp: { readonly host: string; readonly port: number };
  /** Metres per second of the patrols. */
  readonly patrolSpeed: number;
  readonly line: (text: string) => void;
};

const SCENE_MS = 20_000;
/** At walking pace of a demonstration; a faster town looks and stays shorter alike. */
const USUAL_SPEED = 14;

/** Waits until the room at `base` answers and its database stands. Throws after `withinMs`. */
async function waitForRoom(base: string, withinMs: number): Promise<void> {
  const client = makeClient(base);
  for (const until = Date.now() + withinMs; ;) {
    const health = await client.ask(theRoom.health, {});
    if (health.ok && health.value.ok) return;
    if (Date.now() > until) throw new Error(`the room at ${base} does not answer`);
    await sleep(200);
  }
}

/** Furnishes the room and lets the patrols drive until it is disposed. */
export async function startDemonstration(given: Demonstration): Promise<AsyncDisposable> {
  const { api, stateFile, keys, firstRun, rtsp, patrolSpeed, line } = given;
  await waitForRoom(api, 30_000);
  await furnish({ base: api, rtspHost: rtsp.host, rtspPort: rtsp.port, plan: PLAN, keys, firstRun });
  if (keys.told) line(`demonstration users: see ${stateFile}`);
  else {
    line("demonstration users (told this once; kept in the town's file of keys):");
    for (const text of usersAsLines(keys)) line(text);
    await writeKeys(stateFile, { ...keys, told: true });
  }
  const ending = new AbortController();
  const pace = Math.min(1, USUAL_SPEED / patrolSpeed);
  const patrols = TOWN.units.map(({ username, start }, nth) =>
    runPatrol(
      {
        base: api,
        username,
        password: keys.users.find((user) => user.username === username)?.password ?? "",
        start,
        way: wayBetween,
        speed: patrolSpeed,
        acceptAfterMs: (2_500 + nth * 500) * pace,
        sceneMs: SCENE_MS * pace,
        log: () => undefined,
      },
      ending.signal,
    ).catch((cause: unknown) => line(`patrol ${username} stopped: ${cause instanceof Error ? cause.message : String(cause)}`)),
  );
  return {
    async [Symbol.asyncDispose]() {
      ending.abort();
      await Promise.all(patrols);
    },
  };
}

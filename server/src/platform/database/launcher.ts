import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { Log } from "../log.ts";
import { findBinaries } from "./embedded/binaries.ts";
import { openFolder, passwordsOf, type Folder, type Passwords } from "./embedded/folder.ts";
import { ensureCluster, ROOM_USER, ROOT_USER } from "./embedded/initdb.ts";
import { keepRunning } from "./embedded/keep-running.ts";
import { disown, isOwnedByAnother, own } from "./embedded/owner.ts";
import { choosePort } from "./embedded/port.ts";
import { signal } from "./embedded/processes.ts";
import { clearRemains, findRunning, start, stop, type Launch, type Postmaster } from "./embedded/postmaster.ts";
import { renewPasswords, settlePasswords } from "./embedded/renew-passwords.ts";
import { launcherUrls, untilAnswers, urlAs } from "./embedded/reach.ts";
import { ensureRoles } from "./embedded/roles.ts";
import { chooseRunAs, commandOf } from "./embedded/run-as.ts";
import { serverSettings, type Settings } from "./embedded/settings.ts";
import { withPasswordFile } from "./connection-of.ts";
import { DatabaseFault } from "./fault.ts";
import { OWNER_USER } from "./schema/role-sql.ts";

export type EmbeddedOptions = {
  /** Everything of the database lies below it; it is made if it is not there. */
  readonly folder: string;
  /** A fixed port; without it, a free one that is remembered. */
  readonly port?: number;
  readonly log: Log;
  /** Settings of the server that differ from ours; a test run turns `fsync` off. */
  readonly settings?: Settings;
  /** Aborted when there is no time to stop it in order: our own server ends at once, and recovers at its next start. */
  readonly hurry?: AbortSignal | undefined;
};

/**
 * `url` is for the room, whose user owns nothing; `ownerUrl` for migrations alone; `rootUrl` for whoever looks past the room: tests and benches.
 * Each names the file of its password, which changes at each start: connections of this process that are opened later read it there.
 * `adopted` is true if the server was running already. Disposing stops it, unless another process of the room owns it.
 */
export type EmbeddedDatabase = Urls & { readonly adopted: boolean } & AsyncDisposable;

type Urls = { readonly url: string; readonly ownerUrl: string; readonly rootUrl: string };

const urlsOf = (port: number, { passwords: files }: Folder, { room, owner, root }: Passwords): Urls => ({
  url: withPasswordFile(urlAs(port, ROOM_USER, room, DATABASE), files.room),
  ownerUrl: withPasswordFile(urlAs(port, OWNER_USER, owner, DATABASE), files.owner),
  rootUrl: withPasswordFile(urlAs(port, ROOT_USER, root, DATABASE), files.root),
});

const DATABASE = "amaliyat";
const ANSWER_WITHIN_MS = 60_000;
const LOOK_AGAIN_MS = 50;

/**
 * Starts PostgreSQL 17 from the npm package in `folder`, or takes over the one that a killed room left running there.
 * Throws `DatabaseFault`: `database.cannot_start`, `database.wrong_version`.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const folder = await openFolder(options.folder);
  if (await isOwnedByAnother(folder)) return borrow(folder);
  await own(folder);
  try {
    return await startOwn(folder, options);
  } catch (error) {
    await disown(folder);
    throw error;
  }
}

/** Uses the server of another process of the room, which may be starting it just now, and leaves it running. */
async function borrow(folder: Folder): Promise<EmbeddedDatabase> {
  for (const until = performance.now() + ANSWER_WITHIN_MS; performance.now() < until;) {
    const running = await findRunning(folder);
    // Read each time: the other process may be changing them just now.
    const urls = urlsOf(running?.port ?? 0, folder, await passwordsOf(folder));
    if (running !== null && (await untilAnswers(running.pid, [urls.url], 1_000).catch(() => null)) !== null) {
      return { ...urls, adopted: true, [Symbol.asyncDispose]: () => Promise.resolve() };
    }
    await sleep(LOOK_AGAIN_MS);
  }
  throw new DatabaseFault("database.cannot_start", { reason: `another process holds ${folder.root}, but its database does not answer` });
}

async function startOwn(folder: Folder, { log, port, settings, hurry }: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const ending = new AbortController();
  const atOnce = (): void => {
    ending.abort();
    void findRunning(folder).then((running) => running && signal(running.pid, "SIGQUIT"));
  };
  hurry?.addEventListener("abort", atOnce, { once: true });
  const as = await chooseRunAs(await findBinaries(), folder);
  const launch: Launch = { as, folder };
  const restart = async (at: number): Promise<Postmaster> => {
    await clearRemains(folder);
    return start(launch, at, await serverSettings(at, settings));
  };
  const survivor = await adopt(launch);
  if (survivor === null) {
    await clearRemains(folder);
    await ensureCluster(as, folder, (await passwordsOf(folder)).root, settings?.["fsync"] === "off" ? ["--no-sync"] : []);
  }
  const kept = { server: survivor ?? (await startOnSomePort(folder, port, restart)) };
  const { port: reached } = kept.server;
  const before = await settlePasswords(reached, folder);
  await ensureRoles(reached, before, DATABASE);
  const passwords = await renewPasswords(reached, folder, before, log);
  log.info({ pid: kept.server.pid, port: kept.server.port, adopted: survivor !== null }, "database: server ready");
  const keeping = keepRunning(kept, restart, log, ending.signal);
  return {
    ...urlsOf(reached, folder, passwords),
    adopted: survivor !== null,
    async [Symbol.asyncDispose]() {
      ending.abort();
      await keeping;
      await stop(kept.server);
      hurry?.removeEventListener("abort", atOnce);
      await disown(folder);
    },
  };
}

/** The server that survived its room, if it answers and is of the installed version; any other is stopped. */
async function adopt({ as, folder }: Launch): Promise<Postmaster | null> {
  const running = await findRunning(folder);
  if (running === null) return null;
  const version = await untilAnswers(running.pid, await launcherUrls(running.port, folder), ANSWER_WITHIN_MS);
  const { stdout } = await promisify(execFile)(...commandOf(as, as.binaries.postgres, ["--version"]), { ...as.ids, env: as.env, cwd: "/" });
  if (version !== null && stdout.trim().endsWith(` ${version}`)) return running;
  await stop(running);
  return null;
}

/** Between asking for a free port and listening on it, another program may take it: then the next one is tried. */
async function startOnSomePort(
  folder: Folder,
  fixed: number | undefined,
  begin: (port: number) => Promise<Postmaster>,
): Promise<Postmaster> {
  for (let tried = 1; ; tried++) {
    const port = fixed ?? (await choosePort(folder));
    if (port === null) throw new DatabaseFault("database.cannot_start", { reason: "no free port on 127.0.0.1" });
    try {
      return await begin(port);
    } catch (error) {
      const taken = error instanceof DatabaseFault && String(error.params["reason"]).includes("Address already in use");
      if (fixed !== undefined || !taken || tried === 3) throw error;
    }
  }
}

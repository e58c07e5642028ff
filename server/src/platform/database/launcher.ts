import { execFile } from "node:child_process";
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
import { launcherUrls, untilAnswers, urlAs } from "./embedded/reach.ts";
import { ensureRoles } from "./embedded/roles.ts";
import { chooseRunAs, commandOf } from "./embedded/run-as.ts";
import { serverSettings, type Settings } from "./embedded/settings.ts";
import { DatabaseFault } from "./fault.ts";
import { OWNER_USER } from "./role-sql.ts";

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
 * `adopted` is true if the server was running already. Disposing stops it, unless another process of the room owns it.
 */
export type EmbeddedDatabase = Urls & { readonly adopted: boolean } & AsyncDisposable;

type Urls = { readonly url: string; readonly ownerUrl: string; readonly rootUrl: string };

const urlsOf = (port: number, { room, owner, root }: Passwords): Urls => ({
  url: urlAs(port, ROOM_USER, room, DATABASE),
  ownerUrl: urlAs(port, OWNER_USER, owner, DATABASE),
  rootUrl: urlAs(port, ROOT_USER, root, DATABASE),
});

const DATABASE = "amaliyat";
const ANSWER_WITHIN_MS = 60_000;

/**
 * Starts PostgreSQL 17 from the npm package in `folder`, or takes over the one that a killed room left running there.
 * Throws `DatabaseFault`: `database.cannot_start`, `database.wrong_version`.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const folder = await openFolder(options.folder);
  const passwords = await passwordsOf(folder);
  if (await isOwnedByAnother(folder)) return borrow(folder, passwords);
  await own(folder);
  try {
    return await startOwn(folder, passwords, options);
  } catch (error) {
    await disown(folder);
    throw error;
  }
}

/** Uses the server of another process of the room, which may be starting it just now, and leaves it running. */
async function borrow(folder: Folder, passwords: Passwords): Promise<EmbeddedDatabase> {
  for (const until = performance.now() + ANSWER_WITHIN_MS; performance.now() < until;) {
    const running = await findRunning(folder);
    const urls = urlsOf(running?.port ?? 0, passwords);
    if (running !== null && (await untilAnswers(running.pid, [urls.url], 1_000).catch(() => null)) !== null) {
      return { ...urls, adopted: true, [Symbol.asyncDispose]: () => Promise.resolve() };
    }
  }
  throw new DatabaseFault("database.cannot_start", { reason: `another process holds ${folder.root}, but its database does not answer` });
}

async function startOwn(folder: Folder, passwords: Passwords, { log, port, settings, hurry }: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const ending = new AbortController();
  const atOnce = (): void => {
    ending.abort();
    void findRunning(folder).then((running) => running && signal(running.pid, "SIGQUIT"));
  };
  hurry?.addEventListener("abort", atOnce, { once: true });
  const as = await chooseRunAs(await findBinaries(), folder);
  const launch: Launch = { as, folder, passwords };
  const restart = async (at: number): Promise<Postmaster> => {
    await clearRemains(folder);
    return start(launch, at, await serverSettings(at, settings));
  };
  const survivor = await adopt(launch);
  if (survivor === null) {
    await clearRemains(folder);
    await ensureCluster(as, folder, passwords.root, settings?.["fsync"] === "off" ? ["--no-sync"] : []);
  }
  const kept = { server: survivor ?? (await startOnSomePort(folder, port, restart)) };
  await ensureRoles(kept.server.port, passwords, DATABASE);
  log.info({ pid: kept.server.pid, port: kept.server.port, adopted: survivor !== null }, "database server ready");
  const keeping = keepRunning(kept, restart, log, ending.signal);
  return {
    ...urlsOf(kept.server.port, passwords),
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
async function adopt({ as, folder, passwords }: Launch): Promise<Postmaster | null> {
  const running = await findRunning(folder);
  if (running === null) return null;
  const version = await untilAnswers(running.pid, launcherUrls(running.port, passwords), ANSWER_WITHIN_MS);
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

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Log } from "../log.ts";
import { findBinaries } from "./embedded/binaries.ts";
import { openFolder, passwordOf, type Folder } from "./embedded/folder.ts";
import { ensureCluster } from "./embedded/initdb.ts";
import { keepRunning } from "./embedded/keep-running.ts";
import { disown, isOwnedByAnother, own } from "./embedded/owner.ts";
import { choosePort } from "./embedded/port.ts";
import { signal } from "./embedded/processes.ts";
import { clearRemains, findRunning, start, stop, type Launch, type Postmaster } from "./embedded/postmaster.ts";
import { ensureDatabase, untilAnswers, urlOf } from "./embedded/reach.ts";
import { chooseRunAs, commandOf } from "./embedded/run-as.ts";
import { serverSettings, type Settings } from "./embedded/settings.ts";
import { DatabaseFault } from "./fault.ts";

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

/** `adopted` is true if the server was running already. Disposing stops it, unless another process of the room owns it. */
export type EmbeddedDatabase = { readonly url: string; readonly adopted: boolean } & AsyncDisposable;

const DATABASE = "amaliyat";
const ANSWER_WITHIN_MS = 60_000;

/**
 * Starts PostgreSQL 17 from the npm package in `folder`, or takes over the one that a killed room left running there.
 * Throws `DatabaseFault`: `database.cannot_start`, `database.wrong_version`.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const folder = await openFolder(options.folder);
  const password = await passwordOf(folder);
  if (await isOwnedByAnother(folder)) return borrow(folder, password);
  await own(folder);
  try {
    return await startOwn(folder, password, options);
  } catch (error) {
    await disown(folder);
    throw error;
  }
}

/** Uses the server of another process of the room, which may be starting it just now, and leaves it running. */
async function borrow(folder: Folder, password: string): Promise<EmbeddedDatabase> {
  for (const until = performance.now() + ANSWER_WITHIN_MS; performance.now() < until;) {
    const running = await findRunning(folder);
    const url = urlOf(running?.port ?? 0, password, DATABASE);
    if (running !== null && (await untilAnswers(running.pid, url, 1_000)) !== null) {
      return { url, adopted: true, [Symbol.asyncDispose]: () => Promise.resolve() };
    }
  }
  throw new DatabaseFault("database.cannot_start", { reason: `another process holds ${folder.root}, but its database does not answer` });
}

async function startOwn(folder: Folder, password: string, { log, port, settings, hurry }: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const ending = new AbortController();
  const atOnce = (): void => {
    ending.abort();
    void findRunning(folder).then((running) => running && signal(running.pid, "SIGQUIT"));
  };
  hurry?.addEventListener("abort", atOnce, { once: true });
  const as = await chooseRunAs(await findBinaries(), folder);
  const launch: Launch = { as, folder, password };
  const restart = async (at: number): Promise<Postmaster> => {
    await clearRemains(folder);
    return start(launch, at, await serverSettings(at, settings));
  };
  const survivor = await adopt(launch);
  if (survivor === null) {
    await clearRemains(folder);
    await ensureCluster(as, folder, password, settings?.["fsync"] === "off" ? ["--no-sync"] : []);
  }
  const kept = { server: survivor ?? (await startOnSomePort(folder, port, restart)) };
  await ensureDatabase(kept.server.port, password, DATABASE);
  log.info({ pid: kept.server.pid, port: kept.server.port, adopted: survivor !== null }, "database server ready");
  const keeping = keepRunning(kept, restart, log, ending.signal);
  return {
    url: urlOf(kept.server.port, password, DATABASE),
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
async function adopt({ as, folder, password }: Launch): Promise<Postmaster | null> {
  const running = await findRunning(folder);
  if (running === null) return null;
  const version = await untilAnswers(running.pid, urlOf(running.port, password, "postgres"), ANSWER_WITHIN_MS);
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

import { mkdir } from "node:fs/promises";
import { transaction, SYSTEM, type Db, type Tx } from "../../platform/database/index.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import { keptAlarm } from "../audit-queries.ts";
import { LogAlarm, writeAlarm, writtenAlarm } from "../folder/log-alarm.ts";
import { readCheckpoint } from "../folder/log-folder.ts";
import type { SignerKey } from "../tree/note.ts";
import { loadState, type PublishState } from "./publish-state.ts";
import { publishNext } from "./publish.ts";
import { insertAlarm, claimTurn } from "../audit-store.ts";
import { witnessOfDb, type LogWitness } from "../witness/log-witness.ts";
import { recheckTile } from "./recheck.ts";
import { writePublicKey } from "../folder/signing-key.ts";
import { TILE_WIDTH } from "../tree/tile.ts";
import { checkHistory } from "../witness/witness-head.ts";

export type PublisherOptions = {
  readonly db: Db;
  /** The log's folder: what is published, and nothing else. */
  readonly folder: string;
  /** Signs under the log's origin, which is its name, for example `amaliyat/ouargla`. */
  readonly key: SignerKey;
  readonly log: Log;
  readonly now: Clock;
  /** From one look for new entries to the next. */
  readonly everyMs: number;
  /** Published tiles compared with the database at each check, in turn. Default 2, 512 entries: about 4 ms. */
  readonly recheckTiles?: number;
};

/** `standby`: another process publishes. `waiting`: database or disk failed, tried again at the next look. */
export type PublisherState =
  | { readonly kind: "starting" }
  | { readonly kind: "published"; readonly size: number; readonly at: number }
  | { readonly kind: "standby" }
  | { readonly kind: "waiting"; readonly error: string; readonly since: number }
  | { readonly kind: "alarm"; readonly index: number | null; readonly reason: string; readonly since: number };

export type Publisher = AsyncDisposable & {
  readonly state: () => PublisherState;
  /** Publishes what is committed now. */
  readonly publishNow: () => Promise<PublisherState>;
};

/** Publishes the log into its folder until disposed; what is committed by then is still published. */
export async function startPublisher(options: PublisherOptions): Promise<Publisher> {
  const { db, folder, key, log, now, everyMs } = options;
  await mkdir(folder, { recursive: true });
  await writePublicKey(folder, key);
  let state: PublisherState = { kind: "starting" };
  const witness = witnessOfDb(db);
  const look = makeLook(options, witness);

  const alarmed = ({ index, message }: LogAlarm): PublisherState => {
    const since = state.kind === "alarm" ? state.since : now();
    return { kind: "alarm", index, reason: message, since };
  };
  const shareAlarm = (found: LogAlarm): Promise<void> => transaction(db, SYSTEM, (tx) => insertAlarm(tx, found, now()));
  /** Stands in the folder or in the database; one in the folder alone is told to the other nodes. */
  const standing = async (): Promise<LogAlarm | null> => {
    const [written, kept] = [await writtenAlarm(folder), await transaction(db, SYSTEM, keptAlarm, { readOnly: true })];
    if (written && !kept) await shareAlarm(written);
    return written ?? kept;
  };
  const raise = async (found: LogAlarm): Promise<void> => {
    state = alarmed(found);
    log.error({ index: found.index, reason: found.message }, "log: tampering found, signing stopped");
    const failed = (cause: unknown): void => log.error({ err: cause }, "log: alarm not stored");
    await writeAlarm(folder, found, now()).catch(failed);
    await shareAlarm(found).catch(failed);
  };
  const once = async (): Promise<void> => {
    try {
      const found = witness?.standing;
      const stands = await standing();
      if (!stands && found) throw found;
      if (stands) return void (state = alarmed(stands));
      let done = await transaction(db, SYSTEM, look);
      while (done.more) done = await transaction(db, SYSTEM, look);
      state = done.turn ? { kind: "published", size: done.size, at: now() } : { kind: "standby" };
    } catch (error) {
      if (error instanceof LogAlarm) return raise(error);
      // An alarm outlives a database that is away.
      if (state.kind === "alarm") return;
      const since = state.kind === "waiting" ? state.since : now();
      state = { kind: "waiting", error: error instanceof Error ? error.message : String(error), since };
      log.warn({ err: error }, "log: publication failed, retrying");
    }
  };

  // One look after another: a call while one is under way waits for its own.
  let last: Promise<void> = Promise.resolve();
  const next = (): Promise<void> => (last = last.then(once));
  let timer = setTimeout(tick, everyMs);
  let ended = false;
  async function tick(): Promise<void> {
    await next();
    if (!ended) timer = setTimeout(tick, everyMs);
  }

  return {
    state: () => state,
    publishNow: async () => {
      await next();
      return state;
    },
    [Symbol.asyncDispose]: async () => {
      ended = true;
      clearTimeout(timer);
      await next();
    },
  };
}

type Looked = { readonly turn: boolean; readonly size: number; readonly more: boolean };

/** One look in one transaction: our turn, the state on the disk, what is to be compared again, what is new. */
function makeLook({ folder, key, now, recheckTiles = 2 }: PublisherOptions, witness: LogWitness | null): (tx: Tx) => Promise<Looked> {
  const place = { folder, key, witness };
  let known: { readonly state: PublishState; readonly note: string | null } | null = null;
  let nextTile = 0;

  const recheck = async (tx: Tx, { edge }: PublishState): Promise<void> => {
    const tiles = Math.ceil(edge.size / TILE_WIDTH);
    if (tiles === 0) return;
    const turns = Array.from({ length: Math.min(recheckTiles, tiles - 1) }, (_, i) => (nextTile + i) % tiles);
    for (const n of new Set([...turns, tiles - 1])) await recheckTile(tx, place, edge, n);
    nextTile = (nextTile + turns.length) % tiles;
  };

  return async (tx) => {
    if (!(await claimTurn(tx))) return { turn: false, size: 0, more: false };
    const at = now();
    const note = await readCheckpoint(folder);
    // Another process may have published since, or this one failed half-way.
    const state = known?.note === note ? known.state : await loadState(tx, place, at);
    known = null;
    if (witness) await checkHistory(witness, folder, note, at);
    if (note !== null) await recheck(tx, state);
    const after = await publishNext(tx, place, state, at);
    known = { state: after.state, note: await readCheckpoint(folder) };
    return { turn: true, size: after.state.edge.size, more: after.more };
  };
}

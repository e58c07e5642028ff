import { Turns } from "@amaliyat/domain/kernel";
import type { FromRoom, Topic } from "@amaliyat/contract/live";
import { Client } from "pg";
import { connectionOf, SYSTEM, transaction, type Db } from "../database/index.ts";
import type { Caller } from "../http/index.ts";
import type { Log } from "../log.ts";
import { LIVE_CHANNEL, liveBounds, toldAfter, type Told } from "./live-store.ts";
import type { Visible } from "./visible.ts";

/** One connected screen. `caller` is its person with the sectors of this moment; `send` must not block; `isLocked` is whether its session is now. */
export type Listener = { readonly caller: () => Caller; readonly send: (text: string) => void; readonly isLocked: () => boolean };

/** A screen that is connected until it is disposed. */
export type Joined = Disposable & {
  /** Has the screen read its lists again: it is unlocked, and was told next to nothing meanwhile. */
  readonly readAgain: () => void;
};

export type Hub = {
  /** Follows the events of the room from now on, until the returned handle is disposed. Nobody is told anything before. */
  readonly start: (rules: Visible) => Promise<AsyncDisposable>;
  /** Connects a screen: says hello, sends what it missed since `since`, then what happens. Ends with `Symbol.dispose`. */
  readonly join: (listener: Listener, since: number | null) => Promise<Joined>;
  /** Tells every screen the room's time once more: its clock was set. */
  readonly tellTime: () => void;
  /** Tells the newest position of a unit to those who may see its topic and its sector; not numbered, not kept. */
  readonly moved: (topic: Topic, sectorId: string, message: Extract<FromRoom, { kind: "moved" }>) => void;
};

/** Events read at once. */
const BATCH = 500;
/**
 * A screen that missed more than this reads its lists again. That is cheaper than sending everything and holds nobody up. Nor does it fill
 * the socket so far that the screen is cut off for not reading.
 */
const RESUMABLE = 1000;
const RESUMABLE_CHARACTERS = 2 * 1024 * 1024;

const frame = (message: FromRoom): string => JSON.stringify(message);
const eventFrame = (told: Told): string => frame({ kind: "event", seq: told.seq, at: told.at.toISOString(), happening: told.happening });

/**
 * Follows committed events and fans them out. Wakes by NOTIFY on a connection of its own, which is made again when it breaks. After each
 * wake, and every 2 s in case a wake was lost, everything after the last number is read: nothing can be skipped.
 */
export function openHub({ db, url, log }: { readonly db: Db; readonly url: string; readonly log: Log }): Hub {
  const listeners = new Set<Listener>();
  const read = <T>(work: Parameters<typeof transaction<T>>[2]) => transaction(db, SYSTEM, work, { readOnly: true });
  let rules: Visible = { mayBeTold: () => false, isToldLocked: () => false };
  const isTold = ({ caller, isLocked }: Listener, told: Told): boolean =>
    rules.mayBeTold(caller(), told) && (!isLocked() || rules.isToldLocked(told));
  let seen = 0;
  let closed = false;
  let waiting = false;
  // Reads and joins run one after the other: a screen is caught up to exactly the number from which it is told the rest.
  const turns = new Turns();

  const drain = async (): Promise<void> => {
    waiting = false;
    for (;;) {
      const batch = await read((tx) => toldAfter(tx, seen, BATCH));
      for (const told of batch) {
        const text = eventFrame(told);
        for (const listener of listeners) if (isTold(listener, told)) listener.send(text);
        seen = told.seq;
      }
      if (batch.length < BATCH) return;
    }
  };
  /** Events that a screen missed so far; null if they are too many, too old, or of another database. */
  const missedBy = async (listener: Listener, since: number): Promise<string[] | null> => {
    const { floor } = await read((tx) => liveBounds(tx));
    if (since < floor || since > seen || seen - since > RESUMABLE) return null;
    const missed: string[] = [];
    let characters = 0;
    for (let from = since; from < seen;) {
      const batch = (await read((tx) => toldAfter(tx, from, BATCH))).filter((told) => told.seq <= seen);
      for (const told of batch) {
        if (!isTold(listener, told)) continue;
        const text = eventFrame(told);
        missed.push(text);
        characters += text.length;
      }
      if (characters > RESUMABLE_CHARACTERS) return null;
      from = batch.at(-1)?.seq ?? seen;
    }
    return missed;
  };
  const wake = (): void => {
    if (waiting) return;
    waiting = true;
    turns.run(drain).catch((cause: unknown) => log.warn({ err: cause }, "live: read failed, retrying"));
  };

  let client: Client | null = null;
  const listen = async (): Promise<void> => {
    const next = new Client({ ...connectionOf(url), application_name: "amaliyat-live" });
    next.on("error", () => {});
    next.on("end", () => {
      if (!closed) setTimeout(() => void listen().catch(() => {}), 500).unref();
    });
    next.on("notification", wake);
    try {
      await next.connect();
      await next.query(`listen ${LIVE_CHANNEL}`);
      client = next;
      wake();
    } catch (cause) {
      log.warn({ err: cause }, "live: listening failed, retrying");
      await next.end().catch(() => {});
    }
  };

  return {
    async start(given) {
      rules = given;
      seen = (await read((tx) => liveBounds(tx))).head;
      await listen();
      const pulse = setInterval(wake, 2000);
      return {
        async [Symbol.asyncDispose]() {
          closed = true;
          clearInterval(pulse);
          await client?.end().catch(() => {});
          await turns.idle();
        },
      };
    },
    join(listener, since) {
      return turns.run(async () => {
        const missed = since === null ? [] : await missedBy(listener, since);
        for (const text of missed ?? [frame({ kind: "reset", seq: seen })]) listener.send(text);
        listener.send(frame({ kind: "hello", seq: seen, at: new Date().toISOString() }));
        listeners.add(listener);
        return {
          readAgain: () => void turns.run(async () => listeners.has(listener) && listener.send(frame({ kind: "reset", seq: seen }))),
          [Symbol.dispose]: () => void listeners.delete(listener),
        };
      });
    },
    tellTime() {
      void turns.run(async () => {
        const text = frame({ kind: "hello", seq: seen, at: new Date().toISOString() });
        for (const listener of listeners) listener.send(text);
      });
    },
    moved(topic, sectorId, message) {
      const text = frame(message);
      const told = { topic, sectorId, userIds: [] };
      for (const listener of listeners) if (!listener.isLocked() && rules.mayBeTold(listener.caller(), told)) listener.send(text);
    },
  };
}

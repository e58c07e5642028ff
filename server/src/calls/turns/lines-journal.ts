import { MISSING } from "@amaliyat/domain/calls";
import { randomUUID } from "node:crypto";
import type { Journal } from "../../platform/journal/index.ts";
import type { Log } from "../../platform/log.ts";
import type { Vault } from "../../platform/vault.ts";
import type { StoredCalls } from "../../telephony/index.ts";
import type { LineEvent } from "./line-events.ts";

/** One turn as it is played again: what happened, when the turn took it in, and the ids that it made. */
export type TurnRecord = { readonly event: LineEvent; readonly at: number; readonly ids: readonly string[] };
export type PlacedTurn = TurnRecord & { readonly place: number };

/**
 * The journal of the lines: turns of the switchboard until the rows contain them, and dialogs of calls for the next server. It lies beside the
 * lines, so that every server of the lines finds it, with the database or without.
 */
export type LinesJournal = AsyncDisposable & {
  /** Made once with the journal: places of another one count for nothing. */
  readonly id: string;
  /** Adds a turn; gives its place once it is on the disk. */
  readonly add: (turn: TurnRecord) => Promise<number>;
  readonly since: (place: number) => Promise<PlacedTurn[]>;
  /** Drops turns up to a place, because the rows contain them. */
  readonly drop: (place: number) => Promise<void>;
  readonly stored: StoredCalls;
};

const TURNS = "lines.turns";
const DIALOG = "lines.dialog/";

const about = (callId: string): string => `lines.turns/${callId}/text`;

/** The event as it lies on the disk: what a caller wrote is sealed. */
function sealed(event: LineEvent, vault: Vault | undefined): unknown {
  if (event.kind !== "text") return event;
  if (vault === undefined) throw new Error("the journal of the lines was opened without the keys that seal words");
  return { ...event, text: vault.seal(event.text, about(event.callId)).toString("base64") };
}

/** The event again; words that open under no key are missing, and the call goes on. */
function opened(event: LineEvent, vault: Vault | undefined, failed: (cause: unknown) => void): LineEvent {
  if (event.kind !== "text") return event;
  try {
    if (vault === undefined) throw new Error("no keys");
    return { ...event, text: vault.open(Buffer.from(event.text, "base64"), about(event.callId)) };
  } catch (cause) {
    failed(cause);
    return { ...event, text: MISSING };
  }
}

const isTurn = (read: unknown): read is TurnRecord => {
  if (typeof read !== "object" || read === null || !("event" in read && "at" in read && "ids" in read)) return false;
  const { event, at, ids } = read;
  return typeof event === "object" && event !== null && "kind" in event && typeof at === "number" && Array.isArray(ids);
};

/** `vault` seals what callers wrote. */
export async function openLinesJournal(journal: Journal, log: Log, vault: Vault | undefined): Promise<LinesJournal> {
  // A record that cannot be read, or has another form, must not keep the lines from callers who ring now.
  const read = (text: string): unknown => {
    try {
      return JSON.parse(text) as unknown;
    } catch (cause) {
      log.error({ err: cause }, "lines: unreadable journal record skipped");
      return undefined;
    }
  };
  let id = await journal.get("lines.id");
  if (id === null) await journal.put("lines.id", (id = randomUUID()));
  return {
    id,
    add: async (turn) => journal.append(TURNS, [JSON.stringify({ ...turn, event: sealed(turn.event, vault) })]),
    since: async (place) => {
      const records = await journal.replay(TURNS);
      return records
        .filter((record) => record.place > place)
        .flatMap((record) => {
          const turn = read(record.text);
          const shut = (cause: unknown): void => log.error({ err: cause }, "lines: no key opens the text in the journal");
          if (isTurn(turn)) return [{ ...turn, event: opened(turn.event, vault, shut), place: record.place }];
          log.error({ place: record.place }, "lines: malformed turn in the journal skipped");
          return [];
        });
    },
    drop: (place) => journal.truncate(TURNS, place + 1),
    stored: {
      save: (callId, json) => journal.put(DIALOG + callId, JSON.stringify(json)),
      forget: (callId) => journal.remove(DIALOG + callId),
      all: async () => (await journal.values(DIALOG)).map(read).filter((dialog) => dialog !== undefined),
    },
    [Symbol.asyncDispose]: () => journal[Symbol.asyncDispose](),
  };
}

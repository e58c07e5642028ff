import { randomUUID } from "node:crypto";
import type { Journal } from "../platform/journal/index.ts";
import type { Keep } from "../telephony/index.ts";
import type { LineEvent } from "./turn.ts";

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
  readonly keep: Keep;
};

const TURNS = "lines.turns";
const DIALOG = "lines.dialog/";

export async function openLinesJournal(journal: Journal): Promise<LinesJournal> {
  let id = await journal.get("lines.id");
  if (id === null) await journal.put("lines.id", (id = randomUUID()));
  return {
    id,
    add: (turn) => journal.append(TURNS, [JSON.stringify(turn)]),
    since: async (place) => {
      const records = await journal.replay(TURNS);
      return records
        .filter((record) => record.place > place)
        .map((record) => ({ ...(JSON.parse(record.text) as TurnRecord), place: record.place }));
    },
    drop: (place) => journal.truncate(TURNS, place + 1),
    keep: {
      save: (callId, json) => journal.put(DIALOG + callId, JSON.stringify(json)),
      forget: (callId) => journal.remove(DIALOG + callId),
      all: async () => (await journal.values(DIALOG)).map((text) => JSON.parse(text) as unknown),
    },
    [Symbol.asyncDispose]: () => journal[Symbol.asyncDispose](),
  };
}

import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import { endedAmong } from "./recordings-queries.ts";

/** What is open for a session and ends with it. */
export type Ending = (code: string) => void;

export type ViewKeeper = AsyncDisposable & {
  /** Holds a view to its session until the returned handle is disposed. */
  readonly hold: (sessionId: string, end: Ending) => Disposable;
  readonly endSessions: (sessionIds: readonly string[], code: string) => void;
};

/** A revoked session loses its pictures within 2 s also when it was revoked on another node. */
const LOOK_EVERY_MS = 1_000;

/** Ends live pictures with the session that they belong to.. */
export function startViewKeeper(db: Db, now: () => number): ViewKeeper {
  const held = new Map<string, Set<Ending>>();
  const endSessions = (sessionIds: readonly string[], code: string): void => {
    for (const sessionId of sessionIds) for (const end of held.get(sessionId) ?? []) end(code);
  };
  let looking = false;
  const look = async (): Promise<void> => {
    if (looking || held.size === 0) return;
    looking = true;
    try {
      const sessionIds = [...held.keys()];
      endSessions(
        await transaction(db, SYSTEM, (tx) => endedAmong(tx, sessionIds, new Date(now())), { readOnly: true }),
        "session.revoked",
      );
    } catch {
      // The database is away. Pictures that were logged and allowed go on; nothing new can be opened until it is back.
    } finally {
      looking = false;
    }
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  return {
    hold(sessionId, end) {
      const ends = held.get(sessionId) ?? new Set();
      held.set(sessionId, ends.add(end));
      return {
        [Symbol.dispose]() {
          ends.delete(end);
          if (ends.size === 0) held.delete(sessionId);
        },
      };
    },
    endSessions,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      endSessions([...held.keys()], "room.stopped");
    },
  };
}

import type { ErrorCode } from "@amaliyat/contract/errors";
import type { Clock } from "../platform/clock.ts";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import { sessionTimes } from "./identity-queries.ts";
import { whyOver } from "./session-over.ts";

/** Ends one thing that is open for a session: a screen, a picture. */
type Ending = (code: string) => void;

/** Ends what sessions hold open (live screens, pictures), with a code. */
export type SessionEnder = (sessionIds: readonly string[], code: string) => void;

export type SessionKeeper = AsyncDisposable & {
  /** Holds something to its session until the returned handle is disposed. Ends it at once when the session holds too much already. */
  readonly hold: (sessionId: string, end: Ending) => Disposable;
  readonly end: SessionEnder;
};

/** A session that ended on another node, ran out or was left alone loses what it holds open within 2 s too. */
const LOOK_EVERY_MS = 1_000;

/** Screens and pictures that a session may hold at once: a wall of sixteen that changes all its tiles, and the live channel of it. */
const MOST_HELD = 33;

/** Why something was not held. The session itself lives on. */
export const TOO_MANY: ErrorCode = "session.too_many_open";

/** Ends what is open for a session together with it. */
export function startSessionKeeper(db: Db, now: Clock): SessionKeeper {
  const held = new Map<string, Set<Ending>>();
  const end: SessionEnder = (sessionIds, code) => {
    for (const sessionId of sessionIds) for (const ending of held.get(sessionId) ?? []) ending(code);
  };
  let looking: Promise<void> | null = null;
  const look = async (): Promise<void> => {
    const sessions = await transaction(db, SYSTEM, (tx) => sessionTimes(tx, [...held.keys()]), { readOnly: true });
    for (const session of sessions) {
      const over = whyOver(session, now());
      if (over !== null) end([session.session_id], over.code);
    }
  };
  const timer = setInterval(() => {
    if (held.size === 0) return;
    // Without the database, what was logged and allowed goes on; nothing new can be opened until it is back.
    looking ??= look()
      .catch(() => undefined)
      .finally(() => (looking = null));
  }, LOOK_EVERY_MS);
  return {
    hold(sessionId, ending) {
      const endings = held.get(sessionId) ?? new Set();
      if (endings.size >= MOST_HELD) {
        ending(TOO_MANY);
        return { [Symbol.dispose]: () => undefined };
      }
      held.set(sessionId, endings.add(ending));
      return {
        [Symbol.dispose]() {
          endings.delete(ending);
          if (endings.size === 0) held.delete(sessionId);
        },
      };
    },
    end,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await looking;
    },
  };
}

import type { ErrorCode } from "@amaliyat/contract/errors";
import type { Clock } from "../../platform/clock.ts";
import { SYSTEM, transaction, type Db } from "../../platform/database/index.ts";
import { sessionTimes } from "../rows/identity-queries.ts";
import { whyOver } from "./session-over.ts";

/**
 * One thing that is open for a session: a screen, a picture. `locked` and `covers` are called at each look, also if nothing changed: whether the
 * session is locked, and the sectors within its person's competence.
 */
export type Held = {
  readonly end: (code: string) => void;
  readonly locked?: (on: boolean) => void;
  readonly covers?: (sectors: readonly string[]) => void;
};

/** Ends what sessions hold open (live screens, pictures), with a code. */
export type SessionEnder = (sessionIds: readonly string[], code: string) => void;

/** Tells what a session holds open that it was locked, or unlocked. */
export type SessionLocker = (sessionId: string, on: boolean) => void;

export type SessionKeeper = AsyncDisposable & {
  /** Binds something to its session until the returned handle is disposed. Ends it at once if too much is bound to the session already. */
  readonly bind: (sessionId: string, held: Held) => Disposable;
  readonly end: SessionEnder;
  readonly lock: SessionLocker;
};

/**
 * Time between two looks at the sessions that hold something open. A screen that another node locked gets no picture 500 ms later; a session
 * that ended there loses what it holds.
 */
const LOOK_EVERY_MS = 400;

/** Screens and pictures that a session may hold at once: a wall of sixteen that changes all its tiles, and the live channel of it. */
const MOST_HELD = 33;

/** Why something was not held. The session itself lives on. */
export const TOO_MANY: ErrorCode = "session.too_many_open";

/** Ends what is open for a session together with it. Nothing runs before something is held. */
export function startSessionKeeper(db: Db, now: Clock): SessionKeeper {
  const held = new Map<string, Set<Held>>();
  let locks = 0;
  const end: SessionEnder = (sessionIds, code) => {
    for (const sessionId of sessionIds) for (const each of held.get(sessionId) ?? []) each.end(code);
  };
  const tellLock: SessionLocker = (sessionId, on) => {
    for (const each of held.get(sessionId) ?? []) each.locked?.(on);
  };
  let looking: Promise<void> | null = null;
  const look = async (): Promise<void> => {
    const before = locks;
    const [at, sessions] = await transaction(db, SYSTEM, async (tx) => [now(), await sessionTimes(tx, [...held.keys()])] as const, {
      readOnly: true,
    });
    for (const session of sessions) {
      const over = whyOver(session, at);
      if (over !== null) {
        end([session.session_id], over.code);
        continue;
      }
      for (const each of held.get(session.session_id) ?? []) each.covers?.(session.covers);
      // A row read before somebody locked here is older than that lock.
      if (locks === before) tellLock(session.session_id, session.locked_at !== null);
    }
  };
  const lookInTurn = (): void => {
    if (held.size === 0) return;
    // Without the database, what was logged and allowed goes on; nothing new can be opened until it is back.
    looking ??= look()
      .catch(() => undefined)
      .finally(() => (looking = null));
  };
  let timer: NodeJS.Timeout | undefined;
  return {
    bind(sessionId, one) {
      timer ??= setInterval(lookInTurn, LOOK_EVERY_MS);
      const all = held.get(sessionId) ?? new Set();
      if (all.size >= MOST_HELD) {
        one.end(TOO_MANY);
        return { [Symbol.dispose]: () => undefined };
      }
      held.set(sessionId, all.add(one));
      return {
        [Symbol.dispose]() {
          all.delete(one);
          if (all.size === 0) held.delete(sessionId);
        },
      };
    },
    end,
    lock(sessionId, on) {
      locks++;
      tellLock(sessionId, on);
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await looking;
    },
  };
}

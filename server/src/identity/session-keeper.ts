import { checkSession } from "@amaliyat/domain/identity";
import type { Clock } from "../platform/clock.ts";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import { sessionTimes } from "./identity-queries.ts";

/** Ends one thing that is open for a session: a screen, a picture. */
type Ending = (code: string) => void;

/** Ends what sessions hold open (live screens, pictures), with a code. */
export type SessionEnder = (sessionIds: readonly string[], code: string) => void;

export type SessionKeeper = AsyncDisposable & {
  /** Holds something to its session until the returned handle is disposed. */
  readonly hold: (sessionId: string, end: Ending) => Disposable;
  readonly end: SessionEnder;
};

/** A session that ended on another node, ran out or was left alone loses what it holds open within 2 s too. */
const LOOK_EVERY_MS = 1_000;

type Times = Awaited<ReturnType<typeof sessionTimes>>[number];

/** Why a session is over, or null. */
function whyOver({ role, opened_at, seen_at, ended_at }: Times, at: number): string | null {
  if (ended_at !== null) return "session.revoked";
  const checked = checkSession({ role, openedAt: opened_at.getTime(), seenAt: seen_at.getTime() }, at);
  return checked.ok ? null : checked.error.code;
}

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
      const code = whyOver(session, now());
      if (code !== null) end([session.session_id], code);
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

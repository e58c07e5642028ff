import { identity, type Session } from "@amaliyat/contract/identity";
import type { Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { roomNow } from "@amaliyat/ui/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { ask, onLocked, SESSION_KEYS } from "../api/index.ts";
import { forgetLock, lockHeard, tellLock } from "./untold-lock.ts";

/** A seat has several windows: all of them are locked together. */
const windows = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("amaliyat.lock");

/** Hides the screens of this seat at once, whether the room hears of it or not; and shows them again to their person. */
export function useLock() {
  const client = useQueryClient();
  const setLockedAt = (lockedAt: string | null): void => {
    client.setQueryData<Session | null>(SESSION_KEYS.session, (held) => held && { ...held, lockedAt });
    windows?.postMessage(lockedAt);
  };
  return {
    lock: (): void => {
      const lockedAt = new Date(roomNow()).toISOString();
      const session = client.getQueryData<Session | null>(SESSION_KEYS.session);
      if (session) tellLock(session.sessionId, lockedAt);
      setLockedAt(lockedAt);
    },
    /** Unlocks by password, or by the room's answer to `prove`. */
    unlock: async (prove: string | (() => Promise<Result<unknown, Problem>>)): Promise<Result<unknown, Problem>> => {
      await lockHeard();
      const answer = await (typeof prove === "string" ? ask(identity.unlock, { body: { password: prove } }) : prove());
      if (answer.ok) {
        forgetLock();
        setLockedAt(null);
      }
      return answer;
    },
  };
}

/** Follows the lock of the seat: set in another window, or reported by the room with a refusal. Reads refused meanwhile are repeated. */
export function useFollowLock(lockedAt: string | null): void {
  const client = useQueryClient();
  useEffect(() => {
    const read = (): void => void client.invalidateQueries({ queryKey: SESSION_KEYS.session });
    const heard = ({ data }: MessageEvent<unknown>): void => {
      const next = typeof data === "string" ? data : null;
      // A window is hidden upon another's word alone; what shows it again is the room's.
      if (next === null) return read();
      client.setQueryData<Session | null>(SESSION_KEYS.session, (held) => held && { ...held, lockedAt: next });
    };
    windows?.addEventListener("message", heard);
    const stop = onLocked(read);
    return () => {
      windows?.removeEventListener("message", heard);
      stop();
    };
  }, [client]);
  const locked = lockedAt !== null;
  useEffect(() => {
    if (!locked) return undefined;
    return () => void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEYS.session[0] });
  }, [client, locked]);
}

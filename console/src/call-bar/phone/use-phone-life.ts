import type { Session } from "@amaliyat/contract/identity";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { SESSION_KEYS } from "../../api/index.ts";
import { callNews, type CallNews } from "../../calls/index.ts";
import { closePhone, hand, openPhone, phone } from "../../phone/index.ts";

/** User whose telephone is open in this tab. A reload of the page takes it up again; another tab does not. */
const KEY = "amaliyat.phone.of";

/** Comes to the queue, and says so to the next page of this tab. */
export function comeToQueue(userId: string): void {
  sessionStorage.setItem(KEY, userId);
  // Asked where a hand has just pressed, the only moment at which a browser asks on.
  if ("Notification" in window && Notification.permission === "default") void Notification.requestPermission();
  // A refused connection is tried anew, with current credentials.
  if (phone.get().link.kind === "refused") closePhone();
  void openPhone();
}

/** Gives the telephone back. */
export function leavePhone(): void {
  sessionStorage.removeItem(KEY);
  closePhone();
}

/**
 * True if the telephone must drop a call that it still holds. The room says that the call is over, or, while it rings, that it is no longer
 * offered here. A row that never offered it here is older than the ring itself.
 */
export function mustForget({ row, before }: CallNews, me: string, ringingCallId: string | null): boolean {
  if (row.endedAt !== null) return true;
  return row.callId === ringingCallId && before?.offeredTo === me && row.offeredTo !== me;
}

/** Opens the telephone again after a reload, closes it with the session, and lets go of calls that the room has taken elsewhere. */
export function usePhoneLife(userId: string): void {
  const client = useQueryClient();
  useEffect(() => {
    if (sessionStorage.getItem(KEY) === userId) void openPhone();
    return () => {
      // The screens leave before the session does only where they are drawn anew: a talk goes on then.
      if (client.getQueryData<Session | null>(SESSION_KEYS.session)?.user.userId !== userId) leavePhone();
    };
  }, [client, userId]);
  useEffect(
    () =>
      callNews.subscribe((news) => {
        if (mustForget(news, userId, phone.get().ringing?.callId ?? null)) hand.forget(news.row.callId);
      }),
    [userId],
  );
}

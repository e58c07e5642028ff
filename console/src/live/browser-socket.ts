import { identity } from "@amaliyat/contract/identity";
import { live } from "@amaliyat/contract/live";
import { address } from "@amaliyat/contract/route";
import { roomProbe } from "@amaliyat/ui/reach";
import { ask } from "../api/index.ts";
import type { SocketListeners, Socket } from "./connection.ts";

/** Time limit for an answer, ms. */
const PATIENCE_MS = 4_000;

/** Opens the live channel of the room that served this page, after the last number seen. */
export function openBrowserSocket(since: number | null, listeners: SocketListeners): Socket {
  const path = address(live.connect, undefined, since === null ? {} : { since });
  const socket = new WebSocket(new URL(path, location.href.replace(/^http/, "ws")));
  socket.addEventListener("message", (event: MessageEvent<unknown>) => listeners.message(event.data));
  socket.addEventListener("close", () => listeners.closed());
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => socket.close(),
  };
}

/**
 * Asks for the session of this browser. A refused socket gives a browser no reason. If the session is over, this answer says so, and
 * informs the listeners of `onSignedOut`.
 */
export async function lookAtSession(): Promise<void> {
  try {
    await ask(identity.me, { signal: AbortSignal.timeout(5000) });
  } catch {
    // No answer in time: the link says that it is lost.
  }
}

/** True if the room answers in time, even if a command would fail now. */
export const isRoomThere = (): Promise<boolean> => roomProbe(PATIENCE_MS).catch(() => false);

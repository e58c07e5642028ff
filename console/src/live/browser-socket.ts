import { live } from "@amaliyat/contract/live";
import { address } from "@amaliyat/contract/route";
import { theRoom } from "@amaliyat/contract/room";
import { ask } from "../api/index.ts";
import type { Ears, Socket } from "./connection.ts";

/** Opens the live channel of the room that served this page, after the last number seen. */
export function openBrowserSocket(since: number | null, ears: Ears): Socket {
  const path = address(live.connect, undefined, since === null ? {} : { since });
  const socket = new WebSocket(new URL(path, location.href.replace(/^http/, "ws")));
  socket.addEventListener("message", (event: MessageEvent<unknown>) => ears.message(event.data));
  socket.addEventListener("close", () => ears.closed());
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => socket.close(),
  };
}

/** Whether the room answers within 5 s. */
export async function isRoomThere(): Promise<boolean> {
  try {
    const answer = await ask(theRoom.health, { signal: AbortSignal.timeout(5000) });
    return answer.ok;
  } catch {
    return false;
  }
}

import { live } from "@amaliyat/contract/live";
import { address } from "@amaliyat/contract/route";
import { theRoom } from "@amaliyat/contract/room";
import { ask } from "../api/index.ts";
import type { Socket } from "./connection.ts";

/** Opens the live channel of the room that served this page, after the last number seen. */
export function openBrowserSocket(since: number | null): Socket {
  const path = address(live.connect, undefined, since === null ? {} : { since });
  const socket = new WebSocket(new URL(path, location.href.replace(/^http/, "ws")));
  const face: Socket = {
    onmessage: null,
    onclose: null,
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => socket.close(),
  };
  socket.addEventListener("message", (event: MessageEvent<unknown>) => face.onmessage?.({ data: event.data }));
  socket.addEventListener("close", () => face.onclose?.());
  return face;
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

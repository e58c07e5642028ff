import type { live } from "@amaliyat/contract/live";
import type { WebSocket } from "ws";
import type { Call } from "../platform/http/index.ts";
import type { Hub } from "../platform/live/index.ts";

/** A screen that does not take what it is sent is cut off: it comes back and resumes, and holds no memory meanwhile. */
const BACKLOG_BYTES = 4 * 1024 * 1024;
const PING_EVERY_MS = 15_000;
/** What a screen sends when its person moves without asking for anything. */
const PRESENT = '{"kind":"present"}';

/** Joins a screen to the live channel until its socket, or its session, ends. */
export function joinLive(hub: Hub, call: Call<typeof live.connect>, present: (sessionId: string, at: number) => Promise<void>) {
  return (socket: WebSocket): void => {
    let answered = true;
    let joined: Disposable | null = null;
    let closed = false;
    const pulse = setInterval(() => {
      if (!answered) return socket.terminate();
      answered = false;
      return socket.ping();
    }, PING_EVERY_MS);
    const end = (code: string): void => {
      socket.send(JSON.stringify({ kind: "ended", code }));
      socket.close(4001, code);
    };
    const leaving = setTimeout(() => end("session.expired"), Math.max(0, call.who.expiresAt - call.at));
    socket.on("pong", () => (answered = true));
    socket.on("error", () => socket.terminate());
    socket.on("message", (data) => {
      if (Buffer.isBuffer(data) && data.toString("utf8") === PRESENT) present(call.who.sessionId, Date.now()).catch(() => {});
    });
    socket.on("close", () => {
      closed = true;
      clearInterval(pulse);
      clearTimeout(leaving);
      joined?.[Symbol.dispose]();
    });
    const send = (text: string): void => {
      if (socket.bufferedAmount > BACKLOG_BYTES) return socket.terminate();
      return socket.send(text);
    };
    hub
      .join({ caller: call.who, send, end }, call.query.since ?? null)
      .then((left) => {
        if (closed) left[Symbol.dispose]();
        else joined = left;
        return undefined;
      })
      .catch(() => socket.close(1013, "database.unavailable"));
  };
}

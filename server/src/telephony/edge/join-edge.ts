import { WebSocket } from "ws";

/**
 * Joins a console's socket to the edge until one of them closes; the returned function ends both with a code of RFC 6455. `heard` is given
 * each message of either side that goes on.
 */
export type JoinEdge = (console: WebSocket, heard?: (text: string) => void) => (code: number) => void;

/** What one side may leave unread before both are cut off: the largest message of the edge is 64 KiB. */
const BACKLOG_BYTES = 1024 * 1024;
/** Messages that come before the edge has answered; a console sends one REGISTER and waits. */
const WAITING = 20;
const LONGEST = 65_536;

/** Pipes SIP over WebSocket between consoles and the edge's port on loopback, whole messages at a time. */
export function joinEdgeAt(port: number): JoinEdge {
  return (console, heard) => {
    const edge = new WebSocket(`ws://127.0.0.1:${port}`, ["sip"], { maxPayload: LONGEST, perMessageDeflate: false });
    const waiting: string[] = [];
    let over = false;
    const end = (code: number): void => {
      if (over) return;
      over = true;
      console.close(code);
      edge.terminate();
    };
    const pass = (to: WebSocket, text: string): void => {
      if (to.bufferedAmount > BACKLOG_BYTES) return end(1013);
      heard?.(text);
      return to.send(text);
    };
    console.on("message", (data, isBinary) => {
      if (isBinary || !Buffer.isBuffer(data) || data.length > LONGEST) return end(1008);
      const text = data.toString("utf8");
      if (edge.readyState === WebSocket.OPEN) return pass(edge, text);
      if (waiting.length >= WAITING) return end(1013);
      return void waiting.push(text);
    });
    edge.on("open", () => {
      for (const text of waiting.splice(0)) pass(edge, text);
    });
    edge.on("message", (data) => pass(console, String(data as Buffer)));
    for (const [socket, code] of [
      [edge, 1013],
      [console, 1000],
    ] as const) {
      socket.on("close", () => end(code));
      socket.on("error", () => end(code));
    }
    return end;
  };
}

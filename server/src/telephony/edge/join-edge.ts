import { WebSocket } from "ws";
import { isHeldBy } from "../credentials.ts";
import type { Holder } from "../exchange.ts";
import type { LinesSettings } from "../settings.ts";

/** The way of consoles to the edge, and whose credentials are whose. */
export type ConsoleEdge = {
  readonly join: JoinEdge;
  readonly isHeldBy: (holder: Pick<Holder, "extension" | "session">, username: string) => boolean;
};

/** The edge as it was set up; null if it was not. */
export function consoleEdge(settings: LinesSettings): ConsoleEdge | null {
  if (settings.kind !== "set_up") return null;
  return { join: joinEdgeAt(settings.lines.ports.consoles), isHeldBy: (holder, username) => isHeldBy(settings.secret, holder, username) };
}

/** Callbacks of a join of a console and the edge; both are optional. */
export type JoinWatcher = {
  /** Called with each message of either side that goes on. */
  readonly heard?: (text: string) => void;
  /** Whether the console may send with the user name of these credentials (RFC 3261 22.4). If not, both sides end with 1008. */
  readonly mayUse?: (username: string) => boolean;
};

/** Joins a console's socket to the edge until one of them closes; the returned function ends both with a code of RFC 6455. */
export type JoinEdge = (console: WebSocket, watcher?: JoinWatcher) => (code: number) => void;

/** Unread bytes of one side at which both are cut off: the largest message of the edge is 64 KiB. */
const BACKLOG_BYTES = 1024 * 1024;
/**
 * A console is asked so often whether it is there (ms), and is gone after so many questions in a row without an answer. More than one: a server that
 * stood still for a while has the answers still to read.
 */
const [BEAT_MS, MOST_UNANSWERED] = [10_000, 2];
/** Messages that come before the edge has answered; a console sends one REGISTER and waits. */
const WAITING = 20;
const LONGEST = 65_536;

/** Header fields that carry credentials, also folded over lines (RFC 3261 7.3.1). */
const CREDENTIALS = /^(?:proxy-)?authorization[ \t]*:([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)/gim;
const USERNAME = /\busername[ \t]*=[ \t]*(?:"([^"\\]*)"|([^\s",]+))/gi;

/**
 * The user names of all credentials in a SIP message; `null` stands for credentials without a user name that can be read, which are nobody's.
 * A message is at most 64 KiB; both expressions read it once.
 */
export function usernamesIn(message: string): (string | null)[] {
  const head = message.slice(0, message.search(/\r?\n\r?\n/) >>> 0);
  return [...head.matchAll(CREDENTIALS)].flatMap(([, field = ""]) => {
    const names = [...field.matchAll(USERNAME)].map(([, quoted, plain]) => quoted ?? plain ?? null);
    return names.length === 0 ? [null] : names;
  });
}

/**
 * Pipes SIP over WebSocket between consoles and the edge's port on loopback, whole messages at a time. A console whose network is gone is found
 * here, every `beatMs`: the edge sees our end of the pipe alone.
 */
export function joinEdgeAt(port: number, beatMs = BEAT_MS): JoinEdge {
  return (console, { heard, mayUse } = {}) => {
    const edge = new WebSocket(`ws://127.0.0.1:${port}`, ["sip"], { maxPayload: LONGEST, perMessageDeflate: false });
    const waiting: string[] = [];
    let over = false;
    let unanswered = 0;
    const beat = setInterval(() => {
      if (unanswered++ < MOST_UNANSWERED) return console.ping();
      end(1001);
      // Nobody is there to close it with us.
      return console.terminate();
    }, beatMs).unref();
    const answered = (): void => void (unanswered = 0);
    console.on("pong", answered).on("message", answered);
    const end = (code: number): void => {
      if (over) return;
      over = true;
      clearInterval(beat);
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
      if (mayUse !== undefined && usernamesIn(text).some((name) => name === null || !mayUse(name))) return end(1008);
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

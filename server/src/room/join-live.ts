import type { live } from "@amaliyat/contract/live";
import type { WebSocket } from "ws";
import { TOO_MANY, type SessionKeeper } from "../identity/index.ts";
import type { Call } from "../platform/http/index.ts";
import type { Hub, Joined } from "../platform/live/index.ts";

export type JoinDeps = {
  readonly hub: Pick<Hub, "join">;
  readonly keeper: Pick<SessionKeeper, "bind">;
  /** Called when a person is seen at a screen that sends nothing else. */
  readonly present: (sessionId: string) => Promise<void>;
};

/** A screen that does not take what it is sent is cut off: it comes back and resumes, and holds no memory meanwhile. */
const BACKLOG_BYTES = 4 * 1024 * 1024;
const PING_EVERY_MS = 15_000;
/** All that a screen sends: its person moves without asking for anything. Taken at most this often, since each is a write. */
const PRESENT = '{"kind":"present"}';
const PRESENT_EVERY_MS = 20_000;

/** Joins a screen to the live channel until its socket, or its session, ends. */
export function joinLive({ hub, keeper, present }: JoinDeps, { who, query }: Call<typeof live.connect>) {
  return (socket: WebSocket): void => {
    const leaving = new DisposableStack();
    let answered = true;
    const pulse = setInterval(() => {
      if (!answered) return socket.terminate();
      answered = false;
      return socket.ping();
    }, PING_EVERY_MS);
    leaving.defer(() => clearInterval(pulse));
    let caller = who;
    let locked = who.lockedAt !== null;
    let joined: Joined | null = null;
    const end = (code: string): void => {
      if (code === TOO_MANY) return socket.close(1013, code);
      // News that wait for a slow screen would be sent before the end, up to 30 s later.
      if (socket.bufferedAmount > 0) return socket.terminate();
      socket.send(JSON.stringify({ kind: "ended", code }));
      return socket.close(4001, code);
    };
    leaving.use(
      keeper.bind(who.sessionId, {
        end,
        locked: (on) => {
          if (on && !locked && socket.bufferedAmount > 0) socket.terminate();
          const isOpened = locked && !on;
          locked = on;
          if (isOpened) joined?.readAgain();
        },
        // A sector was given to the person, taken away, or put below another: what the screen shows is read again under the new right.
        covers: (sectors) => {
          if (sectors.join() === caller.covers.join()) return;
          caller = { ...caller, covers: sectors };
          joined?.readAgain();
        },
      }),
    );
    let presentAt = Number.NEGATIVE_INFINITY;
    socket.on("pong", () => (answered = true));
    socket.on("error", () => socket.terminate());
    socket.on("message", (data) => {
      if (!Buffer.isBuffer(data) || data.toString("utf8") !== PRESENT) return socket.close(1008, "request.invalid");
      if (performance.now() - presentAt < PRESENT_EVERY_MS) return;
      presentAt = performance.now();
      present(who.sessionId).catch(() => {});
    });
    socket.on("close", () => leaving.dispose());
    const send = (text: string): void => {
      if (socket.bufferedAmount > BACKLOG_BYTES) return socket.terminate();
      return socket.send(text);
    };
    hub
      .join({ caller: () => caller, send, isLocked: () => locked }, query.since ?? null)
      .then((stands) => {
        if (leaving.disposed) return stands[Symbol.dispose]();
        joined = leaving.use(stands);
        // It was unlocked, or its rights changed, while it was caught up.
        if ((who.lockedAt !== null && !locked) || caller !== who) joined.readAgain();
      })
      .catch(() => socket.close(1013, "database.unavailable"));
  };
}

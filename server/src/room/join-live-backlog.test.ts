import type { live } from "@amaliyat/contract/live";
import { setImmediate as turn } from "node:timers/promises";
import { expect, it } from "vitest";
import type { Call } from "../platform/http/index.ts";
import { stalledViewer } from "../testing/stalled-viewer.ts";
import { joinLive, type JoinDeps } from "./join-live.ts";

type Held = Parameters<JoinDeps["keeper"]["bind"]>[1];
type Listener = Parameters<JoinDeps["hub"]["join"]>[0];
const HAPPENING = "x".repeat(64 * 1024);
/** More than a system keeps of a connection by itself, and less than what cuts a screen off. */
const WAITING_BYTES = 1024 * 1024;

/** A screen that takes nothing, with news that wait for it. */
async function backlog() {
  const { socket, received } = await stalledViewer();
  const [held, listeners]: [Held[], Listener[]] = [[], []];
  const deps: JoinDeps = {
    keeper: {
      bind: (_session, one) => {
        held.push(one);
        return { [Symbol.dispose]: () => undefined };
      },
    },
    hub: {
      join: async (listener) => {
        listeners.push(listener);
        return { readAgain: () => undefined, [Symbol.dispose]: () => undefined };
      },
    },
    present: async () => undefined,
  };
  const who = { sessionId: "s", lockedAt: null, covers: ["SU1"] };
  joinLive(deps, { who, query: {} } as unknown as Call<typeof live.connect>)(socket);
  let sent = 0;
  while (socket.bufferedAmount < WAITING_BYTES) {
    listeners[0]?.send(HAPPENING);
    sent += HAPPENING.length;
    await turn();
  }
  return { held: held[0], sent, received };
}

it("news that wait for a slow screen are not sent after its session ended", async () => {
  const { held, sent, received } = await backlog();
  held?.end("session.ended");
  expect(await received()).toBeLessThan(sent - WAITING_BYTES / 2);
});

it("news that wait for a slow screen are not sent to it while it is locked", async () => {
  const { held, sent, received } = await backlog();
  held?.locked?.(true);
  expect(await received()).toBeLessThan(sent - WAITING_BYTES / 2);
});

import { live, type FromRoom, type Happening } from "@amaliyat/contract/live";
import { address } from "@amaliyat/contract/route";
import { once } from "node:events";
import { vi } from "vitest";
import type { WebSocket } from "ws";
import type { TestClient } from "./test-client.ts";

/** A connected screen of a test. `heard` grows with every message of the room. */
export type Screen = {
  readonly socket: WebSocket;
  readonly heard: readonly FromRoom[];
  readonly events: () => Extract<FromRoom, { kind: "event" }>[];
  /** Waits for the first happening that is meant. */
  readonly happens: <T extends Happening["topic"]>(
    topic: T,
    meant?: (happening: Extract<Happening, { topic: T }>) => boolean,
  ) => Promise<Extract<Happening, { topic: T }>>;
  /** Waits until the room ends the screen; its code. */
  readonly ended: Promise<string>;
};

/** Opens the live channel and waits for its greeting. */
export async function openScreen(client: TestClient, since?: number): Promise<Screen> {
  const heard: FromRoom[] = [];
  const path = address(live.connect, undefined, { since });
  const { socket, status } = await client.socket(path, {
    onMessage: (data) => heard.push(JSON.parse((data as Buffer).toString("utf8")) as FromRoom),
  });
  if (socket === null) throw new Error(`the live channel answered ${status}`);
  const ended = once(socket, "close").then(([, reason]) => String(reason));
  await vi.waitFor(() => {
    if (!heard.some(({ kind }) => kind === "hello")) throw new Error("not greeted yet");
  }, 10_000);
  return {
    socket,
    heard,
    ended,
    events: () => heard.filter((message) => message.kind === "event"),
    happens: (topic, meant = () => true) =>
      vi.waitFor(
        () => {
          for (const message of heard) {
            if (message.kind !== "event" || message.happening.topic !== topic) continue;
            const happening = message.happening as Extract<Happening, { topic: typeof topic }>;
            if (meant(happening)) return happening;
          }
          throw new Error(`no such ${topic} was told`);
        },
        { timeout: 5_000, interval: 10 },
      ),
  };
}

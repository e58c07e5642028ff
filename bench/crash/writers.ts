import { interventions } from "@amaliyat/contract/interventions";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "../../simulator/src/api/client.ts";

/** Codes answered while the room is away. Any other code would reach a person. */
const AWAY = new Set(["network.lost", "server.failed", "database.unavailable", "database.busy"]);
const TRY_AGAIN_MS = 50;
const BETWEEN_MS = 20;
const GIVE_UP_MS = 30_000;

export type Writers = {
  /** Every note that the room said to have taken. */
  readonly taken: readonly string[];
  /** Time of the last answer, by `performance.now`. */
  readonly lastAnswer: () => number;
  readonly unexpected: ReadonlyMap<string, number>;
  readonly stop: () => Promise<void>;
};

/**
 * Writers of notes, one note after the other. Each is sent again under its key until the room confirms it, as a phone or a desk does while
 * the room is away.
 */
export function startWriters(clients: readonly Client[], interventionIds: readonly string[]): Writers {
  const taken: string[] = [];
  const unexpected = new Map<string, number>();
  let last = performance.now();
  let going = true;
  let given = false;
  const write = async (client: Client, interventionId: string): Promise<void> => {
    const text = randomUUID();
    const once = randomUUID();
    while (!given) {
      const answer = await client.ask(interventions.note, { params: { interventionId }, body: { text }, once });
      if (answer.ok || answer.error.code === "request.done_before") {
        taken.push(text);
        last = performance.now();
        return;
      }
      if (!AWAY.has(answer.error.code)) {
        unexpected.set(answer.error.code, (unexpected.get(answer.error.code) ?? 0) + 1);
        return;
      }
      await sleep(TRY_AGAIN_MS);
    }
  };
  const running = clients.map(async (client, at) => {
    for (let turn = at; going; turn++) {
      await write(client, interventionIds[turn % interventionIds.length] ?? "");
      await sleep(BETWEEN_MS);
    }
  });
  return {
    taken,
    unexpected,
    lastAnswer: () => last,
    async stop() {
      going = false;
      // Requests under way are completed. The wait for a room that never returns is limited.
      const late = setTimeout(() => (given = true), GIVE_UP_MS);
      await Promise.all(running);
      clearTimeout(late);
    },
  };
}

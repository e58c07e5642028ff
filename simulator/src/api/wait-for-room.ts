import { theRoom } from "@amaliyat/contract/room";
import { setTimeout as sleep } from "node:timers/promises";
import { makeClient } from "./client.ts";

/** Waits until the room at `base` answers and its database stands. Throws after `withinMs`. */
export async function waitForRoom(base: string, withinMs: number): Promise<void> {
  const client = makeClient(base);
  for (const until = Date.now() + withinMs; ;) {
    const health = await client.ask(theRoom.health, {});
    if (health.ok && health.value.ok) return;
    if (Date.now() > until) throw new Error(`the room at ${base} does not answer`);
    await sleep(200);
  }
}

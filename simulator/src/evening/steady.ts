import type { Arguments, Problem, ReplyOf, Route } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Refused, signIn, type Client } from "../api/client.ts";

/** Longest absence of the room before a call is given up, and the wait between two tries, ms. */
const AWAY_MS = 60_000;
const AGAIN_MS = 250;

const isAway = ({ code }: Problem): boolean => code === "network.lost" || code === "server.failed" || code === "database.unavailable";

/** Somebody at work: calls again while the room is away, under one key for all tries, so that nothing is done twice. */
export type Person = Pick<Client, "ask" | "must"> & { readonly userId: string };

/** Signs somebody in who does not give up when the room is away. Throws when refused. */
export async function atWork(base: string, username: string, password: string): Promise<Person> {
  const client = await signIn(base, username, password);
  const ask = async <T extends Route>(route: T, given: Arguments<T>): Promise<Result<ReplyOf<T>, Problem>> => {
    const once = randomUUID();
    for (const until = Date.now() + AWAY_MS; ;) {
      // An answer that was cut off in its middle is an exception of its reader.
      const told = await client.ask(route, { ...given, once }).catch(() => null);
      const away = told === null || (!told.ok && isAway(told.error));
      if (told !== null && (!away || Date.now() > until)) return told;
      if (Date.now() > until) throw new Error(`${route.name}: the room does not answer`);
      await sleep(AGAIN_MS);
    }
  };
  return {
    userId: client.session.user.userId,
    ask,
    async must(route, given) {
      const told = await ask(route, given);
      if (!told.ok) throw new Refused(route, told.error);
      return told.value;
    },
  };
}

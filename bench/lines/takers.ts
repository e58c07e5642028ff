import { calls } from "@amaliyat/contract/calls";
import { signIn, type Client } from "../../simulator/src/api/client.ts";
import { designate } from "../../simulator/src/seed/designate.ts";
import { interrupted, pause } from "../harness/ending.ts";
import { officeOf, PASSWORD, TOP } from "../town/furnish.ts";
import type { TakerAsked } from "./callers.ts";

export type Taker = { readonly client: Client; readonly console: TakerAsked };

/** Hashing passwords is slow by design, and the room takes no flood of it. */
const AT_ONCE = 4;
const READY_WITHIN_MS = 10_000;

async function fewAtOnce<T>(count: number, make: (nth: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  while (made.length < count && !interrupted.aborted) {
    const begun = made.length;
    made.push(...(await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - begun) }, (_none, at) => make(begun + at)))));
  }
  return made;
}

/** People who answer, made by the API as an administrator would; each comes to the queue and is given credentials for a telephone. */
export async function makeTakers(url: string, count: number): Promise<Taker[]> {
  const office = await officeOf(url);
  return await fewAtOnce(count, async (nth) => {
    const username = `taker${nth}`;
    const person = { username, name: username, badge: username, role: "call_taker" as const, sectors: [TOP] };
    await designate(office, person, PASSWORD);
    const client = await signIn(url, username, PASSWORD);
    const { taker, username: login, password, realm } = await client.must(calls.phone, { body: { ready: false } });
    return { client, console: { extension: taker.extension, cookie: client.cookie(), login: { username: login, password, realm } } };
  });
}

/** Ready for the next call, once the room has heard of the telephone. */
export async function makeReady(takers: readonly Taker[]): Promise<void> {
  await fewAtOnce(takers.length, async (nth) => {
    const client = takers[nth]?.client;
    for (const until = Date.now() + READY_WITHIN_MS; ; await pause(100)) {
      const done = await client?.ask(calls.ready, {});
      if (done?.ok === true) return;
      if (Date.now() > until) throw new Error(`taker ${nth} cannot be made ready: ${done?.error.code ?? "nobody"}`);
    }
  });
}

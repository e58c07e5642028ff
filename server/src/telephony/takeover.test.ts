import { calls } from "@amaliyat/contract/calls";
import { stderr } from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { cloneDatabase } from "../platform/testing/database.ts";
import { startChildRoom } from "../testing/child-room.ts";
import type { TestClient } from "../testing/test-client.ts";
import { clientsOf, furnish, temporaryData } from "../testing/test-room.ts";
import { missingPackages } from "./settings.ts";
import { testEdge } from "./testing/lines.ts";
import { makePhone, overUdp, overWebSocket, until, type Talk } from "./testing/phones.ts";

// Two servers on one database and one edge, on one machine. Only the one that holds the lock of the lines has the port at which the edge
// looks for the room; the other takes lock and port when the first is gone. On two machines the edge would need both in its list.
const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/takeover.test.ts is skipped: ${missing.join(", ")} not installed\n`);

const [CALLER, TAKER] = [1_100, 1_700];

test.skipIf(missing.length > 0)(
  "a second server takes the lines over when the first is killed, with whoever talks",
  { timeout: 90_000 },
  async () => {
    await using stack = new AsyncDisposableStack();
    const database = stack.use(await cloneDatabase());
    const edge = stack.use(await testEdge(9, ["127.0.0.1"]));
    const data = stack.use(await temporaryData());
    const options = { data: data.path, databaseUrl: database.url, roles: "api", environment: { AMALIYAT_LINES: edge.folder } };
    const first = await startChildRoom(options);
    stack.defer(() => void first.child.kill("SIGKILL"));
    await furnish(first.url, database);
    const taker = await clientsOf(first.url)("call_taker");
    const login = await granted(() => taker.ask(calls.phone, { body: { ready: false } }));
    const second = await startChildRoom(options);
    stack.defer(() => void second.child.kill("SIGKILL"));
    const onSecond = await clientsOf(second.url)("call_taker");
    expect(await onSecond.code(calls.ready, {})).toBe("calls.elsewhere");

    const ringing: Talk[] = [];
    const carrier = await overWebSocket(`ws://127.0.0.1:${edge.ports.consoles}`);
    const console_ = stack.use(
      makePhone({ carrier, user: login.taker.extension, tone: TAKER, answerAfterMs: 50, onRing: (talk) => ringing.push(talk) }),
    );
    expect(await console_.register(login)).toBe(200);
    await granted(() => taker.ask(calls.ready, {}));
    const outside = stack.use(
      makePhone({ carrier: await overUdp({ host: "127.0.0.1", port: edge.ports.trunk }), user: "0661234567", tone: CALLER }),
    );
    const dial = (): Promise<Talk> => outside.call(`sip:17@127.0.0.1:${edge.ports.trunk}`);
    const talk = await dial();
    await until("both are heard", () => talk.sound.hears(TAKER) && ringing[0]?.sound.hears(CALLER) === true, 10_000);

    const said = async (client: TestClient): Promise<string> => (await client.must(calls.list, { query: {} })).rows[0]?.state ?? "none";
    // An answer that the first server did not write down any more is undone by the second, and the caller waits again.
    for (const end = Date.now() + 10_000; (await said(taker)) !== "talking" && Date.now() < end;) await pause(50);

    first.child.kill("SIGKILL");
    const killed = performance.now();
    await granted(() => onSecond.ask(calls.pause, { body: { reason: "break" } }));
    stderr.write(`the second server has the lines ${Math.round(performance.now() - killed)} ms after the kill\n`);
    expect(talk.sound.hears(TAKER)).toBe(true);
    expect(await said(onSecond)).toBe("talking");
    // The new server hears what the old one's dialogs say.
    talk.hangUp();
    await until("the console is hung up by the new server", () => ringing[0]?.state() === "over");
    // And the next caller rings there.
    await granted(() => onSecond.ask(calls.ready, {}));
    const next = await dial();
    await until("the next call is heard both ways", () => next.sound.hears(TAKER) && ringing.at(-1)?.sound.hears(CALLER) === true, 15_000);
  },
);

type Asked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: { readonly code: string } };

/** Asks until it is not refused: a server that begins, or a telephone that was not heard of yet. */
async function granted<T>(ask: () => Promise<Asked<T>>, withinMs = 20_000): Promise<T> {
  for (const end = Date.now() + withinMs; ; await pause(50)) {
    const said = await ask();
    if (said.ok) return said.value;
    if (Date.now() > end) throw new Error(`refused for ${withinMs} ms: ${said.error.code}`);
  }
}

import { calls } from "@amaliyat/contract/calls";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stderr } from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { cloneDatabase } from "../platform/testing/database.ts";
import { startChildRoom } from "../testing/child-room.ts";
import type { TestClient } from "../testing/test-client.ts";
import { clientsOf, dataOfAnotherServer, furnish, temporaryData } from "../testing/test-room.ts";
import { announcementsFolder, missingPackages } from "./settings.ts";
import { testEdge, toneWav } from "./testing/lines.ts";
import { makePhone, overUdp, overWebSocket, until, type Talk } from "./testing/phones.ts";

// Two servers on one database and one edge, on one machine. Only the holder of the lines' lock has the port at which the edge looks for the
// room. The other takes lock and port when the first is gone. On two machines the edge would need both in its list.
const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/takeover.test.ts is skipped: ${missing.join(", ")} not installed\n`);

const [CALLER, TAKER, PROMISE] = [1_100, 1_700, 900];

test.skipIf(missing.length > 0)(
  "a second server takes the lines over when the first is killed, with whoever talks; who asks to be called back is called",
  { timeout: 120_000 },
  async () => {
    await using stack = new AsyncDisposableStack();
    const database = stack.use(await cloneDatabase());
    const probe = await overUdp({ host: "127.0.0.1", port: 1 });
    const gatewayPort = Number(/:(\d+)$/.exec(probe.via)?.[1]);
    probe.close();
    const edge = stack.use(await testEdge(gatewayPort, ["127.0.0.1"]));
    await mkdir(announcementsFolder(edge.folder), { recursive: true });
    await writeFile(join(announcementsFolder(edge.folder), "called-back-ar.wav"), toneWav(PROMISE));
    const data = stack.use(await temporaryData());
    const options = { data: data.path, database, roles: "api", environment: { AMALIYAT_LINES: edge.folder } };
    const first = await startChildRoom(options);
    stack.defer(() => void first.child.kill("SIGKILL"));
    await furnish(first.url, database);
    const taker = await clientsOf(first.url)("call_taker");
    const login = await granted(() => taker.ask(calls.phone, { body: { ready: false } }));
    const other = stack.use(await dataOfAnotherServer(data.path));
    const second = await startChildRoom({ ...options, data: other.path });
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
    const dial = (line = "17"): Promise<Talk> => outside.call(`sip:${line}@127.0.0.1:${edge.ports.trunk}`);
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
    // And the next caller rings there. The edge asks for the room once a second: until it has found it, consoles ring without it.
    const dialRoom = async (line: string): Promise<Talk> => {
      for (const end = Date.now() + 10_000; ; await pause(50)) {
        const made = await dial(line);
        await until("it is answered", () => made.state() === "talking");
        const isSaved = ringing.some((each) => each.state() !== "over" && each.invite?.header("x-survival") === "yes");
        if (!isSaved) return made;
        made.hangUp();
        await until("it is over", () => ringing.every((each) => each.state() === "over"));
        if (Date.now() > end) throw new Error("the edge has not found the new server");
      }
    };
    await granted(() => onSecond.ask(calls.ready, {}));
    const next = await dialRoom("17");
    await until("the next call is heard both ways", () => next.sound.hears(TAKER) && ringing.at(-1)?.sound.hears(CALLER) === true, 15_000);
    next.hangUp();
    await until("it is over", () => ringing.at(-1)?.state() === "over");

    // A waiting caller presses a key, hears the confirmation, and is hung up; the next free call-taker then calls the number.
    await granted(() => onSecond.ask(calls.pause, { body: { reason: "break" } }));
    const waits = await dialRoom("1548");
    waits.sound.press("1");
    await until("the promise is heard", () => waits.sound.hears(PROMISE), 10_000);
    await until("the room hangs up", () => waits.state() === "over", 10_000);
    const gateway = await overUdp({ host: "127.0.0.1", port: edge.ports.trunk }, { port: gatewayPort });
    const home = stack.use(makePhone({ carrier: gateway, user: "0661234567", tone: CALLER, answerAfterMs: 50 }));
    await granted(() => onSecond.ask(calls.ready, {}));
    const [entry] = (await onSecond.must(calls.list, { query: { callBack: "true" } })).rows;
    expect(entry).toMatchObject({ line: "1548", ending: "call_back", callBack: "offered" });
    expect(home.talks()).toEqual([]);
    await granted(() => onSecond.ask(calls.callBack, { params: { callId: entry?.callId ?? "" } }));
    await until(
      "both are heard",
      () => home.talks()[0]?.sound.hears(TAKER) === true && ringing.at(-1)?.sound.hears(CALLER) === true,
      15_000,
    );
    expect((await onSecond.must(calls.list, { query: { callBack: "true" } })).rows).toEqual([]);
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

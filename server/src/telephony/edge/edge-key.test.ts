import { once } from "node:events";
import { readFile, stat } from "node:fs/promises";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { stderr } from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import { missingPackages } from "../settings.ts";
import { silent } from "../testing/fake-edge.ts";
import { testEdge, testLines, type TestLines } from "../testing/lines.ts";
import { makePhone, overUdp, overWebSocket, until } from "../testing/phones.ts";
import { startEdge } from "./start-edge.ts";

const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/edge/edge-key.test.ts is skipped: ${missing.join(", ")} not installed\n`);

const keyOf = async (folder: string): Promise<string> => (await readFile(join(folder, "edge-key"), "utf8")).trim();
/** The state that the room told last. */
async function latest(lines: TestLines): Promise<string> {
  let last = "";
  for (let n = 0; n < 100; n++) {
    const line = await lines.heard("state", () => true, last === "" ? 5_000 : 0).catch(() => null);
    if (line === null) break;
    last = (line["state"] as { kind: string }).kind;
  }
  return last;
}

const isKnown = async (folder: string, key: string): Promise<boolean> =>
  (await readFile(join(folder, "kamailio.cfg"), "utf8")).includes(key);

/** Says one order at the events port, in a connection of its own; gives what came back before it was ended, `what` came, or a while was over. */
async function said(port: number, text: string, what: string | null = null): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let heard = "";
  socket.on("error", () => undefined);
  socket.on("data", (chunk) => (heard += String(chunk)));
  socket.write(`${Buffer.byteLength(text)}:${text},`);
  let isOver = false;
  socket.on("close", () => (isOver = true));
  // A loaded machine answers late; what must not come is waited for less long.
  const end = performance.now() + (what === null ? 300 : 3_000);
  while (!isOver && performance.now() < end && (what === null || !heard.includes(what))) await sleep(20);
  socket.destroy();
  return heard;
}

describe.skipIf(missing.length > 0)("the key between room and edge", { timeout: 60_000 }, () => {
  test("is new at each start of the edge, and stays while the edge runs, whoever watches it", async () => {
    await using stands = await testEdge(9);
    const { folder, edge } = stands;
    const first = await keyOf(folder);
    expect([await isKnown(folder, first), (await stat(join(folder, "edge-key"))).mode & 0o777]).toEqual([true, 0o600]);
    edge.leave();
    const adopted = await startEdge({ folder, log: silent });
    expect(await keyOf(folder)).toBe(first);
    await adopted[Symbol.asyncDispose]();
    await using again = await startEdge({ folder, log: silent });
    expect(again).toBeDefined();
    const second = await keyOf(folder);
    expect([second === first, await isKnown(folder, second), await isKnown(folder, first)]).toEqual([false, true, false]);
  });

  test("is learned by a room that lives while the edge is started anew: its orders are taken", async () => {
    await using lines = await testLines(9, ["127.0.0.1"]);
    const folder = dirname(lines.prompt);
    await lines.edge[Symbol.asyncDispose]();
    // Said before the end, too: the lines are down while they start.
    await vi.waitFor(async () => expect(await latest(lines)).toBe("down"), { timeout: 30_000, interval: 100 });
    await using edge = await startEdge({ folder, log: silent });
    expect(edge).toBeDefined();
    await vi.waitFor(async () => expect(await latest(lines)).toBe("ready"), { timeout: 30_000, interval: 100 });
    await using stack = new AsyncDisposableStack();
    const rang: string[] = [];
    const taker = stack.use(
      makePhone({
        carrier: await overWebSocket(`ws://127.0.0.1:${lines.ports.consoles}`),
        user: "2001",
        tone: 1_700,
        onRing: () => rang.push("2001"),
      }),
    );
    expect(await taker.register(lines.login("2001"))).toBe(200);
    await lines.heard("phone_registered");
    const caller = stack.use(
      makePhone({ carrier: await overUdp({ host: "127.0.0.1", port: lines.ports.trunk }), user: "0661234567", tone: 1_100 }),
    );
    void caller.call(`sip:17@127.0.0.1:${lines.ports.trunk}`).catch(() => undefined);
    const { callId } = await lines.heard("arrived");
    lines.order({ do: "ring", callId, legId: "leg-1", target: { kind: "extension", extension: "2001" } });
    await until("the console rings", () => rang.length > 0);
  });

  test("is asked for by every order at the events port: whoever has none hears nothing, and nothing is done", async () => {
    await using stands = await testEdge(9);
    const { folder, ports } = stands;
    const key = await keyOf(folder);
    const [call, kept] = ["a".repeat(32), "17|0661234567|101|@1700000000|1700000009"];
    // The watch of the lines has given its own orders by now.
    await vi.waitFor(async () => expect(await said(ports.events, `${key} list`, "listed")).toContain("listed"), { timeout: 20_000 });
    const forged = [
      "list",
      `survived ${call} ${kept}`,
      `surviving ${call} ${kept}`,
      `forget ${call}`,
      `revoke ${"b".repeat(24)}`,
      "unring 00",
    ];
    for (const order of forged) for (const text of [order, `${"0".repeat(64)} ${order}`]) expect(await said(ports.events, text)).toBe("");
    const comes = (order: string, what: string): Promise<void> =>
      vi.waitFor(async () => expect(await said(ports.events, `${key} ${order}`, what)).toContain(what), { timeout: 20_000 });
    expect(await said(ports.events, `${key} list`)).not.toContain(call);
    await said(ports.events, `${key} survived ${call} ${kept}`);
    await comes("list", call);
    await said(ports.events, `forget ${call}`);
    await comes("list", call);
    // Events go only to connections that have given the key.
    const stranger = connect(ports.events, "127.0.0.1");
    let overheard = "";
    stranger.on("data", (chunk) => (overheard += String(chunk)));
    await once(stranger, "connect");
    await comes(`forget ${call}`, "forgotten");
    expect(overheard).toBe("");
    stranger.destroy();
  });
});

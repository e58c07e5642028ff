import { existsSync, readdirSync, readFileSync } from "node:fs";
import { stderr } from "node:process";
import { fileURLToPath } from "node:url";
import { createSocket } from "node:dgram";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { signal } from "../platform/database/embedded/processes.ts";
import { missingPackages } from "./settings.ts";
import { PROMPT_HZ, testLines, type TestLines } from "./testing/lines.ts";
import { makePhone, overUdp, overWebSocket, until, type Phone, type Talk } from "./testing/phones.ts";

// The edge under what a bad day brings: all consoles at once, its own death, and messages that are meant to break it.
const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/edge.test.ts is skipped: ${missing.join(", ")} not installed\n`);

const CONSOLES = 200;
const FIRST_EXTENSION = 2_001;
const torture = fileURLToPath(new URL("../../../../shared/assets/sip/rfc4475-torture/", import.meta.url));

describe.skipIf(missing.length > 0)("the edge", { timeout: 90_000 }, () => {
  let lines: TestLines;
  const stack = new AsyncDisposableStack();
  beforeAll(async () => {
    lines = stack.use(await testLines(9, ["127.0.0.1"]));
  }, 60_000);
  afterAll(() => stack.disposeAsync());

  /** A call of an honest caller is answered and hears the prompt. */
  async function answers(): Promise<{ talk: Talk; callId: string }> {
    const carrier = await overUdp({ host: "127.0.0.1", port: lines.ports.trunk });
    const phone = stack.use(makePhone({ carrier, user: "0661234567", tone: 1_100 }));
    const talk = await phone.call(`sip:17@127.0.0.1:${lines.ports.trunk}`);
    const callId = String((await lines.heard("arrived", (line) => (line["from"] as { number: string }).number === "0661234567"))["callId"]);
    lines.order({ do: "play", callId, files: [lines.prompt], repeat: true });
    await until("the caller hears the prompt", () => talk.sound.hears(PROMPT_HZ));
    return { talk, callId };
  }

  test("two hundred consoles register at once; the edge is killed, and every one of them is back by itself", async () => {
    const again: number[] = [];
    const phones: Phone[] = [];
    const rang: string[] = [];
    for (let nth = 0; nth < CONSOLES; nth++) {
      const user = `${FIRST_EXTENSION + nth}`;
      const carrier = await overWebSocket(`ws://127.0.0.1:${lines.ports.consoles}`, { again: true });
      phones.push(stack.use(makePhone({ carrier, user, tone: 1_700, onRing: () => rang.push(user) })));
    }
    const begun = performance.now();
    const statuses = await Promise.all(
      phones.map((phone, nth) => phone.stayRegistered(lines.login(`${FIRST_EXTENSION + nth}`), (status) => again.push(status))),
    );
    const stormMs = performance.now() - begun;
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
    for (let nth = 0; nth < CONSOLES; nth++) await lines.heard("phone_registered");
    signal((await lines.edge.pid("kamailio")) ?? 0, "SIGKILL");
    const killed = performance.now();
    await until("all are registered again", () => again.filter((status) => status === 200).length >= CONSOLES, 30_000);
    const backMs = performance.now() - killed;
    stderr.write(`${CONSOLES} consoles registered in ${Math.round(stormMs)} ms, all back ${Math.round(backMs)} ms after the kill\n`);
    // None was lost to the room: none is told as lost, and the last of them rings.
    await expect(lines.heard("phone_lost", () => true, 17_000)).rejects.toThrow("no phone_lost");
    const { talk, callId } = await answers();
    const extension = `${FIRST_EXTENSION + CONSOLES - 1}`;
    lines.order({ do: "ring", callId, legId: "last", target: { kind: "extension", extension } });
    await until("the last console rings", () => rang.includes(extension));
    talk.hangUp();
    await lines.heard("ended", (line) => line["callId"] === callId);
  });

  test.skipIf(!existsSync(torture))(
    "the torture messages of RFC 4475, from the trunk and from a console, leave edge and room answering",
    async () => {
      const before = await lines.edge.pid("kamailio");
      const socket = createSocket("udp4").bind(0, "127.0.0.1");
      for (const name of readdirSync(torture)) {
        const bytes = readFileSync(`${torture}${name}`);
        socket.send(bytes, lines.ports.trunk, "127.0.0.1");
        const link = new WebSocket(`ws://127.0.0.1:${lines.ports.consoles}`, ["sip"]);
        await new Promise((resolve) => link.once("open", resolve));
        link.send(bytes.toString("latin1"));
        await new Promise((resolve) => setTimeout(resolve, 20));
        link.terminate();
      }
      socket.close();
      const { talk, callId } = await answers();
      talk.hangUp();
      await lines.heard("ended", (line) => line["callId"] === callId);
      expect(await lines.edge.pid("kamailio")).toBe(before);
    },
  );
});

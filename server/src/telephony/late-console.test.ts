import { stderr } from "node:process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingPackages } from "./settings.ts";
import { testLines, type TestLines } from "./testing/lines.ts";
import { makePhone, overUdp, overWebSocket, until, type Phone, type Talk } from "./testing/phones.ts";

// Consoles ring without a room. The page of one stands still, and hears of each call seconds late.
const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/late-console.test.ts is skipped: ${missing.join(", ")} not installed\n`);

const [CALLER, TAKER, LATE] = [1_100, 1_700, 2_300];

describe.skipIf(missing.length > 0)("a console that stands still while there is no room", { timeout: 60_000 }, () => {
  let lines: TestLines;
  const stack = new AsyncDisposableStack();
  let quick: Phone;
  let late: Phone;
  let lateMs = 0;
  beforeAll(async () => {
    lines = stack.use(await testLines(9, ["127.0.0.1"]));
    const consoles = `ws://127.0.0.1:${lines.ports.consoles}`;
    quick = stack.use(makePhone({ carrier: await overWebSocket(consoles), user: "101", tone: TAKER }));
    const link = await overWebSocket(consoles);
    const carrier = {
      ...link,
      onMessage: (heard: (text: string) => void) => link.onMessage((text) => void setTimeout(() => heard(text), lateMs)),
    };
    late = stack.use(makePhone({ carrier, user: "102", tone: LATE }));
    expect(await quick.register(lines.login("101"))).toBe(200);
    expect(await late.register(lines.login("102"))).toBe(200);
    await lines.kill();
  }, 60_000);
  afterAll(() => stack.disposeAsync());

  const ringing = (phone: Phone): Talk | undefined => phone.talks().find((talk) => talk.state() === "ringing");
  async function dialled(): Promise<Talk> {
    const carrier = await overUdp({ host: "127.0.0.1", port: lines.ports.trunk });
    const phone = stack.use(makePhone({ carrier, user: "0661234567", tone: CALLER }));
    return await phone.call(`sip:17@127.0.0.1:${lines.ports.trunk}`);
  }

  test("rings for a call that another has taken no longer than the call would have rung", async () => {
    lateMs = 6_000;
    const talk = await dialled();
    await until("the quick console rings", () => ringing(quick) !== undefined, 10_000);
    ringing(quick)?.answer();
    await until("the caller talks", () => talk.state() === "talking");
    await until("the late console rings", () => ringing(late) !== undefined, 10_000);
    // The edge has forgotten its branch by now, and sends no CANCEL.
    await until("it rings no more", () => late.talks().length === 0, 15_000);
    talk.hangUp();
    await until("the talk is over", () => quick.talks().length === 0);
  });

  test("is heard by the caller if it answers first, up to 10 s late", async () => {
    lateMs = 6_500;
    const talk = await dialled();
    await until("the late console rings", () => ringing(late) !== undefined, 15_000);
    ringing(late)?.answer();
    await until("the caller hears it", () => talk.sound.hears(LATE));
    talk.hangUp();
  });
});

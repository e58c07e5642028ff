import { setTimeout as pause } from "node:timers/promises";
import { stderr } from "node:process";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { missingPackages } from "../settings.ts";
import { testLines, type TestLines } from "../testing/lines.ts";
import { makePhone, overUdp, overWebSocket, until, type Phone, type Talk } from "../testing/phones.ts";

const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/edge/rings-on.test.ts is skipped: ${missing.join(", ")} not installed\n`);

const [CALLER, TAKER] = [1_100, 1_700];

describe.skipIf(missing.length > 0)("a caller in danger, where the room is dead", { timeout: 90_000 }, () => {
  let stack: AsyncDisposableStack;
  let lines: TestLines;
  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    lines = stack.use(await testLines(9, ["127.0.0.1"]));
  });
  afterEach(() => stack.disposeAsync());

  const dial = async (): Promise<Talk> => {
    const carrier = await overUdp({ host: "127.0.0.1", port: lines.ports.trunk });
    return stack.use(makePhone({ carrier, user: "0661234567", tone: CALLER })).call(`sip:17@127.0.0.1:${lines.ports.trunk}`);
  };
  /** A console that does with each ringing what it is told. */
  async function taker(onRing: (talk: Talk) => void, user = "101"): Promise<Phone> {
    const carrier = await overWebSocket(`ws://127.0.0.1:${lines.ports.consoles}`);
    const phone = stack.use(makePhone({ carrier, user, tone: TAKER, onRing }));
    expect(await phone.register(lines.login(user))).toBe(200);
    return phone;
  }

  test("is not sent away by a console that is busy, and heard there as soon as it is free", async () => {
    let isBusy = true;
    let refused = 0;
    await taker((talk) => {
      if (!isBusy) return talk.answer();
      refused += 1;
      talk.refuse("486 Busy Here");
    });
    await lines.kill();
    const talk = await dial();
    await until("the console has refused twice", () => refused >= 2, 30_000);
    expect(talk.state()).toBe("ringing");
    isBusy = false;
    await until("the caller hears the console", () => talk.sound.hears(TAKER), 15_000);
    talk.hangUp();
  });

  test("comes to a room that is back while consoles ring in vain", async () => {
    const rung: Talk[] = [];
    await taker((talk) => void rung.push(talk));
    await lines.kill();
    const talk = await dial();
    await until("the console rings", () => rung.some((each) => each.state() === "ringing"), 20_000);
    await lines.restart();
    await lines.heard("arrived", () => true, 30_000);
    await until("the room has answered", () => talk.state() === "talking", 10_000);
    // Nobody is left ringing for a caller whom the room has.
    await until("the console is silent", () => rung.every((each) => each.state() === "over"), 10_000);
    // Real time: the edge would ring again within two seconds.
    await pause(2_000);
    expect(rung.every((each) => each.state() === "over")).toBe(true);
    talk.hangUp();
  });

  test("is not sent away after half a minute, because no console is there for a moment", async () => {
    let rings = 0;
    const only = await taker(() => void (rings += 1));
    await lines.kill();
    const talk = await dial();
    // Real time: one who finds no console at first is tried for 20 s.
    await pause(20_000);
    const before = rings;
    await until("the console rings again", () => rings > before, 15_000);
    await only[Symbol.asyncDispose]();
    // Real time: a console rings for 10 s. Then the edge looks for one, and finds none.
    await pause(13_000);
    expect([talk.state(), talk.status()]).toEqual(["ringing", 182]);
    await taker((other) => other.answer(), "102");
    await until("the caller hears the other console", () => talk.sound.hears(TAKER), 15_000);
    talk.hangUp();
  });

  test("is not sent away by a room that came back after half a minute and died again", async () => {
    let rungAt = -Infinity;
    await taker(() => (rungAt = performance.now()));
    await lines.kill();
    const talk = await dial();
    // Real time: one who finds no console at first is tried for 20 s.
    await pause(20_000);
    const before = performance.now();
    await until("the console rings again", () => rungAt > before, 15_000);
    // Consoles ring for 10 s; then the edge asks the room, which it knows to be dead only some seconds later.
    await lines.restart();
    await pause(Math.max(0, rungAt + 8_800 - performance.now()));
    // 182 is heard while the room is asked. A slow machine reads it too late: consoles ring again by then.
    const asked = until("the room is asked", () => talk.status() === 182, 15_000);
    await lines.kill();
    await asked;
    // Real time: the edge hears nothing of the room for longer than a caller used to be kept then.
    await pause(3_500);
    expect(talk.state()).toBe("ringing");
    await lines.restart();
    await until("the room has answered", () => talk.state() === "talking", 40_000);
    talk.hangUp();
  });

  test("rings on and comes to the room, though ten busy consoles have used up what the edge may try", async () => {
    for (let nth = 101; nth <= 110; nth++) await taker((talk) => talk.refuse("486 Busy Here"), String(nth));
    await lines.kill();
    const talk = await dial();
    // Real time: it was told 503 after 4 to 6 s.
    await pause(20_000);
    expect(talk.state()).toBe("ringing");
    await lines.restart();
    await until("the room has answered", () => talk.state() === "talking", 40_000);
    talk.hangUp();
  });
});

import { stderr } from "node:process";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { missingPackages } from "./settings.ts";
import { PROMPT_HZ, testLines, type TestLines } from "./testing/lines.ts";
import { makePhone, overUdp, overWebSocket, until, type Phone, type Talk } from "./testing/phones.ts";

// A server that is killed leaves telephones that ring. A person who answers one of them must not stand in a dead line.
const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/left-ringing.test.ts is skipped: ${missing.join(", ")} not installed\n`);

const [CALLER, OUTSIDE, TAKER] = [1_100, 1_900, 1_700];
const NUMBER = "0555000666";

describe.skipIf(missing.length > 0)("telephones that a dead server left ringing", { timeout: 60_000 }, () => {
  const stack = new AsyncDisposableStack();
  let lines: TestLines;
  let gateway: Phone;
  let taker: Phone;
  let citizen: Phone;
  let talk: Talk;
  let callId = "";

  beforeAll(async () => {
    const probe = await overUdp({ host: "127.0.0.1", port: 1 });
    const gatewayPort = Number(/:(\d+)$/.exec(probe.via)?.[1]);
    probe.close();
    lines = stack.use(await testLines(gatewayPort));
    const edge = { host: "127.0.0.1", port: lines.ports.trunk };
    gateway = stack.use(makePhone({ carrier: await overUdp(edge, { port: gatewayPort }), user: "gateway", tone: OUTSIDE }));
    citizen = stack.use(makePhone({ carrier: await overUdp(edge), user: "0661234567", tone: CALLER }));
    taker = stack.use(makePhone({ carrier: await overWebSocket(`ws://127.0.0.1:${lines.ports.consoles}`), user: "101", tone: TAKER }));
    expect(await taker.register(lines.login("101"))).toBe(200);
    talk = await citizen.call(`sip:17@127.0.0.1:${lines.ports.trunk}`);
    callId = String((await lines.heard("arrived"))["callId"]);
    lines.order({ do: "play", callId, files: [lines.prompt], repeat: true });
    await until("the caller hears the prompt", () => talk.sound.hears(PROMPT_HZ));
  }, 60_000);
  afterAll(() => stack.disposeAsync());

  let legs = 0;
  /** A console and the number outside ring for the caller. */
  let console_: Talk;
  let outside: Talk;
  const ring = async (phone: Phone, target: object): Promise<Talk> => {
    const legId = `leg-${++legs}`;
    // Telephones that the dead server rang may still ring beside it.
    const before = new Set(phone.talks());
    lines.order({ do: "ring", callId, legId, target, yields: true });
    const find = (): Talk | undefined => phone.talks().find((each) => each.state() === "ringing" && !before.has(each));
    await until(`${legId} rings`, () => find() !== undefined);
    await lines.heard("leg_ringing", (line) => line["legId"] === legId);
    const found = find();
    if (found === undefined) throw new Error("it rang and stopped");
    return found;
  };
  beforeEach(async () => {
    console_ = await ring(taker, { kind: "extension", extension: "101" });
    outside = await ring(gateway, { kind: "number", number: NUMBER });
  });
  const back = async (): Promise<void> => {
    await lines.restart();
    expect((await lines.heard("taken_back"))["calls"]).toMatchObject([{ callId, legs: [] }]);
  };
  const bothOver = (): boolean => console_.state() === "over" && outside.state() === "over";

  test("ring no more within a second of the next server, whose own ringing goes on and is heard both ways", async () => {
    await lines.kill();
    await back();
    const anew = await ring(gateway, { kind: "number", number: NUMBER });
    await until("what the dead server rang is over", bothOver, 3_000);
    expect(anew.state()).toBe("ringing");
    anew.answer();
    await lines.heard("leg_answered");
    await until("both are heard", () => anew.sound.hears(CALLER) && talk.sound.hears(OUTSIDE));
    anew.hangUp();
    await lines.heard("leg_ended");
    lines.order({ do: "play", callId, files: [lines.prompt], repeat: true });
  });

  test("are hung up by the next server, if a person has answered one while there was none", async () => {
    await lines.kill();
    outside.answer();
    console_.answer();
    expect([outside.state(), console_.state()]).toEqual(["talking", "talking"]);
    await back();
    await until("whoever answered is hung up", bothOver, 10_000);
    expect([outside.came(), console_.came()].map((each) => each.at(-1))).toEqual(["BYE", "BYE"]);
    expect(talk.state()).toBe("talking");
  });

  test("ring no more once the room is dead, also if no server comes", async () => {
    await lines.kill();
    // Usually 3 s.
    await until("the edge has let go of them", bothOver, 30_000);
    expect(outside.came().at(-1)).toBe("CANCEL");
    await back();
    expect(talk.state()).toBe("talking");
  }, 60_000);
});

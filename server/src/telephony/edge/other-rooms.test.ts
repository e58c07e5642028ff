import { connect } from "node:net";
import { stderr } from "node:process";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { signal } from "../../platform/database/embedded/processes.ts";
import { missingPackages } from "../settings.ts";
import { testLines, type TestLines } from "../testing/lines.ts";
import { makePhone, overUdp, overWebSocket, until, type Phone, type Talk } from "../testing/phones.ts";

const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/edge/other-rooms.test.ts is skipped: ${missing.join(", ")} not installed\n`);

const [CALLER, OTHER, TAKER] = [1_100, 1_900, 1_700];
const [NUMBER, AFTER_S] = ["0555000666", 9];

describe.skipIf(missing.length > 0)("the other room of a line, where the room is dead", { timeout: 90_000 }, () => {
  let stack: AsyncDisposableStack;
  let lines: TestLines;
  let gateway: Phone;
  let citizen: Phone;
  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    const probe = await overUdp({ host: "127.0.0.1", port: 1 });
    const gatewayPort = Number(/:(\d+)$/.exec(probe.via)?.[1]);
    probe.close();
    lines = stack.use(await testLines(gatewayPort, ["127.0.0.1"]));
    const edge = { host: "127.0.0.1", port: lines.ports.trunk };
    gateway = stack.use(makePhone({ carrier: await overUdp(edge, { port: gatewayPort }), user: "gateway", tone: OTHER }));
    citizen = stack.use(makePhone({ carrier: await overUdp(edge), user: "0661234567", tone: CALLER }));
    const allowed = { line: "17", to: NUMBER, afterMs: AFTER_S * 1_000 };
    lines.order({ do: "otherRooms", rooms: [allowed, { line: "104", to: "0890123456", afterMs: 1_000 }] });
    await lines.heard("other_rooms");
  });
  afterEach(() => stack.disposeAsync());

  const dial = (line: string): Promise<Talk> => citizen.call(`sip:${line}@127.0.0.1:${lines.ports.trunk}`);
  const console_ = async (): Promise<Phone> => {
    const phone = stack.use(
      makePhone({ carrier: await overWebSocket(`ws://127.0.0.1:${lines.ports.consoles}`), user: "101", tone: TAKER }),
    );
    expect(await phone.register(lines.login("101"))).toBe(200);
    return phone;
  };
  async function rung(withinMs: number): Promise<Talk> {
    await until("the other room rings", () => gateway.talks().some((each) => each.state() === "ringing"), withinMs);
    const talk = gateway.talks().find((each) => each.state() === "ringing");
    if (talk === undefined) throw new Error("it rang and stopped");
    return talk;
  }
  const killEdge = async (): Promise<void> => {
    const killed = (await lines.edge.pid("kamailio")) ?? 0;
    signal(killed, "SIGKILL");
    const now = (): Promise<number | null> => lines.edge.pid("kamailio");
    for (let pid = await now(); pid === null || pid === killed; pid = await now()) await new Promise((resolve) => setTimeout(resolve, 50));
    // Real time: processes of a killed edge serve on for a moment.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  };

  test("rings where no console is there, also from an edge that was started anew; both hear each other, and the room is told of it", async () => {
    await lines.kill();
    await killEdge();
    const talk = await dial("17");
    const there = await rung(25_000);
    expect(there.invite?.header("from")).toContain("0661234567");
    there.answer();
    await until("both are heard", () => talk.sound.hears(OTHER) && there.sound.hears(CALLER), 10_000);
    // Real time: the recording holds a second of this talk.
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    there.hangUp();
    await until("the caller is hung up", () => talk.state() === "over");
    await lines.restart();
    const told = await lines.heard("survived");
    expect(told).toMatchObject({ dialled: "17", extension: null, to: NUMBER, from: { number: "0661234567" } });
    expect(await lines.heard("recorded", (line) => line["callId"] === told["callId"])).toMatchObject({ lost: 0 });
  });

  test("rings after the line's time where a console rings and nobody answers there, which rings no more; the caller hangs up", async () => {
    const taker = await console_();
    await lines.kill();
    const since = performance.now();
    // A number that is no line of the room is answered as an emergency.
    const talk = await dial("0661111111");
    await until("the console rings", () => taker.talks().some((each) => each.state() === "ringing"), 10_000);
    const [there] = [await rung(25_000)];
    expect(performance.now() - since).toBeGreaterThan(1_000 * (AFTER_S - 2));
    await until("the console rings no more", () => taker.talks().every((each) => each.state() !== "ringing"));
    there.answer();
    await until("both are heard", () => talk.sound.hears(OTHER) && there.sound.hears(CALLER), 10_000);
    talk.hangUp();
    await until("the other room is hung up", () => there.state() === "over");
  });

  test("is not rung at a number that the room may not call, nor by a message without the key of the room", async () => {
    const forger = connect(lines.ports.events, "127.0.0.1");
    for (const text of [`${"0".repeat(64)} beyond 104 0890123456|1`, "beyond 104 0890123456|1"]) forger.write(`${text.length}:${text},`);
    await lines.kill();
    const talk = await dial("104");
    await until("the caller is told that nobody is here", () => talk.state() === "over", 15_000);
    expect([talk.status(), gateway.talks().length]).toEqual([480, 0]);
    forger.destroy();
  });

  test("that is busy is tried again for a caller in danger, and left when the caller gives up", async () => {
    await lines.kill();
    const talk = await dial("17");
    (await rung(25_000)).refuse("486 Busy Here");
    await rung(15_000);
    talk.hangUp();
    await until("the other room rings no more", () => gateway.talks().every((each) => each.state() === "over"));
    await until("the caller is told that it was given up", () => talk.state() === "over");
    expect(talk.status()).toBe(487);
  });
});

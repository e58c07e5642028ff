import { stderr } from "node:process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingPackages } from "./settings.ts";
import { freePorts } from "./testing/free-port.ts";
import { PROMPT_HZ, testLines, type TestLines } from "./testing/lines.ts";
import { makePhone, overUdp, overWebSocket, until, type Phone, type Talk } from "./testing/phones.ts";

// Two rooms, each of which is the other room of the other's lines: their edges are each other's gateway.
const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/hand-over.test.ts is skipped: ${missing.join(", ")} not installed\n`);

const [CALLER, TAKER] = [1_100, 1_700];
const [FIRST_NUMBER, SECOND_NUMBER] = ["0661000001", "0661000002"];

describe.skipIf(missing.length > 0)("a caller whom one room hands over to another", { timeout: 60_000 }, () => {
  let first: TestLines;
  let second: TestLines;
  let taker: Phone;
  let citizen: Phone;
  const stack = new AsyncDisposableStack();
  beforeAll(async () => {
    const [trunk = 0] = await freePorts(1);
    first = stack.use(await testLines(trunk, ["127.0.0.1"]));
    // Away from the sound of the first, whichever that is.
    const by = first.ports.soundFrom > 20_000 ? -4_000 : 4_000;
    const { soundFrom, soundTo, textFrom, textTo } = first.ports;
    const ports = { trunk, soundFrom: soundFrom + by, soundTo: soundTo + by, textFrom: textFrom + by, textTo: textTo + by };
    second = stack.use(await testLines(first.ports.trunk, ["127.0.0.1"], { ports }));
    const carrier = await overWebSocket(`ws://127.0.0.1:${second.ports.consoles}`);
    taker = stack.use(makePhone({ carrier, user: "101", tone: TAKER }));
    expect(await taker.stayRegistered(second.login("101"))).toBe(200);
    await second.heard("phone_registered");
    citizen = stack.use(
      makePhone({ carrier: await overUdp({ host: "127.0.0.1", port: first.ports.trunk }), user: "0661234567", tone: CALLER }),
    );
  }, 60_000);
  afterAll(() => stack.disposeAsync());

  const dial = async (): Promise<{ talk: Talk; callId: string }> => {
    const talk = await citizen.call(`sip:17@127.0.0.1:${first.ports.trunk}`);
    const callId = String((await first.heard("arrived"))["callId"]);
    first.order({ do: "play", callId, files: [first.prompt], repeat: true });
    return { talk, callId };
  };
  const ring = (lines: TestLines, callId: string, legId: string, number: string): void =>
    lines.order({ do: "ring", callId, legId, target: { kind: "number", number }, yields: true });

  test("is answered for the first room only when a person of the second takes the call, and is not handed back", async () => {
    const { talk, callId } = await dial();
    ring(first, callId, "over", SECOND_NUMBER);
    const there = await second.heard("arrived");
    expect(there).toMatchObject({ dialled: SECOND_NUMBER, isKept: true, rooms: [expect.stringMatching(/^[0-9a-f]{16}$/)] });
    const theirs = String(there["callId"]);
    second.order({ do: "play", callId: theirs, files: [second.prompt], repeat: true });
    second.order({ do: "record", callId: theirs, on: true });
    await first.heard("leg_ringing");
    // Longer than the edge waits for a room that says nothing.
    await expect(first.heard("leg_answered", () => true, 6_000)).rejects.toThrow("no leg_answered");
    expect(talk.sound.hears(PROMPT_HZ)).toBe(true);
    ring(second, theirs, "back", FIRST_NUMBER);
    expect(await second.heard("leg_failed")).toMatchObject({ legId: "back", why: "loop" });
    await expect(first.heard("arrived", () => true, 300)).rejects.toThrow("no arrived");
    second.order({ do: "ring", callId: theirs, legId: "desk", target: { kind: "extension", extension: "101" } });
    const rings = (): Talk | undefined => taker.talks().find((each) => each.state() === "ringing");
    await until("the console rings", () => rings() !== undefined);
    const desk = rings();
    desk?.answer();
    await first.heard("leg_answered");
    await until("both are heard", () => talk.sound.hears(TAKER) && desk?.sound.hears(CALLER) === true, 10_000);
    talk.hangUp();
    await second.heard("ended", (line) => line["callId"] === theirs);
    await first.heard("ended", (line) => line["callId"] === callId);
  });

  test("is with the first room still where the second rings in vain: let go of there, the call is over in the second alone", async () => {
    const { talk, callId } = await dial();
    ring(first, callId, "vain", SECOND_NUMBER);
    const theirs = String((await second.heard("arrived"))["callId"]);
    first.order({ do: "drop", callId, legId: "vain" });
    expect(await second.heard("ended")).toMatchObject({ callId: theirs, by: "caller" });
    await first.heard("leg_failed", (line) => line["legId"] === "vain");
    ring(first, callId, "refused", SECOND_NUMBER);
    second.order({ do: "hangUp", callId: String((await second.heard("arrived"))["callId"]) });
    expect(await first.heard("leg_failed")).toMatchObject({ legId: "refused", why: "unreachable" });
    await until("the caller hears the first room", () => talk.sound.hears(PROMPT_HZ));
    talk.hangUp();
    await first.heard("ended");
    await second.heard("ended");
  });

  test("by an edge whose room is dead is answered at once, since nobody else has the caller; and does not come back either", async () => {
    first.order({ do: "otherRooms", rooms: [{ line: "17", to: SECOND_NUMBER, afterMs: 1_000 }] });
    await first.heard("other_rooms");
    await first.kill();
    const talk = await citizen.call(`sip:17@127.0.0.1:${first.ports.trunk}`);
    const there = await second.heard("arrived", () => true, 25_000);
    expect([there["isKept"], (there["rooms"] as string[]).length]).toEqual([undefined, 1]);
    const theirs = String(there["callId"]);
    second.order({ do: "play", callId: theirs, files: [second.prompt], repeat: true });
    await until("the caller hears the second room", () => talk.state() === "talking" && talk.sound.hears(PROMPT_HZ), 10_000);
    ring(second, theirs, "back", FIRST_NUMBER);
    expect(await second.heard("leg_failed", (line) => line["legId"] === "back")).toMatchObject({ why: "loop" });
    talk.hangUp();
    await second.heard("ended");
  });
});

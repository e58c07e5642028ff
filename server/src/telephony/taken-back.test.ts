import { stderr } from "node:process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makePhone, overUdp, overWebSocket, until, type Phone, type Talk } from "./testing/phones.ts";
import { signal } from "../platform/database/embedded/processes.ts";
import { missingPackages } from "./settings.ts";
import { PROMPT_HZ, testLines, type TestLines } from "./testing/lines.ts";

const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/taken-back.test.ts is skipped: ${missing.join(", ")} not installed\n`);
const [CALLER, TAKER, OTHER] = [1_100, 1_700, 2_300];
const hears = (what: string, talk: Talk, hertz: number): Promise<void> => until(what, () => talk.sound.hears(hertz), 6_000);

/** Real time: what was heard before this is no proof of what is heard after it. */
const heardAnew = (ms = 1_000): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe.skipIf(missing.length > 0)("a caller", { timeout: 60_000 }, () => {
  let lines: TestLines;
  const stack = new AsyncDisposableStack();
  let taker: Phone;
  let other: Phone;
  const consoleOf = async (extension: string, tone: number): Promise<Phone> => {
    const carrier = await overWebSocket(`ws://127.0.0.1:${lines.ports.consoles}`);
    const phone = stack.use(makePhone({ carrier, user: extension, tone }));
    expect(await phone.register(lines.login(extension))).toBe(200);
    await lines.heard("phone_registered", (line) => line["extension"] === extension);
    return phone;
  };
  async function ringing(phone: Phone): Promise<Talk> {
    const find = (): Talk | undefined => phone.talks().find((talk) => talk.state() === "ringing");
    await until("the console rings", () => find() !== undefined, 10_000);
    const found = find();
    if (found === undefined) throw new Error("it rang and stopped");
    return found;
  }
  async function waiting(): Promise<{ talk: Talk; callId: string }> {
    const carrier = await overUdp({ host: "127.0.0.1", port: lines.ports.trunk });
    const phone = stack.use(makePhone({ carrier, user: "0661234567", tone: CALLER }));
    const talk = await phone.call(`sip:17@127.0.0.1:${lines.ports.trunk}`);
    const callId = String((await lines.heard("arrived"))["callId"]);
    lines.order({ do: "play", callId, files: [lines.prompt], repeat: true });
    await hears("the caller hears the prompt", talk, PROMPT_HZ);
    return { talk, callId };
  }

  beforeAll(async () => {
    lines = stack.use(await testLines(1));
    taker = await consoleOf("101", TAKER);
    other = await consoleOf("102", OTHER);
  }, 60_000);
  afterAll(() => stack.disposeAsync());

  test("who was handed on and is taken back is heard again by the person who had the call", async () => {
    const { talk, callId } = await waiting();
    lines.order({ do: "ring", callId, legId: "a", target: { kind: "extension", extension: "101" } });
    const first = await ringing(taker);
    first.answer();
    await lines.heard("leg_answered");
    await hears("the taker hears the caller", first, CALLER);
    lines.order({ do: "hold", callId, legId: "a", on: true });
    lines.order({ do: "ring", callId, legId: "b", target: { kind: "extension", extension: "102" } });
    await ringing(other);
    lines.order({ do: "drop", callId, legId: "b" });
    lines.order({ do: "hold", callId, legId: "a", on: false });
    await hears("the caller hears the taker again", talk, TAKER);
    await heardAnew(500);
    await hears("the taker hears the caller again", first, CALLER);
    lines.order({ do: "hangUp", callId });
    await until("all is over", () => talk.state() === "over" && first.state() === "over");
  });

  test("who is to be taken over by somebody who does not come is heard on", async () => {
    const { talk, callId } = await waiting();
    lines.order({ do: "ring", callId, legId: "d", target: { kind: "extension", extension: "101" } });
    const first = await ringing(taker);
    first.answer();
    await lines.heard("leg_answered");
    await hears("the taker hears the caller", first, CALLER);
    // A take-over puts nobody on hold.
    lines.order({ do: "ring", callId, legId: "e", target: { kind: "extension", extension: "102" } });
    await ringing(other);
    await heardAnew();
    const during = first.sound.hears(CALLER);
    lines.order({ do: "drop", callId, legId: "e" });
    await heardAnew(1_500);
    const after = [first.sound.hears(CALLER), talk.sound.hears(TAKER)];
    lines.order({ do: "hangUp", callId });
    await until("all is over", () => talk.state() === "over" && first.state() === "over");
    expect([during, ...after]).toEqual([true, true, true]);
  });

  test("whose call-taker's connection is lost, and whose sound goes on, hears that voice no more", async () => {
    const { talk, callId } = await waiting();
    const carrier = await overWebSocket(`ws://127.0.0.1:${lines.ports.consoles}`);
    const lost = stack.use(makePhone({ carrier, user: "103", tone: 2_900 }));
    expect(await lost.register(lines.login("103"))).toBe(200);
    await lines.heard("phone_registered", (line) => line["extension"] === "103");
    lines.order({ do: "ring", callId, legId: "f", target: { kind: "extension", extension: "103" } });
    (await ringing(lost)).answer();
    await lines.heard("leg_answered");
    await hears("the caller hears the first taker", talk, 2_900);
    // The signalling is gone; microphone and media go on, as in a browser whose WebSocket breaks.
    carrier.close();
    await lines.heard("leg_ended", (line) => line["by"] === "lost", 15_000);
    lines.order({ do: "ring", callId, legId: "g", target: { kind: "extension", extension: "101" } });
    const next = await ringing(taker);
    next.answer();
    await hears("the caller hears the next taker", talk, TAKER);
    await heardAnew();
    const heard = [talk.sound.hears(TAKER), talk.sound.hears(2_900), next.sound.hears(CALLER)];
    lines.order({ do: "hangUp", callId });
    await until("all is over", () => talk.state() === "over" && next.state() === "over");
    expect(heard).toEqual([true, false, true]);
  });

  test("who is answered while the media server is started anew does not hear silence", async () => {
    const { talk, callId } = await waiting();
    lines.order({ do: "ring", callId, legId: "c", target: { kind: "extension", extension: "101" }, yields: true });
    const first = await ringing(taker);
    signal((await lines.edge.pid("rtpengine")) ?? 0, "SIGKILL");
    await heardAnew(300);
    first.answer();
    await heardAnew(2_000);
    await until("the caller hears the taker, or the prompt again", () => talk.sound.hears(TAKER) || talk.sound.hears(PROMPT_HZ), 6_000);
  });
});

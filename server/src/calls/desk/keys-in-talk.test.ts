import { afterAll, beforeAll, expect, it } from "vitest";
import { calls } from "@amaliyat/contract/calls";
import { answersKeys } from "@amaliyat/domain/calls";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { callsDesk, until } from "../../testing/calls-desk.ts";
import { logEntries } from "../../testing/things/log-entries.ts";

const stack = new AsyncDisposableStack();
const desk = callsDesk();
const { network, card, talk, over } = desk;
let opened: Awaited<ReturnType<typeof desk.open>>;
beforeAll(async () => {
  opened = await desk.open(stack);
});
afterAll(() => stack.disposeAsync());

const keysOf = async (callId: string) =>
  (await card(callId)).events.filter(({ kind }) => kind === "key_pressed").map(({ data }) => data["key"]);

it("keys that a caller presses in a talk stand on the card, in their order; a flood of them does not fill it", async () => {
  const callId = await talk("0550222222", "17");
  for (const digit of ["5", "1", "#"]) network.say({ kind: "digit", callId, digit, at: Date.now() });
  await until(async () => (await keysOf(callId)).length === 3);
  expect(await keysOf(callId)).toEqual(["5", "1", "#"]);
  for (let nth = 0; nth < 100; nth++) network.say({ kind: "digit", callId, digit: "0", at: Date.now() });
  await until(async () => (await keysOf(callId)).length === 40);
  const said = async () => (await card(callId)).events.filter(({ kind }) => kind === "too_many_keys");
  await until(async () => (await said()).length > 0);
  network.say({ kind: "too_much", callId, of: "keys", at: Date.now() });
  network.say({ kind: "too_much", callId, of: "text", at: Date.now() });
  await until(async () => (await card(callId)).events.some(({ kind }) => kind === "too_much_text"));
  expect(await said()).toHaveLength(1);
  await over(callId);
  expect(await keysOf(callId)).toHaveLength(40);
});

it("a caller who does not speak is asked by keys; 5 marks the call as the most urgent, once, and no other key or unasked one does", async () => {
  const { room, taker, supervisor } = opened;
  const callId = await talk("0550222223", "17");
  const params = { callId };
  const press = async (digit: string): Promise<void> => {
    const before = (await keysOf(callId)).length;
    network.say({ kind: "digit", callId, digit, at: Date.now() });
    await until(async () => (await keysOf(callId)).length > before);
  };
  expect(await taker.code(calls.askByKeys, { params })).toBe("call.no_prompt");
  await mkdir(join(room.data, "announcements"), { recursive: true });
  await writeFile(join(room.data, "announcements", "keys-ar.wav"), "what is said");
  expect(await supervisor.code(calls.askByKeys, { params })).toBe("call.not_yours");
  await press("5");
  expect(await card(callId)).toMatchObject({ cannotSpeakAt: null, priority: null });
  await taker.must(calls.askByKeys, { params });
  expect(network.asked.filter((each) => each.callId === callId).at(-1)?.what).toBe("prompt");
  await press("1");
  expect(await card(callId)).toMatchObject({ cannotSpeakAt: null, priority: null });
  for (const key of ["5", "5"]) await press(key);
  const marked = await card(callId);
  expect(marked).toMatchObject({ priority: "P1" });
  expect(marked.cannotSpeakAt).not.toBeNull();
  expect(marked.events.filter(({ kind }) => kind === "cannot_speak")).toHaveLength(1);
  const told = (await logEntries(room, callId)).map(({ type }) => type);
  expect(told.filter((type) => ["call.keys_asked", "call.cannot_speak"].includes(type))).toEqual(["call.keys_asked", "call.cannot_speak"]);
  await over(callId);
});

it("a key answers the prompt before it for a while, and no other", () => {
  expect([answersKeys(undefined, 1), answersKeys(10, 9), answersKeys(10, 90_010), answersKeys(10, 90_011)]).toEqual([
    false,
    false,
    true,
    false,
  ]);
});

import { afterAll, beforeAll, expect, it } from "vitest";
import { callsDesk, until } from "../testing/calls-desk.ts";

const stack = new AsyncDisposableStack();
const desk = callsDesk();
const { network, card, talk, over } = desk;
beforeAll(async () => {
  await desk.open(stack);
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
  await over(callId);
  expect(await keysOf(callId)).toHaveLength(40);
});

import { calls } from "@amaliyat/contract/calls";
import { afterAll, beforeAll, expect, it } from "vitest";
import { callsDesk } from "../../testing/calls-desk.ts";
import { logEntries } from "../../testing/things/log-entries.ts";
import { Recalls } from "./recalls.ts";

const stack = new AsyncDisposableStack();
const desk = callsDesk();
const { network, card, talk, over } = desk;
let opened: Awaited<ReturnType<typeof desk.open>>;
beforeAll(async () => {
  opened = await desk.open(stack);
});
afterAll(() => stack.disposeAsync());

it("lets whoever is in a talk, and nobody else, hear its last seconds again; each time is logged before the first byte", async () => {
  const { room, taker, supervisor } = opened;
  const callId = await talk("0550333333", "17");
  const params = { callId };
  expect(await taker.code(calls.recall, { params })).toBe("call.not_recorded");
  network.recalled = Buffer.from("RIFF and so on, which is what was said");
  expect(await supervisor.code(calls.recall, { params })).toBe("call.not_yours");
  expect((await logEntries(room, callId)).filter(({ type }) => type === "call.recalled")).toEqual([]);
  const { recallId, seconds } = await taker.must(calls.recall, { params });
  expect(seconds).toBe(30);
  expect((await logEntries(room, callId)).at(-1)).toMatchObject({ type: "call.recalled", detail: { seconds: 30 } });
  expect((await card(callId)).events.filter(({ kind }) => kind === "recalled")).toMatchObject([
    { by: "call_taker", data: { seconds: 30 } },
  ]);
  const sound = `/media/call-recalls/${recallId}`;
  const whole = await taker.fetch(sound, { headers: { range: "bytes=0-" } });
  expect([whole.status, Buffer.from(await whole.arrayBuffer()).equals(network.recalled)]).toEqual([206, true]);
  expect((await supervisor.fetch(sound)).status).toBe(410);
  await over(callId);
  expect(await taker.code(calls.recall, { params })).toBe("call.wrong_state");
});

it("keeps one sound of each session, for a minute", () => {
  const recalls = new Recalls();
  const [one, two] = [Buffer.from("one"), Buffer.from("two")];
  const first = recalls.remember("a", one, 0);
  expect(recalls.find("a", first.recallId, 59_999)).toBe(one);
  expect(recalls.find("b", first.recallId, 1)).toBeNull();
  expect(recalls.find("a", first.recallId, 60_000)).toBeNull();
  const second = recalls.remember("a", two, 10);
  expect([recalls.find("a", first.recallId, 11), recalls.find("a", second.recallId, 11)]).toEqual([null, two]);
});

import { reports } from "@amaliyat/contract/reports";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { startCitizens } from "../testing/citizens.ts";
import type { TestClient } from "../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";

// The town's people with a second of theirs made short, at a real room.
const SECOND_MS = 12;
let room: TestRoom;
let taker: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  taker = await room.as("call_taker");
}, 60_000);
afterAll(() => room[Symbol.asyncDispose]());

const rows = async () => (await taker.must(reports.list, { query: { size: 200 } })).rows;
const within = { timeout: 60_000, interval: 100 };

it("the first report comes soon, others follow by themselves, and some tell of the same", async () => {
  await using _citizens = startCitizens({ base: room.url, secondMs: SECOND_MS });
  await vi.waitFor(async () => expect((await rows()).length).toBeGreaterThan(0), within);
  expect((await rows()).at(-1)).toMatchObject({ danger: false, state: "waiting", channel: "APP" });
  await vi.waitFor(async () => {
    const all = await rows();
    expect(all.length).toBeGreaterThan(12);
    expect(new Set(all.map(({ language }) => language)).size).toBeGreaterThan(1);
    // A withdrawn report has lost its place too.
    expect(all.filter(({ place, state }) => (place === null) !== (state === "withdrawn"))).toEqual([]);
    const likely = await Promise.all(all.map(({ reportId }) => taker.must(reports.likely, { params: { reportId } })));
    expect(likely.some(({ reports: same }) => same.length > 0)).toBe(true);
  }, within);
}, 90_000);

it("somebody answers when the room asks", async () => {
  await using citizens = startCitizens({ base: room.url, secondMs: SECOND_MS });
  const sent = await citizens.send(true);
  expect(sent).toMatchObject({ danger: true });
  const { rows: found } = await taker.must(reports.list, { query: { q: sent?.reference ?? "" } });
  const params = { reportId: found[0]?.reportId ?? "" };
  await taker.must(reports.open, { params });
  await taker.must(reports.ask, { params, body: { words: "هل هناك مصاب؟", choices: [] } });
  await vi.waitFor(async () => {
    const { messages, asked } = await taker.must(reports.card, { params });
    expect([asked, messages.map(({ from }) => from)]).toEqual([false, ["room", "citizen"]]);
  }, within);
}, 90_000);

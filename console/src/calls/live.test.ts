import type { CallCard, CallRow } from "@amaliyat/contract/calls";
import type { Happening } from "@amaliyat/contract/live";
import { QueryClient } from "@tanstack/react-query";
import { describe, expect, it } from "vitest";
import { callNews, type CallNews } from "./call-news.ts";
import { applyToAskedBack, applyToCallCard, applyToCalls, CALL_KEYS, callsLive } from "./live.ts";

const call = (callId: string, more: Partial<CallRow> = {}): CallRow => ({
  callId,
  reference: `A-2026-${callId}`,
  direction: "in",
  line: "17",
  number: "0661000042",
  withheld: false,
  text: null,
  state: "waiting",
  arrivedAt: "2026-04-18T01:40:00Z",
  since: "2026-04-18T01:40:00Z",
  answeredAt: null,
  endedAt: null,
  ending: null,
  silent: false,
  survived: false,
  takenBy: null,
  offeredTo: null,
  nature: null,
  language: null,
  priority: null,
  subcategory: null,
  place: null,
  placeText: null,
  sectorId: null,
  interventionId: null,
  interventionReference: null,
  backOf: null,
  callBack: null,
  nuisance: 0,
  ...more,
});
const told = (row: CallRow): Happening => ({ topic: "call", row });
const listener = { legId: "l1", userId: "s", name: "س. مراد", mode: "listen", since: "2026-04-18T01:41:00Z" } as const;
const card: CallCard = {
  ...call("1"),
  places: [],
  events: [],
  recordings: [],
  pause: null,
  cannotSpeakAt: null,
  textOverAt: null,
  vehicle: null,
  interview: null,
  listeners: [],
  parting: null,
  calledBackBy: [],
  nuisanceEndsAt: null,
  earlier: 0,
};

describe("open calls", () => {
  it("keeps them in the order in which they came, and lets go of what is over", () => {
    const later = call("2", { arrivedAt: "2026-04-18T01:41:00Z" });
    const next = applyToCalls([call("1"), later], [told(call("1", { endedAt: "2026-04-18T01:42:00Z" })), told(call("0"))]);
    expect(next.map(({ callId }) => callId)).toEqual(["0", "2"]);
  });

  it("gives back the same array when a frame held no call", () => {
    const rows = [call("1")];
    expect(applyToCalls(rows, [{ topic: "line", number: "17" }])).toBe(rows);
  });
});

it("whoever asked to be called back stands in the order of the places, until somebody calls or the number rings again", () => {
  const asked = (callId: string, since: string): CallRow =>
    call(callId, { since, endedAt: since, ending: "call_back", callBack: "waiting" });
  const [first, second] = [asked("1", "2026-04-18T01:40:00Z"), asked("2", "2026-04-18T01:41:00Z")];
  const both = applyToAskedBack([second], [told(first), told(call("3"))]);
  expect(both).toEqual([first, second]);
  // A caller who still hears the promise is on the line.
  expect(applyToAskedBack(both, [told({ ...second, callBack: "leaving" })])).toEqual([first]);
  const offered = { ...first, callBack: "offered", offeredTo: "me" } as const;
  expect(applyToAskedBack(both, [told(offered), told({ ...second, callBack: null })])).toEqual([offered]);
  expect(applyToAskedBack(both, [{ topic: "line", number: "17" }])).toBe(both);
});

describe("a held card", () => {
  it("takes over the row, and who begins and ends to listen", () => {
    const on = applyToCallCard(card, [told(call("1", { state: "talking" })), { topic: "listening", callId: "1", listener, on: true }]);
    expect([on.state, on.listeners]).toEqual(["talking", [listener]]);
    expect(applyToCallCard(on, [{ topic: "listening", callId: "1", listener, on: false }]).listeners).toEqual([]);
    expect(applyToCallCard(on, [told(call("2", { state: "ended" }))])).toBe(on);
  });
});

describe("news of calls", () => {
  it("tells each change with what was known before it, and writes both caches", () => {
    const client = new QueryClient();
    client.setQueryData(CALL_KEYS.open, [call("1", { offeredTo: "me" })]);
    client.setQueryData(CALL_KEYS.card("1"), card);
    const heard: CallNews[] = [];
    const stop = callNews.subscribe((news) => heard.push(news));
    callsLive.write(client, [told(call("1", { offeredTo: "other" })), told(call("2"))]);
    stop();
    expect(heard.map(({ row, before }) => [row.callId, row.offeredTo, before?.offeredTo])).toEqual([
      ["1", "other", "me"],
      ["2", null, undefined],
    ]);
    expect(client.getQueryData<CallCard>(CALL_KEYS.card("1"))?.offeredTo).toBe("other");
    expect(client.getQueryData<CallRow[]>(CALL_KEYS.open)?.map(({ callId }) => callId)).toEqual(["1", "2"]);
    expect(client.getQueryState(CALL_KEYS.card("1"))?.isInvalidated).toBe(true);
  });
});

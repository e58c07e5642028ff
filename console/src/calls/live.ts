import type { CallCard, CallRow, TakerShown } from "@amaliyat/contract/calls";
import type { Happening } from "@amaliyat/contract/live";
import type { QueryClient } from "@tanstack/react-query";
import { liveFeature, put } from "../live/index.ts";
import { callNews } from "./call-news.ts";

export const CALL_KEYS = {
  open: ["calls", "open"],
  askedBack: ["calls", "asked-back"],
  abandoned: ["calls", "abandoned"],
  card: (callId: string) => ["calls", "card", callId] as const,
  text: (callId: string) => ["calls", "card", callId, "text"] as const,
  takers: ["call-takers"],
  lines: ["lines"],
  trees: ["question-trees"],
} as const;

/** Newest row of each call that happenings tell of. */
function rowsOf(happened: readonly Happening[]): ReadonlyMap<string, CallRow> {
  const changed = new Map<string, CallRow>();
  for (const one of happened) if (one.topic === "call") changed.set(one.row.callId, one.row);
  return changed;
}

/** Calls that go on, in the order in which they came; one that is over leaves. */
export function applyToCalls(rows: readonly CallRow[], happened: readonly Happening[]): readonly CallRow[] {
  const changed = rowsOf(happened);
  if (changed.size === 0) return rows;
  return put(rows, changed, (row) => row.callId)
    .filter((row) => row.endedAt === null)
    .toSorted((a, b) => Date.parse(a.arrivedAt) - Date.parse(b.arrivedAt));
}

/** Callers who hung up and wait for a call back, by place. A caller who is being called, or rings again, leaves the list. */
export function applyToAskedBack(rows: readonly CallRow[], happened: readonly Happening[]): readonly CallRow[] {
  const changed = rowsOf(happened);
  if (changed.size === 0) return rows;
  return put(rows, changed, (row) => row.callId)
    .filter(({ callBack }) => callBack === "waiting" || callBack === "offered")
    .toSorted((a, b) => Date.parse(a.since) - Date.parse(b.since));
}

/** A call's card takes over the row's facts and who listens; what else happened to the call it must read itself. */
export function applyToCallCard(card: CallCard, happened: readonly Happening[]): CallCard {
  return happened.reduce<CallCard>((held, one) => {
    if (one.topic === "call" && one.row.callId === held.callId) return { ...held, ...one.row };
    if (one.topic !== "listening" || one.callId !== held.callId) return held;
    const others = held.listeners.filter(({ legId }) => legId !== one.listener.legId);
    return { ...held, listeners: one.on ? [...others, one.listener] : others };
  }, card);
}

export function applyToTakers(takers: readonly TakerShown[], happened: readonly Happening[]): readonly TakerShown[] {
  const changed = new Map<string, TakerShown>();
  for (const one of happened) if (one.topic === "call_taker") changed.set(one.row.userId, one.row);
  return put(takers, changed, (taker) => taker.userId);
}

/** Calls: the open ones and each card that is held, then the listeners of calls. */
function writeCalls(client: QueryClient, happened: readonly Happening[]): void {
  const before = new Map(client.getQueryData<readonly CallRow[]>(CALL_KEYS.open)?.map((row) => [row.callId, row]));
  client.setQueryData<readonly CallRow[]>(CALL_KEYS.open, (held) => held && applyToCalls(held, happened));
  client.setQueryData<readonly CallRow[]>(CALL_KEYS.askedBack, (held) => held && applyToAskedBack(held, happened));
  const callIds = new Set(
    happened.flatMap((one) => (one.topic === "call" ? [one.row.callId] : one.topic === "listening" ? [one.callId] : [])),
  );
  for (const callId of callIds) {
    const queryKey = CALL_KEYS.card(callId);
    client.setQueryData<CallCard>(queryKey, (held) => held && applyToCallCard(held, happened));
    void client.invalidateQueries({ queryKey });
  }
  const rows = happened.flatMap((one) => (one.topic === "call" ? [one.row] : []));
  if (rows.length === 0) return;
  // A missed call joins that list when it ends. It leaves when the same number rings again or is called.
  void client.invalidateQueries({ queryKey: CALL_KEYS.abandoned });
  callNews.tell(rows.map((row) => ({ row, before: before.get(row.callId) ?? null })));
}

export const callsLive = liveFeature({
  name: "calls",
  lists: [["calls"], CALL_KEYS.takers, CALL_KEYS.lines, CALL_KEYS.trees],
  topics: ["call", "listening", "call_text", "call_taker", "line"],
  write(client, happened, topics) {
    if (topics.has("call") || topics.has("listening")) writeCalls(client, happened);
    for (const one of happened) if (one.topic === "call_text") void client.invalidateQueries({ queryKey: CALL_KEYS.text(one.callId) });
    if (topics.has("call_taker"))
      client.setQueryData<readonly TakerShown[]>(CALL_KEYS.takers, (held) => held && applyToTakers(held, happened));
    if (topics.has("line")) void client.invalidateQueries({ queryKey: CALL_KEYS.lines });
  },
});

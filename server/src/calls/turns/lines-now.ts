import { withClockMoved, type Acd, type CallLanguage, type Line } from "@amaliyat/domain/calls";
import type { Leg } from "../rows/legs-store.ts";
import type { TakerKept } from "../rows/takers-store.ts";
import type { LiveText } from "../rows/text-store.ts";

/** A call as the switchboard needs it while it goes on, or waits to be called back. Moments in epoch ms. */
export type LiveCall = {
  readonly callId: string;
  readonly direction: "in" | "out";
  readonly line: string;
  readonly numberKey: string | null;
  readonly arrivedAt: number;
  readonly since: number;
  readonly answeredAt: number | null;
  readonly overflowedAt: number | null;
  readonly closed: boolean;
  readonly language: CallLanguage | null;
  /** False once it is over and only waits to be called back. */
  readonly goesOn: boolean;
  /** Keys that its caller pressed in the talk and that were written down, since this server has the lines. */
  readonly keys?: number;
  /** True where the other room has had the caller already: it is not rung, since this server has the lines. */
  readonly isHanded?: boolean;
  /** Keys that chose a language while the caller waited, and letters that came of the caller; counted since this server has the lines. */
  readonly menuKeys?: number;
  readonly letters?: number;
  /** True once its card says that more text, or more keys, came than are taken. */
  readonly tooMuchText?: boolean;
  readonly tooManyKeys?: boolean;
  /** Its text; missing for a caller who only speaks. */
  readonly text?: LiveText;
  /** True while its card says that it is not recorded: the disk has no room, or the media server is away. */
  readonly isUnrecorded?: boolean;
  /** Time at which the caller was last asked to press a key; the next key pressed means that speaking is not possible. */
  readonly keysAskedAt?: number | undefined;
  readonly cannotSpeak?: boolean;
  /** Its recording is paused, since when, and until when at the latest. */
  readonly pause?: { readonly at: number; readonly until: number } | undefined;
};

/** A person with an extension, beside the state in the queue. */
export type LiveTaker = Pick<TakerKept, "userId" | "extension" | "wants"> & { readonly connected: boolean };

/** The place in the queue that a caller was last told, and when. */
export type Said = { readonly position: number; readonly at: number };

/**
 * The lines at this moment, in memory: what a turn reads and changes. Immutable, so that a turn that fails leaves nothing behind. The rows of the
 * database follow.
 */
export type LinesNow = {
  readonly acd: Acd;
  readonly lines: readonly Line[];
  readonly calls: ReadonlyMap<string, LiveCall>;
  /** Parties of calls that go on, in the order in which they were begun; those that are over stay until their call is. */
  readonly legs: ReadonlyMap<string, Leg>;
  /** By user id. */
  readonly takers: ReadonlyMap<string, LiveTaker>;
  readonly said: ReadonlyMap<string, Said>;
};

const withMomentsMoved = (call: LiveCall, byMs: number): LiveCall => ({
  ...call,
  since: call.since + byMs,
  arrivedAt: call.arrivedAt + byMs,
  keysAskedAt: call.keysAskedAt === undefined ? undefined : call.keysAskedAt + byMs,
  ...(call.pause === undefined ? {} : { pause: { at: call.pause.at + byMs, until: call.pause.until + byMs } }),
});

/** The lines after the clock was stepped: everybody has waited as long as before, and nothing has run out. */
export const withClockStepped = (now: LinesNow, byMs: number): LinesNow => ({
  ...now,
  acd: withClockMoved(now.acd, byMs),
  calls: new Map([...now.calls].map(([callId, call]) => [callId, withMomentsMoved(call, byMs)])),
  said: new Map([...now.said].map(([callId, { position, at }]) => [callId, { position, at: at + byMs }])),
});

/** A map with one entry set, or removed where `value` is undefined. */
export function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V | undefined): ReadonlyMap<K, V> {
  const changed = new Map(map);
  if (value === undefined) changed.delete(key);
  else changed.set(key, value);
  return changed;
}

/** Takes out what is over: calls that neither go on nor wait to be called back, their parties, and what they were told. */
export function tidied(now: LinesNow): LinesNow {
  const isKept = ({ callId, goesOn }: LiveCall): boolean => goesOn || now.acd.calls.has(callId);
  const gone = new Set<string>();
  for (const call of now.calls.values()) if (!isKept(call)) gone.add(call.callId);
  const isSaid = (callId: string): boolean => now.acd.calls.has(callId);
  const isStale = !now.said.keys().every(isSaid);
  if (gone.size === 0 && !isStale) return now;
  return {
    ...now,
    calls: gone.size === 0 ? now.calls : new Map(now.calls.entries().filter(([callId]) => !gone.has(callId))),
    legs: gone.size === 0 ? now.legs : new Map(now.legs.entries().filter(([, { callId }]) => !gone.has(callId))),
    said: isStale ? new Map(now.said.entries().filter(([callId]) => isSaid(callId))) : now.said,
  };
}

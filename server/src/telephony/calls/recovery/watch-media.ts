import { setTimeout as sleep } from "node:timers/promises";
import type { Call } from "../call.ts";
import type { Exchanging } from "../context.ts";
import { endCall } from "../end.ts";
import { Quarantine } from "./quarantine.ts";
import { rebuild } from "./recover-calls.ts";

/** The media server says its age in whole seconds: a difference below this is no restart. */
const RESTART_S = 2;
/** Sound comes each 20 ms: a party of whom nothing comes for so long is silent, or is not heard (ms). */
const COUNTED_MS = 500;

/**
 * Looks whether the media server is there and knows our calls, and sets up again the sound of those that it has forgotten. A call that was
 * there at two of its deaths within a minute may be what it dies of: it is hung up, and the others hear again.
 */
export function watchMedia(on: Exchanging, down: (since: number | null) => void, fault: (error: unknown) => void): () => Promise<void> {
  const quarantine = new Quarantine();
  let startedAt: number | null = null;
  /** Calls whose sound could not be set up again, or in part: each is tried at the next look, and is no new death. */
  const unmended = new Set<Call>();
  /** Calls that were there while it did not answer. */
  const doubted = new Set<Call>();

  /** True where it is another than at the last look by its age. */
  async function isAnother(): Promise<boolean> {
    const started = on.clock() / 1_000 - (await on.media.uptime());
    const before = startedAt;
    startedAt = started;
    return before === null || Math.abs(started - before) >= RESTART_S;
  }
  const knows = ({ callId, facts }: Call): Promise<boolean> => on.media.knows(callId, facts.tag);
  /** Asks again in the call's turn: between the two its caller may have been given to somebody. */
  async function isLost(call: Call): Promise<boolean> {
    if (call.caller === null || (await knows(call))) return false;
    let isKnown = true;
    await call.turn(async () => void (isKnown = await knows(call)));
    return !isKnown;
  }
  /** Packets that have come of each party that the caller's sound needs. */
  async function countOf({ callId, facts, isJoined }: Call): Promise<readonly (number | undefined)[]> {
    const tags = isJoined ? [facts.callerTag, facts.tag] : [facts.callerTag];
    const heard = await Promise.all(tags.map((tag) => on.media.lastHeard(callId, tag).catch(() => null)));
    return heard.map((each) => each?.packets);
  }
  /**
   * A media server that stood still while its sockets were filled never reads them again (rtpengine 12.5, seen after 5 s). The sound of a call
   * of which no packet comes for a while is set up again.
   */
  async function findStill(): Promise<void> {
    if (doubted.size === 0) return;
    const calls = [...doubted];
    doubted.clear();
    // It reads what waits in its sockets first.
    await sleep(COUNTED_MS);
    const before = await Promise.all(calls.map(countOf));
    await sleep(COUNTED_MS);
    const after = await Promise.all(calls.map(countOf));
    for (const [nth, call] of calls.entries()) {
      const isStill = after[nth]?.some((packets, party) => packets !== undefined && packets === before[nth]?.[party]) === true;
      if (isStill && !call.over) unmended.add(call);
    }
  }
  return async () => {
    try {
      await on.media.ping();
      down(null);
    } catch {
      for (const call of on.calls.values()) if (call.caller !== null && call.pending === null) doubted.add(call);
      return down(on.clock());
    }
    try {
      const first = [...on.calls.values()].find(({ caller, pending }) => caller !== null && pending === null);
      if (startedAt === null) await isAnother();
      for (const call of unmended) if (call.over) unmended.delete(call);
      const isKnown = first === undefined || (await knows(first));
      // One that was started anew has forgotten the calls: they are set up first.
      if (isKnown && unmended.size === 0) return await findStill();
      const lost: Call[] = [];
      for (const call of on.calls.values()) if ((call.caller !== null && unmended.has(call)) || (await isLost(call))) lost.push(call);
      const there = lost.map(({ callId }) => callId);
      const isYounger = await isAnother();
      const died = isYounger || lost.some((call) => !unmended.has(call));
      const suspects = new Set(died ? quarantine.died(there, on.clock()) : []);
      for (const call of lost) {
        const { callId } = call;
        if (suspects.has(callId)) {
          on.log.error({ event: "telephony.quarantine", callId }, "telephony: call present at two media server deaths, hung up");
          endCall(on, call, "room");
          continue;
        }
        unmended.add(call);
        // Nothing can be offered to a caller before the ACK to our answer.
        if (!call.isTold) continue;
        on.log.warn({ callId }, "telephony: media server lost a call, sound set up again");
        await call.turn(() => rebuild(on, call).then(() => void unmended.delete(call))).catch(fault);
      }
    } catch (error) {
      fault(error);
    }
  };
}

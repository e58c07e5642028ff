import type { Call } from "../call.ts";
import type { Exchanging } from "../context.ts";
import { endCall } from "../end.ts";
import { AGAIN_MS, LastPackets, SILENT_MS } from "./last-packets.ts";
import { hasNoSound } from "../../sip/description/sdp.ts";

/** A caller who only writes says nothing while reading: ended after so many questions in a row without an answer. */
const MOST_UNANSWERED = 3;

/**
 * Finds callers whose network is gone: no sound comes from them, and their telephone answers nothing. One of both alone ends no call: a
 * telephone that is muted may send nothing, and some answer no INFO.
 */
export function watchCallers(
  on: Exchanging,
  fault: (error: unknown) => void,
  steady: () => number = () => performance.now(),
): () => Promise<void> {
  const asked = new WeakMap<Call, number>();
  /** Callers of whom nothing ever came, told once. */
  const unheard = new WeakSet<Call>();
  const last = new LastPackets<Call>(steady);
  const unanswered = new WeakMap<Call, number>();

  /** Time since a moment, ms; one that lies ahead, because the clock was put back, is long ago. */
  const since = (at: number): number => (on.clock() < at ? Infinity : on.clock() - at);

  async function isSilent(call: Call): Promise<boolean> {
    if (since(call.textAt) < SILENT_MS) return false;
    const heard = await on.media.lastHeard(call.callId, call.facts.callerTag);
    if (heard === null) return false;
    const silent = last.isSilent(call, heard.packets);
    if (silent && heard.packets === 0 && !unheard.has(call) && !hasNoSound(call.facts.callerSdp)) {
      unheard.add(call);
      on.log.warn(
        { event: "telephony.caller_unheard", callId: call.callId },
        "telephony: no sound from the address in the SDP; behind NAT use lines:setup --sound learned",
      );
    }
    return silent;
  }
  async function ask(call: Call): Promise<void> {
    const answer = await call.caller?.probe();
    // Without the edge nobody can answer.
    if (answer === "alive" || call.over || !on.endpoint().isLinked() || !(await isSilent(call))) {
      unanswered.delete(call);
      return;
    }
    const times = (unanswered.get(call) ?? 0) + 1;
    unanswered.set(call, times);
    if (call.text !== null && times < MOST_UNANSWERED) return;
    on.log.warn({ event: "telephony.caller_gone", callId: call.callId }, "telephony: caller silent and unreachable, ended");
    endCall(on, call, "lost");
  }
  return async () => {
    for (const call of on.calls.values()) {
      const { caller, facts } = call;
      // A caller whose telephone has not heard our answer yet knows of no call, and sends nothing.
      if (caller === null || !call.isTold || facts.console !== null || since(asked.get(call) ?? 0) < AGAIN_MS) continue;
      if (last.wasJustHeard(call)) continue;
      try {
        if (!on.endpoint().isLinked() || !(await isSilent(call))) continue;
        asked.set(call, on.clock());
        void ask(call).catch(fault);
      } catch {
        // A call that the media server does not know is set up again by another.
      }
    }
  };
}

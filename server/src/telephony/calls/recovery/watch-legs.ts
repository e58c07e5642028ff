import type { Call, Leg } from "../call.ts";
import type { Exchanging } from "../context.ts";
import { endLeg } from "../end.ts";
import { AGAIN_MS, LastPackets } from "./last-packets.ts";

/**
 * Finds parties that talk with a caller and are there no more: no sound comes from them, and they answer nothing. The page of a console that
 * stands still keeps its connection, and the caller would hear nothing for as long as it stands. Each caller is found by `watchCallers`.
 */
export function watchLegs(
  on: Exchanging,
  fault: (error: unknown) => void,
  steady: () => number = () => performance.now(),
): () => Promise<void> {
  const heard = new LastPackets<Leg>(steady);
  const asked = new WeakMap<Leg, number>();

  const isSilent = async ({ callId }: Call, leg: Leg): Promise<boolean> => {
    const now = await on.media.lastHeard(callId, leg.tag);
    return now !== null && heard.isSilent(leg, now.packets);
  };
  async function ask(call: Call, leg: Leg): Promise<void> {
    const answer = await leg.dialog?.probe();
    // Without the edge nobody can answer.
    if (answer === "alive" || call.over || !on.endpoint().isLinked() || !(await isSilent(call, leg))) return;
    on.log.warn({ event: "telephony.leg_gone", callId: call.callId, legId: leg.legId }, "telephony: party silent and unreachable, ended");
    await call.turn(() => endLeg(on, call, leg, "lost"));
  }
  return async () => {
    for (const call of on.calls.values()) {
      const leg = call.joined;
      if (leg === undefined || heard.wasJustHeard(leg) || steady() - (asked.get(leg) ?? -Infinity) < AGAIN_MS) continue;
      try {
        if (!on.endpoint().isLinked() || !(await isSilent(call, leg))) continue;
        asked.set(leg, steady());
        void ask(call, leg).catch(fault);
      } catch {
        // A call that the media server does not know is set up again by another.
      }
    }
  };
}

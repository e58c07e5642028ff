import type { Target } from "../exchange.ts";
import { ExchangeFault } from "../exchange.ts";
import { failureOf, type Call, type Leg } from "./call.ts";
import { addressOf, type Exchanging } from "./context.ts";
import { endLeg } from "./end.ts";
import { legHeard } from "./ring.ts";

/** A supervisor's console hears the caller and whoever talks with him: one session for each, since the media server mixes none. */
export async function listen(on: Exchanging, call: Call, legId: string, extension: string): Promise<void> {
  if (call.legs.has(legId)) throw new ExchangeFault("this leg is there already");
  const target: Target = { kind: "extension", extension };
  const profile = on.profileOf(target);
  const sides = [
    { side: "caller", source: call.facts.callerTag },
    { side: "party", source: call.facts.tag },
  ];
  const listening: NonNullable<Leg["listening"]> = [];
  const leg: Leg = { legId, target, tag: "", profile, sdp: "", dialog: null, outgoing: null, listening };
  call.legs.set(legId, leg);
  const over = (why: "party" | "lost"): Promise<void> => call.turn(() => endLeg(on, call, leg, why));
  for (const { side, source } of sides) {
    const each: NonNullable<Leg["listening"]>[number] = { tag: call.newTag(), dialog: null, outgoing: null };
    const offer = await on.media.subscribe(call.callId, source, each.tag, profile);
    listening.push(each);
    each.outgoing = on.endpoint().invite({
      to: addressOf(target, on.realm),
      from: `sip:listening@${on.realm}`,
      headers: { "X-Edge-Key": on.key(), "X-Call-Id": call.callId, "X-Leg-Id": legId, "X-Listen": side },
      sdp: offer,
      ringing: () => undefined,
      answered: (dialog, sdp, acknowledge) => {
        acknowledge();
        each.outgoing = null;
        if (!call.legs.has(legId) || call.over) return dialog.bye();
        each.dialog = dialog;
        dialog.listen({ ...legHeard(on, call, leg), ended: (why) => void over(why).catch(() => undefined) });
        return void call
          .turn(async () => {
            await on.media.subscribed(call.callId, each.tag, sdp, profile);
            if (listening.every((one) => one.dialog !== null))
              on.heard({ kind: "leg_answered", callId: call.callId, legId, at: on.clock() });
          })
          .catch(() => void over("lost"));
      },
      failed: (status) => {
        each.outgoing = null;
        if (!call.legs.delete(legId)) return;
        for (const one of listening) {
          one.outgoing?.cancel();
          one.dialog?.bye();
        }
        on.heard({ kind: "leg_failed", callId: call.callId, legId, why: failureOf(status), at: on.clock() });
      },
    });
  }
}

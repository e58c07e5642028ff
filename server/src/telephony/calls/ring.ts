import { ExchangeFault, type Target } from "../exchange.ts";
import type { MediaProfile } from "../media/media.ts";
import type { Dialog, DialogHeard } from "../sip/dialog.ts";
import { handOverField } from "../sip/message/hand-over.ts";
import type { Outgoing } from "../sip/invite.ts";
import { answerAgain, audioPort, guardIn, holds, narrow, widen } from "../sip/description/sdp.ts";
import { failureOf, type Call, type Leg } from "./call.ts";
import { addressOf, familyOf, play, save, saved, type Exchanging } from "./context.ts";
import { endCall, endLeg } from "./end.ts";

const warn =
  (on: Exchanging, callId: string, legId: string) =>
  (error: unknown): void =>
    on.log.error({ err: error, callId, legId }, "telephony: media server refused a leg");

/** Reactions of the room to events of another party's dialog. */
export function legHeard(on: Exchanging, call: Call, leg: Leg): DialogHeard {
  let held = false;
  return {
    ended: (by) =>
      void call
        .turn(async () => {
          // The called party hung up before the sides changed, and is the caller by now.
          if (call.caller === leg.dialog) return endCall(on, call, by === "party" ? "caller" : "lost");
          await endLeg(on, call, leg, by);
          save(on, call);
        })
        .catch(warn(on, call.callId, leg.legId)),
    offered: (sdp) => {
      const ours = leg.dialog?.snapshot().sdp;
      const taken = narrow(sdp, on.families);
      if (ours === undefined || taken === null || taken.guard !== guardIn(ours)) return Promise.resolve(null);
      const { direction } = taken;
      if (holds(direction) !== held) {
        held = !held;
        on.heard({ kind: held ? "held" : "resumed", callId: call.callId, by: leg.legId, at: on.clock() });
      }
      return Promise.resolve(widen(answerAgain(ours, direction), taken));
    },
    answered: () => undefined,
    digit: () => undefined,
    changed: () => save(on, call),
  };
}

/** A caller who is sent to a number outside: if a room is there, it knows which have had the caller. */
const handedOn = ({ roomId }: Exchanging, { facts: { arrival } }: Call, target: Target): Record<string, string> =>
  target.kind === "number" && arrival !== null ? { "User-to-User": handOverField([...(arrival.rooms ?? []), roomId]) } : {};

/** Caller identity that a party sees: the caller at a console, the line at an outside number. */
const seenAs = ({ facts: { number, line } }: Call, target: Target, realm: string): string =>
  `sip:${(target.kind === "extension" ? (number ?? "anonymous") : line).replaceAll(/[^+\w]/g, "") || "anonymous"}@${realm}`;

/** The answer of a party: `acknowledge` is called once the leg is on the disk. */
type Answer = { readonly dialog: Dialog; readonly sdp: string; readonly acknowledge: () => void };

async function join(on: Exchanging, call: Call, leg: Leg, { dialog, sdp, acknowledge }: Answer, joined: (leg: Leg) => void): Promise<void> {
  leg.dialog = dialog;
  leg.outgoing = null;
  leg.sdp = sdp;
  dialog.listen(legHeard(on, call, leg));
  const acknowledged = saved(on, call).then(acknowledge);
  const { music = null } = call.facts;
  on.player.stop(call.callId);
  call.prompting = null;
  call.set({ music: null });
  try {
    const said = await on.media.joinLeg(call.facts, leg.tag, sdp).catch((error: unknown) => {
      // The caller is left: a media server that is started anew plays the music on.
      call.set({ music });
      throw error;
    });
    const port = audioPort(said);
    if (port !== null && !call.facts.ports.includes(port)) call.set({ ports: [...call.facts.ports, port] });
    call.set({ tag: leg.tag });
    await on.ear.stop(call.callId);
    if (call.pending !== null && !(await call.pending.joined())) return endCall(on, call, "lost");
    joined(leg);
  } catch (error) {
    warn(on, call.callId, leg.legId)(error);
    await acknowledged;
    await endLeg(on, call, leg, "lost");
    return;
  }
  await acknowledged;
  on.heard({ kind: "leg_answered", callId: call.callId, legId: leg.legId, at: on.clock() });
  save(on, call);
}

/** The caller hears somebody already: whoever answers now is hung up, and the sound stays as it is. */
function letGo(on: Exchanging, { callId, legs }: Call, legId: string, dialog: Dialog): void {
  if (!legs.delete(legId)) return;
  dialog.bye();
  on.heard({ kind: "leg_failed", callId, legId, why: "refused", at: on.clock() });
}

/**
 * A party to whom a call is handed on is rung for so long, ms: the caller waits with music meanwhile, and goes back to who had the call. A
 * number outside gets longer, since its network needs seconds to ring.
 */
export const HANDED_ON_RINGS_MS = { extension: 25_000, number: 45_000 } as const;

/** So often a party is rung again for which the edge has cancelled the ringing. */
const MOST_CUT_OFF = 5;

/** The page at which a leg rings is gone, and the person has another: the leg is over, and whoever rang it rings anew. */
export async function ringElsewhere(on: Exchanging, call: Call, leg: Leg): Promise<void> {
  if (leg.dialog !== null || !call.legs.delete(leg.legId)) return;
  leg.outgoing?.cancel();
  on.heard({ kind: "leg_failed", callId: call.callId, legId: leg.legId, why: "moved", at: on.clock() });
  await Promise.resolve();
}

export type Ringing = {
  readonly legId: string;
  readonly target: Target;
  readonly headers: Readonly<Record<string, string>>;
  /** True if another that answers first keeps the caller. */
  readonly yields: boolean;
  /** It is given up after this, ms; without it, it rings until the other side gives up. */
  readonly withinMs?: number;
};

function newLeg(on: Exchanging, call: Call, legId: string, target: Target): Leg {
  const profile: MediaProfile = on.profileOf(target);
  return { legId, target, tag: call.newTag(), profile, sdp: "", dialog: null, outgoing: null, listening: null };
}

/**
 * Has the media server make the offer to the party of a leg. The offer takes the caller's sound from whoever has the call (rtpengine 12.5): it
 * is given back at once.
 */
export async function offered(on: Exchanging, call: Call, leg: Leg): Promise<string> {
  const offer = await on.media.offerLeg(call.facts, leg.tag, leg.profile, familyOf(on, leg.target));
  const { joined } = call;
  if (joined !== undefined) await on.media.giveBack(call.facts, joined.tag, joined.sdp).catch(warn(on, call.callId, joined.legId));
  return offer;
}

/** Has the media server make the offer to a party while the order to ring goes to the disk. In a talk it waits until then. */
export async function prepareRing(on: Exchanging, call: Call, legId: string, target: Target): Promise<void> {
  if (call.isJoined || call.legs.has(legId)) return;
  const leg = newLeg(on, call, legId, target);
  call.prepared.set(legId, { leg, offer: await offered(on, call, leg) });
}

/**
 * Rings a party for a call that stands. Everything that comes back is bound to this leg, however late it is. `joined` is done before anybody is
 * told that they hear each other.
 */
export async function ring(
  on: Exchanging,
  call: Call,
  { legId, target, headers, yields, withinMs }: Ringing,
  joined: (leg: Leg) => void = () => undefined,
): Promise<void> {
  if (call.legs.has(legId)) throw new ExchangeFault("this leg is there already");
  const prepared = call.prepared.get(legId);
  call.prepared.delete(legId);
  const leg = prepared?.leg ?? newLeg(on, call, legId, target);
  call.legs.set(legId, leg);
  let offer =
    prepared?.offer ??
    (await offered(on, call, leg).catch((error: unknown) => {
      call.legs.delete(legId);
      throw error;
    }));
  if (!call.legs.has(legId) || call.over) return;
  let rings = false;
  let cutOff = 0;
  const arm = () => (withinMs === undefined ? undefined : setTimeout(() => giveUp(), withinMs));
  let limit = arm();
  const disarm = (): void => {
    clearTimeout(limit);
    limit = undefined;
  };
  /** True where its offer is another by now: it is cancelled, and rung with that one. */
  let isStale = false;
  const isOver = (): boolean => !call.legs.has(legId) || call.over;
  const dial = (): Outgoing =>
    on.endpoint().invite({
      to: addressOf(target, on.realm),
      from: seenAs(call, target, on.realm),
      headers: { "X-Edge-Key": on.key(), "X-Call-Id": call.callId, "X-Leg-Id": legId, ...headers, ...handedOn(on, call, target) },
      sdp: offer,
      ringing: () => {
        if (rings || !call.legs.has(legId)) return;
        rings = true;
        on.heard({ kind: "leg_ringing", callId: call.callId, legId, at: on.clock() });
      },
      answered: (dialog, sdp, acknowledge) => {
        const refuse = (): void => {
          acknowledge();
          dialog.bye();
        };
        if (isOver()) return refuse();
        // It rings again with the offer of now, and is given up at the moment it would have been.
        if (!isStale) disarm();
        // At once: the room's clock must not take back an offer that was answered in time, while the two are joined.
        if (!isStale) on.heard({ kind: "leg_answering", callId: call.callId, legId, at: on.clock() });
        const answered = async (): Promise<void> => {
          if (isOver()) return refuse();
          if (isStale) {
            refuse();
            // The answer came while its offer was made anew, and had ended the limit.
            limit ??= arm();
            return again();
          }
          if (!(yields && call.isJoined)) return join(on, call, leg, { dialog, sdp, acknowledge }, joined);
          acknowledge();
          return letGo(on, call, legId, dialog);
        };
        return void call.turn(answered).catch(warn(on, call.callId, legId));
      },
      failed: (status, isCutOff) => {
        // The party has not failed to answer: it rings on.
        if (!isOver() && (isStale || (isCutOff && ++cutOff <= MOST_CUT_OFF))) return again();
        disarm();
        if (!call.legs.delete(legId) || call.over) return;
        on.heard({ kind: "leg_failed", callId: call.callId, legId, why: failureOf(status), at: on.clock() });
      },
    });
  let rung = dial();
  const cancel = (): void => {
    disarm();
    isStale = false;
    rung.cancel();
  };
  function giveUp(): void {
    if (isOver() || leg.dialog !== null) return;
    cancel();
    call.legs.delete(legId);
    on.heard({ kind: "leg_failed", callId: call.callId, legId, why: "no_answer", at: on.clock() });
  }
  function again(): void {
    isStale = false;
    rung = dial();
  }
  leg.outgoing = { cancel };
  leg.renew = (fresh) => {
    offer = fresh;
    isStale = true;
    rung.cancel();
  };
}

/** Music to the caller while the room's party is silent to them, and back. */
export async function hold(on: Exchanging, call: Call, leg: Leg, music: boolean): Promise<void> {
  const { callerTag } = call.facts;
  for (const tag of [leg.tag, callerTag]) await on.media.mute(call.callId, tag, music);
  await play(on, call, music ? [on.holdMusic] : [], music);
  on.heard({ kind: music ? "held" : "resumed", callId: call.callId, by: leg.legId, at: on.clock() });
}

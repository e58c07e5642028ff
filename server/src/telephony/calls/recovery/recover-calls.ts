import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Survivor } from "../../exchange.ts";
import { Call, callRecord, overCall, overRecord, type CallRecord, type Leg, type OverRecord } from "../call.ts";
import { familyOf, hearKeys, playAgain, save, type Exchanging } from "../context.ts";
import type { Dialog } from "../../sip/dialog.ts";
import { familyIn, hasNoSound } from "../../sip/description/sdp.ts";
import { dialogSnapshot } from "../../sip/snapshot.ts";
import { callerHeard, tellWhenAcknowledged } from "../arrive.ts";
import { beginRecording, decodeAgain, endCall, endLeg, tellLeft } from "../end.ts";
import { legHeard, offered } from "../ring.ts";
import { makeLeft, makeRest, makeSounds } from "../sound/sounds.ts";
import { offerOf, recoverText } from "../text.ts";
import { leftCalls } from "../../media/sound/captured.ts";
import { keyOfCall } from "../../media/saved.ts";
import type { TextMark } from "@amaliyat/domain/calls";

/**
 * Time that a new server waits for the answers of its calls' parties, ms: new callers wait as long. A party that is gone is ended later.
 */
const ASKED_WITHIN_MS = 100;

/** The same for the media server to join their parties, and for the text of its calls, which may need another port, ms. */
const TEXT_WITHIN_MS = 1_000;

/** A kept call as far as it is read where the whole is not understood. */
const keptParts = z.object({
  callId: z.string(),
  arrival: callRecord.shape.arrival.catch(null),
  callerSdp: z.string().catch(""),
  answer: callRecord.shape.answer.catch(null),
  caller: dialogSnapshot.nullable().catch(null),
  legs: z.array(z.object({ dialog: z.unknown() })).catch([]),
});
type KeptParts = z.output<typeof keptParts>;

/** The dialogs of a kept call, the caller's first; null for one that cannot be restored. */
function restoreDialogs(on: Exchanging, { callId, caller, callerSdp, answer, legs }: KeptParts): (Dialog | null)[] {
  return [caller, ...legs.map(({ dialog }) => dialog)].map((kept, nth) => {
    try {
      const cseq = Number(/^CSeq: (\d+)/im.exec(answer ?? "")?.[1]);
      const awaited = nth > 0 || answer === null ? undefined : { text: answer, offered: callerSdp === "", cseq };
      return on.endpoint().restore(dialogSnapshot.parse(kept), awaited);
    } catch (error) {
      on.log.warn({ err: error, callId }, "telephony: dialog not restored");
      return null;
    }
  });
}

/** The call of a record whose dialogs are all there; null where one is missing. */
function restore(on: Exchanging, { legs, ...facts }: Omit<CallRecord, "caller">, [caller, ...dialogs]: (Dialog | null)[]): Call | null {
  if (caller == null || dialogs.includes(null)) return null;
  const call = new Call(facts);
  call.caller = caller;
  call.caller.listen(callerHeard(on, call));
  for (const [nth, { legId, target, tag, sdp, profile }] of legs.entries()) {
    const leg: Leg = { legId, target, tag, sdp, profile, dialog: dialogs[nth] ?? null, outgoing: null, listening: null };
    leg.dialog?.listen(legHeard(on, call, leg));
    call.legs.set(legId, leg);
  }
  on.calls.set(call.callId, call);
  // The last server died before it told: this one tells once the caller has heard of our answer. One who ends the call has heard of it as well.
  const { answer, arrival } = call.facts;
  if (answer != null && arrival !== null) {
    tellWhenAcknowledged(on, call, arrival);
    call.untoldEnd = () => tellLeft(on, call.callId, arrival);
  }
  return call;
}

const unmade = (on: Exchanging) => (error: unknown) => on.log.error({ err: error }, "telephony: sound of earlier recordings not made");

/**
 * Hangs up all reachable parties, and ends the media of a call that cannot be taken back: nobody is left in silence. The recording so far
 * is made into sound.
 */
async function giveUp(
  on: Exchanging,
  { callId, arrival }: KeptParts,
  dialogs: readonly (Dialog | null)[],
  sound: OverRecord | null,
): Promise<void> {
  for (const dialog of dialogs) dialog?.bye();
  if (sound === null) on.stored.forget(callId);
  else on.stored.save(callId, sound);
  await on.media.end(callId);
  if (sound !== null) void makeRest(on, overCall(sound)).catch(unmade(on));
  tellLeft(on, callId, arrival);
}

/**
 * A caller who acknowledges nothing for so long is asked, ms: one who had acknowledged and hung up meanwhile knows of no call. One whom our
 * answer reaches in this moment knows of none either, and is asked again a second later.
 */
const UNACKNOWLEDGED_MS = [3_000, 1_000] as const;

export async function askUnacknowledged(on: Exchanging, call: Call, waitsMs: readonly number[] = UNACKNOWLEDGED_MS): Promise<void> {
  for (const ms of waitsMs) {
    await sleep(ms, undefined, { ref: false });
    if (call.over || call.isTold || (await call.caller?.probe()) !== "gone" || call.over || call.isTold) return;
  }
  endCall(on, call, "lost");
}

/** Asks each party whether it is still there, and ends what is not. */
export async function probe(on: Exchanging, call: Call): Promise<void> {
  // A caller who has not heard of our answer knows of no call.
  if (!call.isTold) return;
  const legs = [...call.legs.values()].map(async (leg) => ({ leg, answer: await leg.dialog?.probe() }));
  if ((await call.caller?.probe()) === "gone") return endCall(on, call, "lost");
  for (const { leg, answer } of await Promise.all(legs)) {
    if (answer === "gone") await call.turn(() => endLeg(on, call, leg, "lost"));
  }
  return save(on, call);
}

/** Joins a party that had answered when the last server died: that one may have died before the caller and the party heard each other. */
async function joinAgain(on: Exchanging, call: Call): Promise<void> {
  const legs = [...call.legs.values()];
  const [leg] = legs;
  if (call.over || leg === undefined || legs.some(({ tag }) => tag === call.facts.tag)) return;
  await call.turn(async () => {
    try {
      await on.media.joinLeg(call.facts, leg.tag, leg.sdp);
      call.set({ tag: leg.tag, music: null });
    } catch (error) {
      on.log.warn({ err: error, callId: call.callId, legId: leg.legId }, "telephony: answered leg not joined again");
      await endLeg(on, call, leg, "lost");
    }
    save(on, call);
  });
}

export async function recoverCalls(on: Exchanging, marks: ReadonlyMap<string, TextMark>): Promise<readonly Survivor[]> {
  const calls: Call[] = [];
  const known = new Set<string>();
  for (const json of await on.stored.all()) {
    const over = overRecord.safeParse(json);
    if (over.success) {
      known.add(over.data.callId);
      const call = overCall(over.data);
      void on.media
        .end(call.callId)
        .then(() => makeRest(on, call))
        .catch(unmade(on));
      continue;
    }
    const parts = keptParts.safeParse(json);
    if (!parts.success) {
      on.log.error({ err: parts.error }, "telephony: stored call unreadable");
      continue;
    }
    const { callId } = parts.data;
    // The edge has saved the caller meanwhile, who talks by another answer and is told of by the edge.
    if (parts.data.answer !== null && (await on.isSaved(keyOfCall(parts.data.caller?.callId ?? "")))) {
      on.stored.forget(callId);
      await on.media.end(callId);
      continue;
    }
    const dialogs = restoreDialogs(on, parts.data);
    const { data, error } = callRecord.safeParse(json);
    const call = data === undefined ? null : restore(on, data, dialogs);
    if (call !== null) {
      calls.push(call);
      known.add(callId);
      continue;
    }
    // One call that cannot be restored keeps nobody else from the lines.
    on.log.error({ err: error, callId }, "telephony: call not restored, hung up");
    if (data !== undefined) known.add(callId);
    await giveUp(on, parts.data, dialogs, data === undefined ? null : new Call(data).overRecord());
  }
  // Sound of a recording that was stopped, and of calls of which nobody has kept more than packets.
  for (const call of calls) void makeSounds(on, call).catch(unmade(on));
  const left = await leftCalls(on.captured).catch((error: unknown): string[] => {
    unmade(on)(error);
    return [];
  });
  void makeLeft(on, left, known).catch(unmade(on));
  const notAsked = (error: unknown): void => on.log.warn({ err: error }, "telephony: call not queried");
  for (const call of calls) if (!call.isTold) void askUnacknowledged(on, call).catch(notAsked);
  // A telephone that answers no question is taken to be there, and ended when that is known: the lines are not kept shut for it.
  const asked = calls.map((call) => probe(on, call).catch(notAsked));
  await Promise.race([Promise.all(asked), sleep(ASKED_WITHIN_MS)]);
  await Promise.race([Promise.all(calls.map((call) => joinAgain(on, call))), sleep(TEXT_WITHIN_MS)]);
  const textBack = async (call: Call): Promise<void> => {
    if (!call.over) await recoverText(on, call, marks.get(call.callId) ?? null);
  };
  // A caller who does not answer, or whose text cannot be had back, keeps nobody else from the lines.
  const noText = (error: unknown): void => on.log.error({ err: error }, "telephony: text of a call not restored");
  const texts = calls.map((call) => textBack(call).catch(noText));
  await Promise.race([Promise.all(texts), sleep(TEXT_WITHIN_MS)]);
  for (const call of calls) {
    if (!call.over) {
      hearKeys(on, call);
      decodeAgain(on, call);
    } else if (call.isTold) tellLeft(on, call.callId, call.facts.arrival);
  }
  return calls
    .filter((call) => !call.over && call.isTold)
    .map(({ callId, facts, legs }) => ({
      callId,
      arrival: facts.arrival ?? undefined,
      legs: [...legs.values()].map(({ legId, target }) => ({ legId, target })),
    }));
}

/**
 * Sets up again the sound of a call that the media server has forgotten, because it was started anew: each party is offered new ports. The
 * recording so far is reported at the end with the rest.
 */
export async function rebuild(on: Exchanging, call: Call): Promise<void> {
  // The media server that made their offers is gone: they are offered anew when they are rung.
  call.prepared.clear();
  // The new one may know a part of the call by an order that came first.
  await on.media.end(call.callId);
  const queue = call.newTag();
  const { callerProfile, callerSdp, callerTag } = call.facts;
  const fresh = (): Promise<string> => on.media.answerCaller(call.callId, callerTag, callerSdp, queue, callerProfile);
  const ours = callerProfile === "rtp" ? await fresh() : await on.media.offerCaller(call.callId, queue, callerProfile, familyIn(callerSdp));
  // A caller without sound is offered nothing: the port of the text is ours, and stays.
  const isSilent = hasNoSound(callerSdp);
  const answer = isSilent ? callerSdp : ((await call.caller?.offer(offerOf(on, ours, call.facts.text))) ?? null);
  if (answer === null) return endCall(on, call, "lost");
  if (callerProfile !== "rtp") await on.media.callerAnswered(call.callId, call.facts.callerTag, queue, answer);
  const port = Number(/^m=audio (\d+)/m.exec(ours)?.[1]);
  call.set({ callerSdp: answer, ours, tag: queue, ports: [...new Set([...call.facts.ports, port])] });
  for (const leg of call.legs.values()) {
    if (leg.listening !== null) continue;
    if (leg.dialog === null) {
      // It rings with an offer that the new media server does not know: both would hear nothing.
      leg.tag = call.newTag();
      leg.renew?.(await offered(on, call, leg));
      continue;
    }
    leg.tag = call.newTag();
    const theirs = await leg.dialog.offer(await on.media.offerLeg(call.facts, leg.tag, leg.profile, familyOf(on, leg.target)));
    if (theirs === null) {
      await endLeg(on, call, leg, "lost");
      continue;
    }
    await on.media.joinLeg(call.facts, leg.tag, theirs);
    leg.sdp = theirs;
    call.set({ tag: leg.tag });
  }
  await playAgain(on, call);
  hearKeys(on, call);
  if (call.facts.recording && call.facts.paused !== true) await beginRecording(on, call);
  return save(on, call);
}

import { ExchangeFault, type BesideHeaders, type Target } from "../exchange.ts";
import { audioPort } from "../sip/description/sdp.ts";
import { FIRST } from "../media/media.ts";
import { Call, failureOf, type Leg } from "./call.ts";
import { addressOf, saved, type Exchanging } from "./context.ts";
import { endCall } from "./end.ts";
import { callerHeard, stand } from "./arrive.ts";
import { legHeard, ring } from "./ring.ts";

type CallOut = {
  readonly callId: string;
  readonly legId: string;
  readonly extension: string;
  readonly to: Target;
  readonly line: string;
  readonly beside: BesideHeaders | null;
};

/** The dialled party answered: it becomes the call's `caller`; our console, `own`, becomes a leg as in every other call. */
function changeSides(on: Exchanging, call: Call, leg: Leg, own: Target): void {
  const [console, caller] = [call.caller, leg.dialog];
  if (console === null || caller === null) return;
  const { callerTag: tag, callerSdp: sdp, callerProfile: profile } = call.facts;
  const taker: Leg = { legId: leg.legId, target: own, tag, profile, sdp, dialog: console, outgoing: null, listening: null };
  call.legs.set(taker.legId, taker);
  console.listen(legHeard(on, call, taker));
  const ours = caller.snapshot().sdp;
  const said = { callerTag: leg.tag, callerSdp: leg.sdp, callerProfile: leg.profile, ours };
  call.set({ ...said, tag, ports: [audioPort(ours) ?? 0], console: null });
  call.caller = caller;
  caller.listen(callerHeard(on, call));
}

/** Rings the console, and when it has answered the other. Until the other answers, the console is the caller of this call; then the other is. */
export async function callOut(on: Exchanging, { callId, legId, extension, to, line, beside }: CallOut): Promise<void> {
  if (on.calls.has(callId)) throw new ExchangeFault("this call is there already");
  const target: Target = { kind: "extension", extension };
  const queue = "P0";
  const callerProfile = on.profileOf(target);
  const ours = await on.media.offerCaller(callId, queue, callerProfile);
  const ports = [audioPort(ours) ?? 0];
  const called = to.kind === "number" ? to.number : to.extension;
  // A colleague sees the extension that calls; a number outside sees the line.
  const number = to.kind === "number" ? called : extension;
  const facts = {
    callId,
    callerSdp: "",
    ours,
    callerProfile,
    callerTag: FIRST,
    tag: queue,
    tags: 0,
    ports,
    line,
    number,
    console: extension,
  };
  const call = new Call({ ...facts, recording: false, recordings: 0, source: null, arrival: null, text: null });
  on.calls.set(callId, call);
  const failed = (why: ReturnType<typeof failureOf>): void => {
    on.heard({ kind: "leg_failed", callId, legId, why, at: on.clock() });
    endCall(on, call, "room");
  };
  on.endpoint().invite({
    to: addressOf(target, on.realm),
    from: `sip:${called.replaceAll(/[^+\d]/g, "") || "anonymous"}@${on.realm}`,
    headers: { "X-Edge-Key": on.key(), "X-Call-Id": callId, "X-Leg-Id": legId, "X-Line": line, "X-Call-Out": called, ...beside?.own },
    sdp: ours,
    ringing: () => undefined,
    answered: (dialog, sdp, acknowledge) => {
      if (call.over) {
        acknowledge();
        return dialog.bye();
      }
      stand(on, call, dialog);
      const acknowledged = saved(on, call).then(acknowledge);
      return void call
        .turn(async () => {
          await acknowledged;
          await on.media.callerAnswered(callId, FIRST, queue, sdp);
          call.set({ callerSdp: sdp });
          const joined = beside === null ? (leg: Leg): void => changeSides(on, call, leg, target) : undefined;
          await ring(on, call, { legId, target: to, headers: { "X-Line": line, ...beside?.other }, yields: false }, joined);
        })
        .catch((error: unknown) => {
          on.log.error({ err: error, callId }, "telephony: call out failed");
          failed("failed");
        });
    },
    failed: (status) => failed(failureOf(status)),
  });
}

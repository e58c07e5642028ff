import { ExchangeFault, type OutHeaders, type Target } from "../exchange.ts";
import { audioPort, narrow } from "../sip/sdp.ts";
import { Call, failureOf } from "./call.ts";
import { addressOf, type Exchanging } from "./context.ts";
import { endCall } from "./end.ts";
import { stand } from "./arrive.ts";
import { ring } from "./ring.ts";

type CallOut = {
  readonly callId: string;
  readonly legId: string;
  readonly extension: string;
  readonly to: Target;
  readonly line: string;
  readonly headers: OutHeaders;
};

/** Rings the console, which becomes the caller of this call, and when it has answered the other. */
export async function callOut(on: Exchanging, { callId, legId, extension, to, line, headers }: CallOut): Promise<void> {
  if (on.calls.has(callId)) throw new ExchangeFault("this call is there already");
  const target: Target = { kind: "extension", extension };
  const queue = "P0";
  const callerProfile = on.profileOf(target);
  const ours = await on.media.offerCaller(callId, queue, callerProfile);
  const ports = [audioPort(ours) ?? 0];
  const called = to.kind === "number" ? to.number : to.extension;
  // A colleague sees the extension that calls; a number outside sees the line.
  const number = to.kind === "number" ? called : extension;
  const facts = { callId, callerSdp: "", ours, callerProfile, tag: queue, tags: 0, ports, line, number, console: extension };
  const call = new Call({ ...facts, recording: false, recordings: 0 });
  on.calls.set(callId, call);
  const failed = (why: ReturnType<typeof failureOf>): void => {
    on.heard({ kind: "leg_failed", callId, legId, why, at: on.clock() });
    endCall(on, call, "room");
  };
  on.endpoint().invite({
    to: addressOf(target, on.realm),
    from: `sip:${called.replaceAll(/[^+\d]/g, "") || "anonymous"}@${on.realm}`,
    headers: { "X-Edge-Key": on.key, "X-Call-Id": callId, "X-Leg-Id": legId, "X-Line": line, "X-Call-Out": called, ...headers.own },
    sdp: ours,
    ringing: () => undefined,
    answered: (dialog, sdp) => {
      const taken = narrow(sdp);
      if (taken === null || call.over) {
        dialog.bye();
        return failed("failed");
      }
      stand(on, call, dialog);
      return void call
        .turn(async () => {
          await on.media.callerAnswered(callId, queue, taken.sdp);
          call.set({ callerSdp: taken.sdp });
          await ring(on, call, legId, to, { "X-Line": line, ...headers.other });
        })
        .catch((error: unknown) => {
          on.log.error({ err: error, callId }, "a call out failed");
          failed("failed");
        });
    },
    failed: (status) => failed(failureOf(status)),
  });
}

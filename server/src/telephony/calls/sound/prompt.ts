import type { Call } from "../call.ts";
import { hearKeysInTalk, type Exchanging } from "../context.ts";

/** Time after a prompt in which tones are taken as keys (ms). It is as short as possible, because speech must not be taken for a key. */
const LISTENED_MS = 90_000;

/** Plays files to the caller of a talk, once, over what the other says; the other goes on hearing the caller. Another prompt takes its place. */
export async function prompt(on: Exchanging, call: Call, files: readonly string[]): Promise<void> {
  if (!call.isJoined || (call.facts.music ?? null) !== null) return;
  const mine = {};
  call.prompting = mine;
  hearKeysInTalk(on, call, LISTENED_MS);
  await next(on, call, mine, files);
}

async function next(on: Exchanging, call: Call, mine: object, [file, ...more]: readonly string[]): Promise<void> {
  // Put on hold, handed on or asked again meanwhile: what is left of it is not played.
  if (file === undefined || call.prompting !== mine || !call.isJoined || (call.facts.music ?? null) !== null) return;
  const ms = await on.media.play(call.callId, call.facts.callerTag, file, false, true);
  call.hears({ at: on.clock(), file, repeat: false });
  const later = (): void =>
    void call
      .turn(() => next(on, call, mine, more))
      .catch((error: unknown) => on.log.warn({ err: error, callId: call.callId }, "telephony: prompt not finished"));
  if (more.length > 0) setTimeout(later, ms ?? 0).unref();
}

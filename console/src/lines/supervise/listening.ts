import { calls } from "@amaliyat/contract/calls";
import type { Problem, ReplyOf } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { ask } from "../../api/index.ts";
import { hand, phone, type Talk } from "../../phone/index.ts";
import { createPersonStore } from "../../store/index.ts";

export const LISTEN_MODES = ["listen", "whisper", "barge"] as const;
export type ListenMode = (typeof LISTEN_MODES)[number];

/** The call that this supervisor is with. `heard` once its sound has come: when the sound is gone after that, the listening is over. */
export type Listening = {
  readonly legId: string;
  readonly callId: string;
  readonly mode: ListenMode;
  /** Name of the call's call-taker. */
  readonly name: string;
  /** ms since 1970 */
  readonly since: number;
  readonly heard: boolean;
};

/** Updates a listening by the talks of this console; null once it is over. */
export function afterTalks(held: Listening | null, talks: readonly Pick<Talk, "callId" | "kind">[]): Listening | null {
  if (held === null) return null;
  const hears = talks.some(({ callId, kind }) => callId === held.callId && (kind === "hearing" || kind === "voice"));
  if (hears) return held.heard ? held : { ...held, heard: true };
  return held.heard ? null : held;
}

/** Outside of React: it goes on while the supervisor looks at another screen. */
export const listening = createPersonStore<Listening | null>(null);
phone.subscribe(() => listening.set(afterTalks(listening.get(), phone.get().talks)));

/** Comes to a call: the console rings and answers by itself. */
export async function startListening(
  call: Pick<Listening, "callId" | "name">,
  mode: ListenMode,
  now: number,
): Promise<Result<ReplyOf<typeof calls.listen>, Problem>> {
  hand.expect();
  const answer = await ask(calls.listen, { params: { callId: call.callId }, body: { mode } });
  if (answer.ok) {
    const { callId, name } = call;
    listening.set(afterTalks({ legId: answer.value.legId, callId, name, mode, since: now, heard: false }, phone.get().talks));
  }
  return answer;
}

/** Leaves the call again. One that the room does not know any more is over all the same. */
export async function stopListening(): Promise<Problem | null> {
  const held = listening.get();
  if (held === null) return null;
  const answer = await ask(calls.stopListening, { params: { callId: held.callId }, body: { legId: held.legId } });
  if (!answer.ok && answer.error.code !== "object.not_found") return answer.error;
  if (listening.get()?.legId === held.legId) listening.set(null);
  return null;
}

/** Takes a call over. The console rings and answers by itself, and only then is the former call-taker released. */
export async function takeOver(callId: string): Promise<Problem | null> {
  hand.expect();
  const answer = await ask(calls.takeOver, { params: { callId } });
  if (!answer.ok) return answer.error;
  if (listening.get()?.callId === callId) listening.set(null);
  return null;
}

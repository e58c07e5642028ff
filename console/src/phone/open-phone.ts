import { calls } from "@amaliyat/contract/calls";
import { ask } from "../api/index.ts";
import { openMicrophone } from "./devices.ts";
import { Mixer } from "./mixer.ts";
import { changePhone, phone } from "./phone-state.ts";
import { tryToSound } from "./ring-tone.ts";
import { Softphone } from "./softphone.ts";

let open: { readonly softphone: Softphone; readonly mixer: Mixer } | null = null;
/** Grows whenever the telephone is opened or taken away: who was on the way meanwhile finds another number and stops. */
let turn = 0;

const NO_MICROPHONE: Readonly<Record<string, "not_allowed" | "not_found">> = {
  NotAllowedError: "not_allowed",
  SecurityError: "not_allowed",
  NotFoundError: "not_found",
  NotReadableError: "not_found",
};

/**
 * Comes to the queue: microphone, credentials, registration. If one of them is missing, the link names it. `ready` for calls, or only to
 * listen and to call out.
 */
export async function openPhone(ready = true): Promise<void> {
  if (open !== null || phone.get().link.kind === "opening") return;
  const own = ++turn;
  changePhone({ link: { kind: "opening" } });
  if (!window.isSecureContext) return changePhone({ link: { kind: "no_microphone", why: "not_secure" } });
  let microphone: MediaStream;
  try {
    microphone = await openMicrophone();
  } catch (cause) {
    if (own !== turn) return;
    const why = NO_MICROPHONE[cause instanceof DOMException ? cause.name : ""] ?? "not_found";
    return changePhone({ link: { kind: "no_microphone", why } });
  }
  const [answer, jssip] = await Promise.all([ask(calls.phone, { body: { ready } }), import("jssip")]);
  if (!answer.ok || own !== turn) {
    for (const track of microphone.getTracks()) track.stop();
    if (!answer.ok && own === turn) changePhone({ link: { kind: "refused", problem: answer.error } });
    return;
  }
  void tryToSound();
  const mixer = new Mixer(microphone);
  const address = new URL(calls.phoneLink.path, location.href.replace(/^http/, "ws"));
  const standby = new URL(address);
  standby.port = String(answer.value.standbyPort ?? "");
  const addresses = answer.value.standbyPort === null ? [address.href] : [address.href, standby.href];
  open = { mixer, softphone: new Softphone(jssip, mixer, addresses, answer.value) };
}

/** Takes the telephone away from this browser. Leaving the queue informs the room. */
export function closePhone(): void {
  turn++;
  open?.softphone[Symbol.dispose]();
  open?.mixer[Symbol.dispose]();
  open = null;
  changePhone({ link: { kind: "off" }, ringing: null, talks: [], muted: false, together: false });
}

/** The devices of the workplace were changed: the microphone and the ear change with them, in a talk too. */
export async function onDevicesChanged(): Promise<void> {
  if (open === null) return;
  open.mixer.replaceMicrophone(await openMicrophone());
  await open.mixer.useSpeaker();
}

/** Acts of a person on the telephone; no effect without one. */
export const hand = {
  answer: async (): Promise<void> => open?.softphone.answer(),
  refuse: (): void => open?.softphone.refuse(),
  mute: (muted: boolean): void => open?.softphone.mute(muted),
  together: (on: boolean): void => open?.softphone.together(on),
  press: (digit: string): void => open?.softphone.press(digit),
  /** Before asking the room for a call out, or to hear a call: what rings next was asked for. */
  expect: (): void => open?.softphone.expect(),
  forget: (callId: string): void => open?.softphone.forget(callId),
  hangUpSaved: (): void => open?.softphone.hangUpSaved(),
  levels: (): { readonly mine: number; readonly theirs: number } => open?.mixer.levels() ?? { mine: 0, theirs: 0 },
} as const;

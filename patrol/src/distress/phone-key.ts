import { textOfDistress } from "@amaliyat/domain/dispatch";
import type { Answer } from "../api/answer.ts";
import type { ask } from "../api/ask.ts";
import type { Kept, Things } from "../storage/kept.ts";
import type { Act } from "../outbox/act.ts";
import { helpSaid } from "../outbox/send-act.ts";

const CURVE = { name: "ECDSA", namedCurve: "P-256" } as const;
const SIGNING = { name: "ECDSA", hash: "SHA-256" } as const;

const base64 = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes)));

/** Makes the phone's key and gives its public half to the room, once a sign-in. Without a link nothing is kept, and it is tried again. */
export async function ensureKey(call: typeof ask, kept: Kept, owner: string): Promise<void> {
  if ((await kept.get("distressKey", owner)) !== undefined) return;
  const { publicKey, privateKey } = await crypto.subtle.generateKey(CURVE, false, ["sign"]);
  const answer = await call("makeDistressKey", { body: { publicKey: base64(await crypto.subtle.exportKey("spki", publicKey)) } });
  if (answer.kind === "ok") await kept.put("distressKey", owner, { keyId: answer.value.keyId, key: privateKey });
}

/** Sends a call for help by the phone's key, its session being over; null where the phone has none. */
export async function callByKey(
  call: typeof ask,
  kept: Kept,
  owner: string,
  act: Act & { kind: "panic" },
): Promise<Answer<unknown> | null> {
  const own = await kept.get("distressKey", owner);
  return own === undefined ? null : callWith(call, own, act);
}

/** Sends a call for help by a key of the phone. */
export async function callWith(
  call: typeof ask,
  { keyId, key }: Things["distressKey"],
  act: Act & { kind: "panic" },
): Promise<Answer<unknown>> {
  const said = helpSaid(act);
  const text = new TextEncoder().encode(textOfDistress({ keyId, call: act.key, ...said }));
  const signature = base64(await crypto.subtle.sign(SIGNING, key, text));
  return call("signedPanic", { body: { keyId, call: act.key, ...said, sentAt: new Date().toISOString(), signature } });
}

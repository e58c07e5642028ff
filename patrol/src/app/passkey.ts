import type { identity } from "@amaliyat/contract/identity";
import type { BodyOf, ReplyOf } from "@amaliyat/contract/route";

type Challenge = ReplyOf<typeof identity.passkeyChallenge>;
type Assertion = BodyOf<typeof identity.passkeySignIn>["response"];

const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const textOf = (bytes: ArrayBuffer): string =>
  btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/** True if this page can use passkeys: opened by HTTPS or on the machine itself, by a name, in a browser that has them. */
export const knowsPasskeys = (): boolean =>
  window.isSecureContext && !/^[\d.]+$|^\[/u.test(location.hostname) && "PublicKeyCredential" in window;

/**
 * Lets the phone sign the room's challenge (WebAuthn, 7.2). The room names no key: the phone offers those that it has for this room. Null
 * where the person closed the window of the phone, or it has none.
 */
export async function signChallenge({ challenge, rpId }: Challenge): Promise<Assertion | null> {
  const publicKey = {
    challenge: bytesOf(challenge),
    userVerification: "required",
    ...(typeof rpId === "string" ? { rpId } : {}),
  } as const;
  const made = await navigator.credentials.get({ publicKey }).catch(() => null);
  if (!(made instanceof PublicKeyCredential) || !(made.response instanceof AuthenticatorAssertionResponse)) return null;
  const { clientDataJSON, authenticatorData, signature, userHandle } = made.response;
  return {
    id: made.id,
    rawId: textOf(made.rawId),
    type: "public-key",
    clientExtensionResults: {},
    response: {
      clientDataJSON: textOf(clientDataJSON),
      authenticatorData: textOf(authenticatorData),
      signature: textOf(signature),
      ...(userHandle === null ? {} : { userHandle: textOf(userHandle) }),
    },
  };
}

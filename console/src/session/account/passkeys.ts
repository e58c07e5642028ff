import { explain } from "@amaliyat/contract/errors";
import { identity, type Factors, type Session } from "@amaliyat/contract/identity";
import type { Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { ask } from "../../api/index.ts";

/** The sentence for each reason why a page cannot use passkeys. */
export const NO_PASSKEYS = {
  not_secure: "no_passkeys.not_secure",
  no_name: "no_passkeys.no_name",
  no_browser: "no_passkeys.no_browser",
} as const;

/** Reason that this page cannot use passkeys: it was opened by plain HTTP or an IP address, or the browser has none. Null if it can. */
export function whyNoPasskeys(): keyof typeof NO_PASSKEYS | null {
  if (!window.isSecureContext) return "not_secure";
  if (/^[\d.]+$|^\[/.test(location.hostname)) return "no_name";
  return "PublicKeyCredential" in window ? null : "no_browser";
}

type Ceremony = Parameters<typeof import("@simplewebauthn/browser").startAuthentication>[0]["optionsJSON"];

/** The person closed the browser's own window, or it found no key. */
const notDone: Problem = { status: 0, code: "passkey.refused", text: explain("passkey.refused", {}) } as Problem;

/** Lets the browser ask for a key; an error of it becomes a refusal. */
async function answered<T>(work: () => Promise<T>): Promise<Result<T, Problem>> {
  try {
    return { ok: true, value: await work() };
  } catch {
    return { ok: false, error: notDone };
  }
}

async function assertion(options: unknown) {
  const { startAuthentication } = await import("@simplewebauthn/browser");
  return answered(async () => {
    const { id, rawId, response, clientExtensionResults } = await startAuthentication({ optionsJSON: options as Ceremony });
    const { clientDataJSON, authenticatorData, signature, userHandle } = response;
    const said = { clientDataJSON, authenticatorData, signature, ...(userHandle === undefined ? {} : { userHandle }) };
    return { id, rawId, type: "public-key" as const, clientExtensionResults: { ...clientExtensionResults }, response: said };
  });
}

/** Signs in by a passkey; with a user name it must be that person's. */
export async function signInByPasskey(username: string): Promise<Result<Session, Problem>> {
  const options = await ask(identity.passkeyChallenge, {});
  if (!options.ok) return options;
  const given = await assertion(options.value);
  if (!given.ok) return given;
  return ask(identity.passkeySignIn, { body: { ...(username === "" ? {} : { username }), response: given.value } });
}

/** Answers the challenge that unlocks the session. */
export async function unlockByPasskey(): Promise<Result<unknown, Problem>> {
  const options = await ask(identity.unlockChallenge, {});
  if (!options.ok) return options;
  const given = await assertion(options.value);
  return given.ok ? ask(identity.unlockByPasskey, { body: { response: given.value } }) : given;
}

/** Proves a passkey of one's own before a change of sign-in methods. */
export async function proveByPasskey(): Promise<Result<Factors, Problem>> {
  const options = await ask(identity.unlockChallenge, {});
  if (!options.ok) return options;
  const given = await assertion(options.value);
  return given.ok ? ask(identity.prove, { body: { by: "passkey", response: given.value } }) : given;
}

/** Makes a passkey of one's own under a name. */
export async function addPasskey(password: string, name: string): Promise<Result<Factors, Problem>> {
  const options = await ask(identity.newPasskey, { body: { password } });
  if (!options.ok) return options;
  const { startRegistration } = await import("@simplewebauthn/browser");
  type Options = Parameters<typeof startRegistration>[0]["optionsJSON"];
  const made = await answered(async () => {
    const { id, rawId, response, clientExtensionResults } = await startRegistration({ optionsJSON: options.value as unknown as Options });
    const { clientDataJSON, attestationObject, transports } = response;
    const said = { clientDataJSON, attestationObject, ...(transports === undefined ? {} : { transports: [...transports] }) };
    return { id, rawId, type: "public-key" as const, clientExtensionResults: { ...clientExtensionResults }, response: said };
  });
  return made.ok ? ask(identity.addPasskey, { body: { name, response: made.value } }) : made;
}

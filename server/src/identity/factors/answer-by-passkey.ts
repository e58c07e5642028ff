import type { verifyAuthenticationResponse } from "@simplewebauthn/server";
import type { ErrorCode } from "@amaliyat/contract/errors";
import type { Assertion, identity } from "@amaliyat/contract/identity";
import { checkDesignation, isCounterFresh } from "@amaliyat/domain/identity";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { SYSTEM, transaction, type Tx } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import type { IdentityDeps } from "../identity-deps.ts";
import { lockAccount } from "../rows/identity-store.ts";
import { setUnlocked } from "../sessions/lock.ts";
import { openSessionFor } from "../sessions/open-session.ts";
import { appendRefusal } from "../sessions/refused-entry.ts";
import { designationOf } from "../sessions/session-over.ts";
import { callerByToken, sessionOf } from "../sessions/sessions.ts";
import { makeChallenge, readChallenge, type ChallengeFor } from "./challenges.ts";
import { DEVICE_LASTS_MS, deviceTokenOf, knowDevice } from "./devices.ts";
import { lockPasskey, passkeysOf } from "../rows/factors-queries.ts";
import { consumeChallenge, usePasskey } from "../rows/factors-store.ts";
import { relyingPartyOf, type RelyingParty } from "./relying-party.ts";
import { webauthn } from "./webauthn.ts";

/** A challenge for whoever is at this browser: it names no keys, so it tells nothing about who has any. */
export async function passkeyChallenge(
  { vault }: IdentityDeps,
  call: Call<typeof identity.passkeyChallenge>,
): Promise<Reply<typeof identity.passkeyChallenge>> {
  const { at, device, origin } = call;
  const party = relyingPartyOf(origin);
  if (party === null) return refuse({ code: "passkey.no_name" });
  const token = deviceTokenOf(device);
  if (token !== device) call.setDevice(token, at + DEVICE_LASTS_MS);
  const challenge = makeChallenge(vault, { use: "sign-in", by: token }, at);
  return ok({ ...(await (await webauthn()).generateAuthenticationOptions({ rpID: party.rpId, challenge, userVerification: "required" })) });
}

/** A challenge for the caller's own keys, to unlock the session. */
export async function unlockChallenge(
  { db, vault }: IdentityDeps,
  call: Call<typeof identity.unlockChallenge>,
): Promise<Reply<typeof identity.unlockChallenge>> {
  const { at, who, origin } = call;
  const party = relyingPartyOf(origin);
  if (party === null) return refuse({ code: "passkey.no_name" });
  const own = await transaction(db, SYSTEM, (tx) => passkeysOf(tx, who.userId), { readOnly: true });
  const allowCredentials = own
    .filter((key) => key.rp_id === party.rpId)
    .map((key) => ({ id: key.credential_id.toString("base64url"), transports: key.transports }));
  const challenge = makeChallenge(vault, { use: "unlock", by: who.sessionId }, at);
  return ok({
    ...(await (
      await webauthn()
    ).generateAuthenticationOptions({ rpID: party.rpId, challenge, allowCredentials, userVerification: "required" })),
  });
}

type Answered = { readonly passkeyId: string; readonly userId: string; readonly counter: number };

/**
 * Judges an answer in the transaction of its effect: signed by a key of the room, for this act and browser, once, with its person verified.
 * A counter that does not rise tells of a copied key (WebAuthn, 6.1.1); it opens nothing.
 */
async function judgeAnswer(
  tx: Tx,
  { vault }: Pick<IdentityDeps, "vault">,
  response: Assertion,
  party: RelyingParty,
  to: ChallengeFor,
  at: number,
): Promise<Result<Answered, Refusal<ErrorCode> & { readonly userId: string | null }>> {
  const row = await lockPasskey(tx, Buffer.from(response.id, "base64url"));
  const refused = (code: "passkey.refused" | "passkey.cloned") => refuse({ code, userId: row?.user_id ?? null });
  if (row === undefined || row.rp_id !== party.rpId) return refused("passkey.refused");
  let challenge: ReturnType<typeof readChallenge> = null;
  const verified = await (
    await webauthn()
  )
    .verifyAuthenticationResponse({
      response: response as Parameters<typeof verifyAuthenticationResponse>[0]["response"],
      expectedChallenge: (given) => (challenge = readChallenge(vault, given, to, at)) !== null,
      expectedOrigin: party.origin,
      expectedRPID: party.rpId,
      // The counter is judged below, once the signature is known to be right.
      credential: { id: response.id, publicKey: new Uint8Array(row.public_key), counter: 0 },
      requireUserVerification: true,
    })
    .catch(() => null);
  const used = challenge as ReturnType<typeof readChallenge>;
  if (used === null || verified === null || !verified.verified) return refused("passkey.refused");
  if (!(await consumeChallenge(tx, used.id, new Date(used.expiresAt), new Date(at)))) return refused("passkey.refused");
  const counter = verified.authenticationInfo.newCounter;
  if (!isCounterFresh(row.counter, counter)) return refused("passkey.cloned");
  return ok({ passkeyId: row.passkey_id, userId: row.user_id, counter });
}

/** Signs a person in by a passkey: what one has, and what one knows or is, at once. */
export async function passkeySignIn(
  deps: IdentityDeps,
  call: Call<typeof identity.passkeySignIn>,
): Promise<Reply<typeof identity.passkeySignIn>> {
  const { at, address, body, device } = call;
  const party = relyingPartyOf(call.origin);
  if (party === null) return refuse({ code: "passkey.no_name" });
  const token = deviceTokenOf(device);
  const opened = await transaction(deps.db, SYSTEM, async (tx) => {
    const judged = await judgeAnswer(tx, deps, body.response, party, { use: "sign-in", by: token }, at);
    const user = judged.ok ? await lockAccount(tx, judged.value.userId) : undefined;
    const refusal = (): Refusal<ErrorCode> | null => {
      if (!judged.ok) return { code: judged.error.code };
      const typed = body.username?.trim().toLowerCase() ?? "";
      if (user === undefined || (typed !== "" && typed !== user.username)) return { code: "passkey.refused" };
      const designated = checkDesignation(designationOf(user), at);
      return designated.ok ? null : designated.error;
    };
    const denied = refusal();
    if (denied !== null || user === undefined || !judged.ok) {
      const userId = judged.ok ? judged.value.userId : judged.error.userId;
      const tried = user ?? (userId === null ? undefined : await lockAccount(tx, userId));
      const code = denied?.code ?? "passkey.refused";
      await appendRefusal(tx, deps.door, { at, user: tried, code, detail: { address, by: "passkey" } });
      return refuse(denied ?? { code });
    }
    await usePasskey(tx, judged.value.passkeyId, judged.value.counter, new Date(at));
    await knowDevice(tx, call, user.user_id, token);
    return ok(await openSessionFor(tx, user, call, { factors: 2, end: deps.end, by: "passkey" }));
  });
  if (!opened.ok) return opened;
  call.setToken(opened.value.token, opened.value.expiresAt);
  call.setDevice(token, at + DEVICE_LASTS_MS);
  const caller = await callerByToken(deps.db, opened.value.token, at, deps.needSecondFactor);
  return caller.ok ? ok(await sessionOf(deps.db, caller.value)) : caller;
}

/** Takes an answer of the caller's own passkey to the challenge that was given to this session. */
export async function answerOwnPasskey(
  tx: Tx,
  deps: Pick<IdentityDeps, "vault">,
  { who, at, origin }: Pick<Call<typeof identity.unlockByPasskey>, "who" | "at" | "origin">,
  response: Assertion,
): Promise<Result<null, Refusal<ErrorCode>>> {
  const party = relyingPartyOf(origin);
  if (party === null) return refuse({ code: "passkey.no_name" });
  const answered = await judgeAnswer(tx, deps, response, party, { use: "unlock", by: who.sessionId }, at);
  if (!answered.ok) return refuse({ code: answered.error.code });
  if (answered.value.userId !== who.userId) return refuse({ code: "passkey.refused" });
  await usePasskey(tx, answered.value.passkeyId, answered.value.counter, new Date(at));
  return ok(null);
}

/** Unlocks the session by a passkey of its own person. */
export async function unlockByPasskey(
  deps: IdentityDeps,
  call: Call<typeof identity.unlockByPasskey>,
): Promise<Reply<typeof identity.unlockByPasskey>> {
  const judged = await transaction(deps.db, SYSTEM, (tx) => answerOwnPasskey(tx, deps, call, call.body.response));
  return judged.ok ? setUnlocked(deps.db, deps.tellLock, call, "passkey") : judged;
}

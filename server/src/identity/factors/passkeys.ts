import type { verifyRegistrationResponse } from "@simplewebauthn/server";
import type { identity } from "@amaliyat/contract/identity";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { settle, subjectById } from "../../audit/index.ts";
import { isUniqueViolation, SYSTEM, transaction } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { askOwnPassword } from "../sessions/ask-own-password.ts";
import { endOthers } from "../sessions/end-others.ts";
import type { IdentityDeps } from "../identity-deps.ts";
import { raiseSession } from "../rows/identity-store.ts";
import { lackOfProof } from "./ask-proof.ts";
import { makeChallenge, readChallenge } from "./challenges.ts";
import { passkeysOf } from "../rows/factors-queries.ts";
import { deletePasskey, insertPasskey, consumeChallenge } from "../rows/factors-store.ts";
import { relyingPartyOf } from "./relying-party.ts";
import { shownFactors } from "./shown-factors.ts";
import { webauthn } from "./webauthn.ts";

const MOST_PASSKEYS = 10;

/** Begins a passkey of the caller's own: discoverable, with the person verified at the authenticator, and no attestation. */
export async function newPasskey(deps: IdentityDeps, call: Call<typeof identity.newPasskey>): Promise<Reply<typeof identity.newPasskey>> {
  const { who, at, body, origin } = call;
  const party = relyingPartyOf(origin);
  if (party === null) return refuse({ code: "passkey.no_name" });
  const asked = await askOwnPassword(deps.db, deps.door, call, body.password);
  if (!asked.ok) return asked;
  const [lack, known] = await transaction(
    deps.db,
    SYSTEM,
    async (tx) => [await lackOfProof(tx, call), await passkeysOf(tx, who.userId)] as const,
    { readOnly: true },
  );
  if (lack !== null) return refuse(lack);
  if (known.length >= MOST_PASSKEYS) return refuse({ code: "passkey.too_many", params: { most: MOST_PASSKEYS } });
  const options = await (
    await webauthn()
  ).generateRegistrationOptions({
    rpID: party.rpId,
    rpName: deps.names.en,
    userID: new TextEncoder().encode(who.userId),
    userName: who.username,
    userDisplayName: who.name,
    challenge: makeChallenge(deps.vault, { use: "register", by: who.sessionId }, at),
    attestationType: "none",
    excludeCredentials: known.filter((key) => key.rp_id === party.rpId).map((key) => ({ id: key.credential_id.toString("base64url") })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  return ok({ ...options });
}

/** Adds the passkey that was begun in this session. The session is proven by two factors from now on. */
export async function addPasskey(deps: IdentityDeps, call: Call<typeof identity.addPasskey>): Promise<Reply<typeof identity.addPasskey>> {
  const { who, at, body, origin } = call;
  const party = relyingPartyOf(origin);
  if (party === null) return refuse({ code: "passkey.no_name" });
  let challenge: ReturnType<typeof readChallenge> = null;
  const verified = await (
    await webauthn()
  )
    .verifyRegistrationResponse({
      response: body.response as Parameters<typeof verifyRegistrationResponse>[0]["response"],
      expectedChallenge: (given) => (challenge = readChallenge(deps.vault, given, { use: "register", by: who.sessionId }, at)) !== null,
      expectedOrigin: party.origin,
      expectedRPID: party.rpId,
      requireUserVerification: true,
    })
    .catch(() => null);
  const used = challenge as ReturnType<typeof readChallenge>;
  if (used === null || verified === null || !verified.verified) return refuse({ code: "passkey.refused" });
  const { credential } = verified.registrationInfo;
  try {
    return await transaction(deps.db, SYSTEM, async (tx): Promise<Reply<typeof identity.addPasskey>> => {
      if (!(await consumeChallenge(tx, used.id, new Date(used.expiresAt), new Date(at)))) return refuse({ code: "passkey.refused" });
      if ((await passkeysOf(tx, who.userId)).length >= MOST_PASSKEYS)
        return refuse({ code: "passkey.too_many", params: { most: MOST_PASSKEYS } });
      const passkeyId = randomUUID();
      await insertPasskey(tx, {
        passkey_id: passkeyId,
        credential_id: Buffer.from(credential.id, "base64url"),
        user_id: who.userId,
        rp_id: party.rpId,
        name: body.name,
        public_key: Buffer.from(credential.publicKey),
        counter: credential.counter,
        transports: [...(credential.transports ?? [])],
        created_at: new Date(at),
      });
      await raiseSession(tx, who.sessionId, new Date(at));
      const sessionsEnded = await endOthers(tx, deps.end, call);
      const detail = { factor: "passkey", passkeyId, name: body.name, room: party.rpId, sessionsEnded };
      await settle(tx, { who, at }, { type: "user.factor_added", about: subjectById("user", who.userId), detail });
      return ok(await shownFactors(tx, deps, call));
    });
  } catch (cause) {
    if (isUniqueViolation(cause)) return refuse({ code: "object.exists", params: { value: body.name } });
    throw cause;
  }
}

export async function removePasskey(
  deps: IdentityDeps,
  call: Call<typeof identity.removePasskey>,
): Promise<Reply<typeof identity.removePasskey>> {
  const { who, at, body, params } = call;
  const asked = await askOwnPassword(deps.db, deps.door, call, body.password);
  if (!asked.ok) return asked;
  return transaction(deps.db, SYSTEM, async (tx): Promise<Reply<typeof identity.removePasskey>> => {
    const lack = await lackOfProof(tx, call);
    if (lack !== null) return refuse(lack);
    const name = await deletePasskey(tx, who.userId, params.passkeyId);
    if (name === null) return refuse({ code: "object.not_found" });
    const sessionsEnded = await endOthers(tx, deps.end, call);
    const detail = { factor: "passkey", passkeyId: params.passkeyId, name, sessionsEnded };
    await settle(tx, { who, at }, { type: "user.factor_removed", about: subjectById("user", who.userId), detail });
    return ok(await shownFactors(tx, deps, call));
  });
}

import type { ErrorCode } from "@amaliyat/contract/errors";
import type { identity } from "@amaliyat/contract/identity";
import { afterWrongCode, codeSteps, lockedForMs, type Lockout } from "@amaliyat/domain/identity";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { randomBytes } from "node:crypto";
import { settle, subjectById } from "../../audit/index.ts";
import { SYSTEM, transaction, type SealedPlace, type Tx } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import type { Vault } from "../../platform/vault.ts";
import { askOwnPassword } from "../sessions/ask-own-password.ts";
import { endOthers } from "../sessions/end-others.ts";
import type { IdentityDeps } from "../identity-deps.ts";
import { raiseSession } from "../rows/identity-store.ts";
import { lackOfProof } from "./ask-proof.ts";
import { beginTotp, deleteTotp, lockTotp, replaceRecoveryCodes, updateTotp, useRecoveryCode } from "../rows/factors-store.ts";
import { shownFactors } from "./shown-factors.ts";
import { base32, otpauthUri, stepOf } from "./totp.ts";

const ISSUER = "Amaliyat";
const SECRET_BYTES = 20;
const RECOVERY_CODES = 10;
/** 120 random bits: nobody guesses one, so a plain keyed hash is kept of it. */
const RECOVERY_BYTES = 15;

const about = (userId: string): string => `codes of ${userId}`;

export const CODES_SEALED: SealedPlace = {
  table: "user_totp",
  column: "sealed",
  key: ["user_id"],
  about: ({ user_id = "" }) => about(user_id),
};
const plain = (code: string): string => code.replace(/[\s-]/g, "").toUpperCase();
const macOf = (vault: Vault, userId: string, code: string): Buffer => vault.mac(`${userId} ${plain(code)}`, "recovery code");

const newCodesOf = (): string[] =>
  Array.from({ length: RECOVERY_CODES }, () => (base32(randomBytes(RECOVERY_BYTES)).match(/.{4}/g) ?? []).join("-"));

/**
 * Judges a code of a person: of the telephone, each time step once; or a recovery code, each once. A wrong one counts; a right one that only
 * tells how far the authenticator has drifted is refused and does not. Codes that were begun and not confirmed count for nothing but their
 * confirmation.
 */
export async function judgeCode(
  tx: Tx,
  vault: Vault,
  { userId, code, at }: { readonly userId: string; readonly code: string; readonly at: number },
  of: "confirmed" | "begun" = "confirmed",
): Promise<Result<"telephone" | "recovery", Refusal<ErrorCode>>> {
  const row = await lockTotp(tx, userId);
  if (row === undefined || (row.confirmed_at === null) !== (of === "begun")) return refuse({ code: "object.not_found" });
  const before: Lockout = { wrong: row.wrong, lockedUntil: row.locked_until?.getTime() ?? null };
  const left = lockedForMs(before, at);
  if (left > 0) return refuse({ code: "session.code_locked", params: { seconds: Math.ceil(left / 1000) } });
  const secret = Buffer.from(vault.open(row.sealed, about(userId)), "base64");
  const step = stepOf(secret, plain(code), codeSteps(at, { lastStep: row.last_step, drift: row.drift }, of));
  if (step !== null) {
    const learned = { last_step: step.step, drift: step.drift };
    await updateTotp(tx, userId, step.isTaken ? { ...learned, wrong: 0, locked_until: null } : learned);
    return step.isTaken ? ok("telephone") : refuse({ code: "session.wrong_code" });
  }
  if (row.confirmed_at !== null && (await useRecoveryCode(tx, userId, macOf(vault, userId, code), new Date(at)))) {
    await updateTotp(tx, userId, { wrong: 0, locked_until: null });
    return ok("recovery");
  }
  const { wrong, lockedUntil } = afterWrongCode(before, at);
  await updateTotp(tx, userId, { wrong, locked_until: lockedUntil === null ? null : new Date(lockedUntil) });
  return refuse({ code: "session.wrong_code" });
}

/** Begins codes by telephone; the secret is shown this once and sealed by the vault. */
export async function newCodes(
  { db, door, vault }: IdentityDeps,
  call: Call<typeof identity.newCodes>,
): Promise<Reply<typeof identity.newCodes>> {
  const { who, at, body } = call;
  const asked = await askOwnPassword(db, door, call, body.password);
  if (!asked.ok) return asked;
  const bytes = randomBytes(SECRET_BYTES);
  return transaction(db, SYSTEM, async (tx): Promise<Reply<typeof identity.newCodes>> => {
    const lack = await lackOfProof(tx, call);
    if (lack !== null) return refuse(lack);
    const before = await lockTotp(tx, who.userId);
    if (before !== undefined && before.confirmed_at !== null) return refuse({ code: "codes.exist" });
    await beginTotp(tx, who.userId, vault.seal(bytes.toString("base64"), about(who.userId)), new Date(at));
    const secret = base32(bytes);
    return ok({ secret, uri: otpauthUri(secret, ISSUER, who.username) });
  });
}

/** Confirms codes by a first one, and makes recovery codes. The session is proven by two factors from now on. */
export async function confirmCodes(
  { db, vault, end }: IdentityDeps,
  call: Call<typeof identity.confirmCodes>,
): Promise<Reply<typeof identity.confirmCodes>> {
  const { who, at, body } = call;
  return transaction(db, SYSTEM, async (tx): Promise<Reply<typeof identity.confirmCodes>> => {
    const judged = await judgeCode(tx, vault, { userId: who.userId, code: body.code, at }, "begun");
    if (!judged.ok) return judged;
    const codes = newCodesOf();
    await updateTotp(tx, who.userId, { confirmed_at: new Date(at) });
    await replaceRecoveryCodes(
      tx,
      who.userId,
      codes.map((code) => macOf(vault, who.userId, code)),
    );
    await raiseSession(tx, who.sessionId, new Date(at));
    const detail = { factor: "codes", sessionsEnded: await endOthers(tx, end, call) };
    await settle(tx, { who, at }, { type: "user.factor_added", about: subjectById("user", who.userId), detail });
    return ok({ codes });
  });
}

export async function removeCodes(
  deps: IdentityDeps,
  call: Call<typeof identity.removeCodes>,
): Promise<Reply<typeof identity.removeCodes>> {
  const { who, at, body } = call;
  const asked = await askOwnPassword(deps.db, deps.door, call, body.password);
  if (!asked.ok) return asked;
  return transaction(deps.db, SYSTEM, async (tx): Promise<Reply<typeof identity.removeCodes>> => {
    const lack = await lackOfProof(tx, call);
    if (lack !== null) return refuse(lack);
    if (!(await deleteTotp(tx, who.userId))) return refuse({ code: "object.not_found" });
    const detail = { factor: "codes", sessionsEnded: await endOthers(tx, deps.end, call) };
    await settle(tx, { who, at }, { type: "user.factor_removed", about: subjectById("user", who.userId), detail });
    return ok(await shownFactors(tx, deps, call));
  });
}

/** Makes ten new recovery codes; those before are worth nothing any more. */
export async function renewRecovery(
  { db, door, vault, end }: IdentityDeps,
  call: Call<typeof identity.renewRecovery>,
): Promise<Reply<typeof identity.renewRecovery>> {
  const { who, at, body } = call;
  const asked = await askOwnPassword(db, door, call, body.password);
  if (!asked.ok) return asked;
  return transaction(db, SYSTEM, async (tx): Promise<Reply<typeof identity.renewRecovery>> => {
    const lack = await lackOfProof(tx, call);
    if (lack !== null) return refuse(lack);
    const row = await lockTotp(tx, who.userId);
    if (row === undefined || row.confirmed_at === null) return refuse({ code: "object.not_found" });
    const codes = newCodesOf();
    await replaceRecoveryCodes(
      tx,
      who.userId,
      codes.map((code) => macOf(vault, who.userId, code)),
    );
    const detail = { factor: "recovery_codes", sessionsEnded: await endOthers(tx, end, call) };
    await settle(tx, { who, at }, { type: "user.factor_added", about: subjectById("user", who.userId), detail });
    return ok({ codes });
  });
}

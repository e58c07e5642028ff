import type { outsideRoutes, partnerRoutes } from "@amaliyat/contract/partners";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { mayExchange } from "@amaliyat/domain/partners";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { settle, subjectById } from "../audit/index.ts";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import type { Call, PartnerCaller, Reply } from "../platform/http/index.ts";
import { endToken, factsOf, lockPartnerForShare, insertToken, isTokenOpen, tokenByHash } from "./rows/partners-store.ts";

const DAY_MS = 86_400_000;
/** A session of a desk lasts a shift. */
const SESSION_MS = 8 * 3_600_000;

const hashOf = (token: string): Buffer => createHash("sha256").update(token).digest();
const newToken = (): string => randomBytes(32).toString("base64url");

/** Issues a token; what is kept is its hash. In the room's own scope, since nobody else sees tokens. */
export async function issueToken(
  db: Db,
  { who, at, params, body }: Call<typeof partnerRoutes.issueToken>,
): Promise<Reply<typeof partnerRoutes.issueToken>> {
  const token = newToken();
  return transaction(db, SYSTEM, async (tx) => {
    const partner = await lockPartnerForShare(tx, params.partnerId);
    if (partner === undefined) return refuse({ code: "object.not_found" });
    const tokenId = randomUUID();
    const expires_at = new Date(at + body.days * DAY_MS);
    await insertToken(tx, {
      token_id: tokenId,
      partner_id: params.partnerId,
      use: body.use,
      opened_by: null,
      token_hash: hashOf(token),
      issued_at: new Date(at),
      expires_at,
      revoked_at: null,
    });
    const detail = { code: partner.code, tokenId, use: body.use, until: expires_at.toISOString() };
    await settle(tx, { who, at }, { type: "partner.token_issued", about: subjectById("partner", params.partnerId), detail });
    return ok({ tokenId, token });
  });
}

/** Revokes a token and the sessions that it opened. */
export async function revokeToken(
  db: Db,
  { who, at, params }: Call<typeof partnerRoutes.revokeToken>,
): Promise<Reply<typeof partnerRoutes.revokeToken>> {
  return transaction(db, SYSTEM, async (tx) => {
    const partnerId = await endToken(tx, params.tokenId, new Date(at));
    if (partnerId === null) return refuse({ code: "object.not_found" });
    await settle(
      tx,
      { who, at },
      { type: "partner.token_revoked", about: subjectById("partner", partnerId), detail: { tokenId: params.tokenId } },
    );
    return ok(undefined);
  });
}

/** The partner of a token, when the token is for one of these uses and the exchange with the partner is allowed at this moment. */
async function partnerBy(db: Db, token: string, at: number, uses: readonly string[]): Promise<Result<PartnerCaller, Refusal<ErrorCode>>> {
  return transaction(
    db,
    SYSTEM,
    async (tx) => {
      const found = await tokenByHash(tx, hashOf(token), new Date(at));
      const partner = found === undefined || !uses.includes(found.use) ? undefined : await lockPartnerForShare(tx, found.partner_id);
      if (found === undefined || partner === undefined) return refuse<Refusal<ErrorCode>>({ code: "partner.token_refused" });
      const allowed = mayExchange(factsOf(partner, false), at);
      if (!allowed.ok) return allowed;
      return ok({ partnerId: partner.partner_id, code: partner.code, name: partner.names.fr, tokenId: found.token_id });
    },
    {},
  );
}

/** The partner that calls by its system's token, or by a session of its desk; or by its key of Open311, which opens nothing else. */
export const partnerOf = (
  db: Db,
  token: string,
  at: number,
  use: "exchange" | "open311" = "exchange",
): Promise<Result<PartnerCaller, Refusal<ErrorCode>>> => partnerBy(db, token, at, use === "open311" ? ["open311"] : ["system", "session"]);

/** Opens a session of a partner's desk, which ends with the token that opened it. */
export async function deskSignIn(
  db: Db,
  { at, body, address, agent }: Call<typeof outsideRoutes.deskSignIn>,
): Promise<Reply<typeof outsideRoutes.deskSignIn>> {
  const desk = await partnerBy(db, body.token, at, ["desk"]);
  if (!desk.ok) return desk;
  const session = newToken();
  return transaction(db, SYSTEM, async (tx) => {
    const opener = await tokenByHash(tx, hashOf(body.token), new Date(at));
    const partner = await lockPartnerForShare(tx, desk.value.partnerId);
    if (opener === undefined || partner === undefined) return refuse({ code: "partner.token_refused" });
    const expires_at = new Date(Math.min(at + SESSION_MS, opener.expires_at.getTime()));
    await insertToken(tx, {
      token_id: randomUUID(),
      partner_id: opener.partner_id,
      use: "session",
      opened_by: opener.token_id,
      token_hash: hashOf(session),
      issued_at: new Date(at),
      expires_at,
      revoked_at: null,
    });
    const actor = { userId: null, name: desk.value.name, role: "partner" };
    await settle(
      tx,
      { who: actor, at },
      { type: "partner.signed_in", about: subjectById("partner", opener.partner_id), detail: { code: desk.value.code, address, agent } },
    );
    return ok({ session, expiresAt: expires_at.toISOString(), names: partner.names });
  });
}

/** Whether a token that was taken a while ago still is: for sockets, which outlive the request that opened them. */
export async function isStillGood(db: Db, { partnerId, tokenId }: PartnerCaller, at: number): Promise<boolean> {
  return transaction(db, SYSTEM, async (tx) => {
    const partner = await lockPartnerForShare(tx, partnerId);
    return partner !== undefined && mayExchange(factsOf(partner, false), at).ok && (await isTokenOpen(tx, tokenId, new Date(at)));
  });
}

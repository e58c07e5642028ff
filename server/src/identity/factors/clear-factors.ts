import type { ErrorCode } from "@amaliyat/contract/errors";
import type { identity } from "@amaliyat/contract/identity";
import { CODE_VALID_MS, CONFIRMERS } from "@amaliyat/domain/identity";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import type { Applied, Approvals, Kind } from "../../approvals/index.ts";
import { settle, subjectById } from "../../audit/index.ts";
import { afterCommit, SYSTEM, transaction } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { named, lockPerson } from "../accounts/change-user.ts";
import { replaceCode } from "../rows/codes-store.ts";
import type { Door } from "../door/door.ts";
import type { IdentityDeps } from "../identity-deps.ts";
import { endSessions, setPassword } from "../rows/identity-store.ts";
import { makeHalf } from "../accounts/make-code.ts";
import { NO_PASSWORD } from "../passwords/password-hash.ts";
import { fingerprint } from "../accounts/rights.ts";
import type { SessionEnder } from "../sessions/session-keeper.ts";
import { heldFactors } from "../rows/factors-queries.ts";
import { removeFactors } from "../rows/factors-store.ts";

type Clear = typeof identity.clearFactors;
/** The request stands on the person and the factors as they were when it was asked; it holds half of the code that takes their place. */
type Held = { readonly was: string; readonly factors: string; readonly firstHash: string };

/** Asks for the removal of the second factors of a person who lost them. The asking person learns half a code, and no password. */
export async function clearFactors(
  { db, door }: Pick<IdentityDeps, "db" | "door">,
  approvals: Approvals,
  call: Call<Clear>,
): Promise<Reply<Clear>> {
  const { who, params } = call;
  if (who.userId === params.userId) return refuse({ code: "user.own_rights" });
  const half = makeHalf(door);
  return transaction(db, SYSTEM, async (tx): Promise<Reply<Clear>> => {
    const user = await lockPerson(tx, params.userId);
    if (user === null) return refuse({ code: "object.not_found" });
    const factors = await heldFactors(tx, user.userId);
    const [passkeys, codes] = [factors.passkeys.length, factors.codesSince !== null];
    if (passkeys === 0 && !codes) return refuse({ code: "user.no_factors" });
    const held: Held = { was: fingerprint(user), factors: JSON.stringify(factors), firstHash: half.hash };
    const asked = await approvals.ask(tx, call, {
      kind: "user.factors",
      subject: user.userId,
      asked: { user: named(user), passkeys, codes },
      held,
      concerns: { userId: user.userId, badge: user.badge },
    });
    return asked.ok ? ok({ approvalId: asked.value.approvalId, half: half.spelled }) : asked;
  });
}

/**
 * Removes what was asked: factors and known devices go, and the password with them, since whoever knew it could set up a
 * factor of their own. The person begins again as on the first day, by a code of which each of the two holds half.
 */
export const clearing = (door: Door, end: SessionEnder): Kind<"user.factors"> => ({
  kind: "user.factors",
  approverRoles: CONFIRMERS,
  prepare: ({ user: about }) => {
    const second = makeHalf(door);
    return Promise.resolve(
      ok(async (tx, { held, askedBy, by, at, approvalId }): Promise<Result<Applied, Refusal<ErrorCode>>> => {
        const { was, factors, firstHash } = held as Held;
        const user = await lockPerson(tx, about.userId);
        if (user === null) return refuse({ code: "object.not_found" });
        const { userId, username } = user;
        const isSame = fingerprint(user) === was && JSON.stringify(await heldFactors(tx, userId)) === factors;
        if (!isSame) return refuse({ code: "approval.outdated" });
        const removed = await removeFactors(tx, userId, new Date(at));
        await setPassword(tx, userId, NO_PASSWORD);
        const ended = await endSessions(tx, { userId }, new Date(at));
        afterCommit(tx, () => end(ended, "session.revoked"));
        const code = { firstHash, secondHash: second.hash, issuedBy: askedBy, confirmedBy: by.name };
        const tellings = await replaceCode(tx, { ...code, userId, way: "reset", at, expiresAt: at + CODE_VALID_MS });
        const detail = { username, ...removed, own: false, askedBy, approvalId };
        await settle(tx, { who: by, at }, { type: "user.factor_removed", about: subjectById("user", userId), detail });
        return ok({ half: second.spelled, tellings });
      }),
    );
  },
});

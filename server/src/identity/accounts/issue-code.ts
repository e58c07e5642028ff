import type { ErrorCode } from "@amaliyat/contract/errors";
import type { identity } from "@amaliyat/contract/identity";
import { CODE_VALID_MS, CONFIRMERS, needsTwo } from "@amaliyat/domain/identity";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import type { Applied, Approvals, Kind } from "../../approvals/index.ts";
import { settle, subjectById } from "../../audit/index.ts";
import { SYSTEM, transaction, type Db } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { named, lockPerson } from "./change-user.ts";
import { replaceCode, markSeen } from "../rows/codes-store.ts";
import type { Door } from "../door/door.ts";
import { makeBoth, makeHalf, shownCode } from "./make-code.ts";
import { fingerprint } from "./rights.ts";
import { scopeOf } from "../scope.ts";
import { sessionOf } from "../sessions/sessions.ts";

type Issue = typeof identity.issueCode;
type Held = { readonly was: string; readonly firstHash: string };

/** Gives a person a new code: whole for a role that one person gives, in halves for any other. The person's seats are told. */
export async function issueCode(db: Db, door: Door, approvals: Approvals, call: Call<Issue>): Promise<Reply<Issue>> {
  const { who, at, params } = call;
  if (who.userId === params.userId) return refuse({ code: "user.own_rights" });
  const [first, second] = makeBoth(door);
  return transaction(db, scopeOf(who), async (tx): Promise<Reply<Issue>> => {
    const user = await lockPerson(tx, params.userId);
    if (user === null) return refuse({ code: "object.not_found" });
    if (needsTwo(user.role)) {
      const held: Held = { was: fingerprint(user), firstHash: first.hash };
      const concerns = { userId: user.userId, badge: user.badge };
      const asked = await approvals.ask(tx, call, {
        kind: "user.code",
        subject: user.userId,
        asked: { user: named(user) },
        held,
        concerns,
      });
      return asked.ok ? ok({ kind: "waits", approvalId: asked.value.approvalId, half: first.spelled }) : asked;
    }
    const code = { firstHash: first.hash, secondHash: second.hash, issuedBy: who, confirmedBy: null, at, expiresAt: at + CODE_VALID_MS };
    const tellings = await replaceCode(tx, { ...code, userId: user.userId, way: "reset" });
    await settle(
      tx,
      { who, at },
      { type: "user.code_issued", about: subjectById("user", user.userId), detail: { username: user.username } },
      tellings,
    );
    return ok({ kind: "made", code: shownCode([first, second], at) });
  });
}

/** Approval kind for a new code: checks and effect. */
export const resetting = (door: Door): Kind<"user.code"> => ({
  kind: "user.code",
  approverRoles: CONFIRMERS,
  prepare: ({ user: about }) => {
    const second = makeHalf(door);
    return Promise.resolve(
      ok(async (tx, { held, askedBy, by, at, approvalId }): Promise<Result<Applied, Refusal<ErrorCode>>> => {
        const { was, firstHash } = held as Held;
        const user = await lockPerson(tx, about.userId);
        if (user === null) return refuse({ code: "object.not_found" });
        if (fingerprint(user) !== was) return refuse({ code: "approval.outdated" });
        const code = { firstHash, secondHash: second.hash, issuedBy: askedBy, confirmedBy: by.name, at, expiresAt: at + CODE_VALID_MS };
        const tellings = await replaceCode(tx, { ...code, userId: user.userId, way: "reset" });
        const detail = { username: user.username, askedBy, approvalId };
        await settle(tx, { who: by, at }, { type: "user.code_issued", about: subjectById("user", user.userId), detail });
        return ok({ half: second.spelled, tellings });
      }),
    );
  },
});

/** A person says that they have read that a code was given. */
export async function seeNotice(db: Db, call: Call<typeof identity.seenNotice>): Promise<Reply<typeof identity.seenNotice>> {
  const { who, at, params } = call;
  const kept = await transaction(db, SYSTEM, async (tx) => {
    if (!(await markSeen(tx, params.codeId, who.userId, at))) return false;
    await settle(tx, { who, at }, { type: "user.notice_seen", about: subjectById("sign_in_code", params.codeId) });
    return true;
  });
  return kept ? ok(await sessionOf(db, who)) : refuse({ code: "object.not_found" });
}

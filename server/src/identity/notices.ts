import type { identity } from "@amaliyat/contract/identity";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { append } from "../audit/index.ts";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { keepSeen } from "./codes-store.ts";
import { actorOf } from "./scope.ts";
import { sessionOf } from "./sessions.ts";

/** A person says that they have read that a code was given. */
export async function seeNotice(db: Db, call: Call<typeof identity.seenNotice>): Promise<Reply<typeof identity.seenNotice>> {
  const { who, at, params } = call;
  const kept = await transaction(db, SYSTEM, async (tx) => {
    if (!(await keepSeen(tx, params.codeId, who.userId, at))) return false;
    await append(tx, { at, type: "user.notice_seen", actor: actorOf(who), subject: { kind: "sign_in_code", id: params.codeId } });
    return true;
  });
  return kept ? ok(await sessionOf(db, who)) : refuse({ code: "object.not_found" });
}

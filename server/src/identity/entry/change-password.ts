import type { identity } from "@amaliyat/contract/identity";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { settle, subjectById } from "../../audit/index.ts";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { askOwnPassword } from "../sessions/ask-own-password.ts";
import type { IdentityDeps } from "../identity-deps.ts";
import { lockAccount, setPassword } from "../rows/identity-store.ts";
import { endOthers } from "../sessions/end-others.ts";
import { hashPassword } from "../passwords/password-hash.ts";
import { judgePassword } from "../passwords/judge-password.ts";

type Change = typeof identity.changePassword;

/**
 * Changes the caller's own password. A wrong old one counts as at sign-in, so that whoever finds an open screen cannot guess it;
 * the caller's other sessions end, this one goes on.
 */
export async function changePassword({ db, door, end, isBreached }: IdentityDeps, call: Call<Change>): Promise<Reply<Change>> {
  const { who, at, body, address } = call;
  const bad = await judgePassword(body.next, who, isBreached);
  if (bad !== null) return refuse(bad);
  if (body.next === body.current) return refuse({ code: "password.unchanged" });
  const asked = await askOwnPassword(db, door, call, body.current);
  if (!asked.ok) return asked;
  const hashed = await door.hashing.run(address, () => hashPassword(body.next));
  if (!hashed.ok) return hashed;
  return transaction(db, SYSTEM, async (tx) => {
    const now = await lockAccount(tx, who.userId);
    // Another change came between: the old password that was asked for is no longer the one.
    if (now?.password_hash !== asked.value) return refuse({ code: "password.wrong_current" });
    await setPassword(tx, who.userId, hashed.value);
    const sessionsEnded = await endOthers(tx, end, call);
    await settle(
      tx,
      { who, at },
      { type: "user.password_changed", about: subjectById("user", who.userId), detail: { own: true, sessionsEnded } },
    );
    return ok(undefined);
  });
}

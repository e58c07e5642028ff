import { decideSignIn, lockedForMs } from "@amaliyat/domain/identity";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import type { Caller } from "../platform/http/index.ts";
import type { Door } from "./door.ts";
import { lockAccount } from "./identity-store.ts";
import { verifyPassword } from "./password-hash.ts";

type Asked = { readonly who: Caller; readonly at: number; readonly address: string };

/** Asks for the caller's own password; answers the hash that it fits. A wrong one counts, so that whoever finds an open screen cannot guess it. */
export async function askOwnPassword(
  db: Db,
  door: Door,
  { who, at, address }: Asked,
  given: string,
): Promise<Result<string, Refusal<ErrorCode>>> {
  const before = door.owners.of(who.userId);
  const user = await transaction(db, SYSTEM, (tx) => lockAccount(tx, who.userId));
  if (user === undefined) throw new Error("a session without its user");
  const asked = lockedForMs(before, at) > 0 ? ok(false) : await door.hashing.take(address, () => verifyPassword(user.password_hash, given));
  if (!asked.ok) return asked;
  const { next, refusal } = decideSignIn(door.owners.of(who.userId), asked.value ? "right" : "wrong", at);
  door.owners.keep(who.userId, next);
  if (refusal === null) return ok(user.password_hash);
  return refuse(refusal.code === "session.wrong_credentials" ? { code: "password.wrong_current" } : refusal);
}

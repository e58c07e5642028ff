import { lockedForMs } from "@amaliyat/domain/identity";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { SYSTEM, transaction, type Db } from "../../platform/database/index.ts";
import type { Caller } from "../../platform/http/index.ts";
import type { Door } from "../door/door.ts";
import { lockAccount } from "../rows/identity-store.ts";
import { verifyPassword } from "../passwords/password-hash.ts";

type Asked = { readonly who: Caller; readonly at: number };

/** Asks for the caller's own password; answers the hash that it fits. A wrong one counts, so that whoever finds an open screen cannot guess it. */
export async function askOwnPassword(db: Db, door: Door, { who, at }: Asked, given: string): Promise<Result<string, Refusal<ErrorCode>>> {
  const user = await transaction(db, SYSTEM, (tx) => lockAccount(tx, who.userId));
  if (user === undefined) throw new Error("a session without its user");
  const left = lockedForMs(door.owners.of(who.userId), at);
  // Counted before the hash: of many guesses at once no more than five are judged.
  if (!door.owners.begin(who.userId, at)) return refuse({ code: "session.locked_out", params: { seconds: Math.ceil(left / 1000) } });
  const asked = await door.hashing.run(who.userId, () => verifyPassword(user.password_hash, given));
  if (!asked.ok) return asked;
  if (!asked.value) return refuse({ code: "password.wrong_current" });
  door.owners.right(who.userId);
  return ok(user.password_hash);
}

import type { identity } from "@amaliyat/contract/identity";
import { checkPassword } from "@amaliyat/domain/identity";
import { ok, type Refusal } from "@amaliyat/domain/kernel";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { transaction, type Db } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { listUsers } from "./identity-queries.ts";
import { scopeOf } from "./scope.ts";

/** The first thing wrong with a password, or null. */
export const badPassword = (password: string, username: string): Refusal<ErrorCode> | null => checkPassword(password, username)[0] ?? null;

export async function users(db: Db, call: Call<typeof identity.users>): Promise<Reply<typeof identity.users>> {
  return ok(await transaction(db, scopeOf(call.who), listUsers, { readOnly: true }));
}

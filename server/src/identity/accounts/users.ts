import type { identity } from "@amaliyat/contract/identity";
import { ok } from "@amaliyat/domain/kernel";
import { transaction, type Db } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { listUsers } from "../rows/identity-queries.ts";
import { scopeOf } from "../scope.ts";

export async function users(db: Db, call: Call<typeof identity.users>): Promise<Reply<typeof identity.users>> {
  return ok(await transaction(db, scopeOf(call.who), listUsers, { readOnly: true }));
}

import type { SignInNotice } from "@amaliyat/contract/identity";
import type { Tx } from "../../platform/database/index.ts";
import { codeTables } from "./codes-store.ts";
import { heldFactors } from "./factors-queries.ts";

/** Unread notices to a person about codes, oldest first. In the room's own scope. */
export async function noticesOf(tx: Tx, userId: string): Promise<SignInNotice[]> {
  const rows = await codeTables(tx)
    .selectFrom("sign_in_notice as n")
    .innerJoin("sign_in_code as c", "c.code_id", "n.code_id")
    .innerJoin("users as u", "u.user_id", "c.user_id")
    .select(["c.code_id", "c.way", "c.issued_at", "c.issued_by_name", "c.confirmed_by_name", "c.used_at"])
    .select(["u.user_id", "u.username", "u.name", "u.badge", "u.role"])
    .where("n.user_id", "=", userId)
    .where("n.seen_at", "is", null)
    .orderBy("c.issued_at")
    .execute();
  return rows.map((row) => ({
    codeId: row.code_id,
    way: row.way === "recovery" ? "recovery" : "reset",
    at: row.issued_at.toISOString(),
    person: { userId: row.user_id, username: row.username, name: row.name, badge: row.badge, role: row.role },
    own: row.user_id === userId,
    by: row.issued_by_name,
    confirmedBy: row.confirmed_by_name,
    usedAt: row.used_at?.toISOString() ?? null,
  }));
}

/** True while a code of the person can still be used. In the room's own scope. */
export async function hasOpenCode(tx: Tx, userId: string, at: Date): Promise<boolean> {
  const open = codeTables(tx).selectFrom("sign_in_code").select("code_id").where("user_id", "=", userId);
  return (await open.where("ended_at", "is", null).where("expires_at", ">", at).executeTakeFirst()) !== undefined;
}

/** True if whoever sets a password by this code signs in with a second factor afterwards: they have one, and the code does not remove it. */
export async function asksFactorAfter(tx: Tx, codeId: string, userId: string): Promise<boolean> {
  const code = await codeTables(tx).selectFrom("sign_in_code").select("way").where("code_id", "=", codeId).executeTakeFirst();
  const { passkeys, codesSince } = await heldFactors(tx, userId);
  return code?.way !== "recovery" && (passkeys.length > 0 || codesSince !== null);
}

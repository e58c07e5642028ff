import type { User } from "@amaliyat/contract/identity";
import { randomUUID } from "node:crypto";
import { asRoom, type Tx } from "../../platform/database/index.ts";
import type { Telling } from "../../platform/live/index.ts";

/** Tables of one-time codes, as kysely sees them. */
export type CodeTables = {
  sign_in_code: {
    code_id: string;
    user_id: string;
    first_hash: string;
    second_hash: string;
    way: "designation" | "reset" | "recovery";
    issued_at: Date;
    expires_at: Date;
    issued_by: string | null;
    issued_by_name: string | null;
    confirmed_by_name: string | null;
    wrong: number;
    used_at: Date | null;
    ended_at: Date | null;
  };
  sign_in_notice: { code_id: string; user_id: string; seen_at: Date | null };
  users: { user_id: string; username: string; name: string; badge: string; role: User["role"] };
};

export const codeTables = (tx: Tx) => tx.withTables<CodeTables>();

export type NewCode = {
  readonly userId: string;
  readonly firstHash: string;
  readonly secondHash: string;
  readonly way: CodeTables["sign_in_code"]["way"];
  readonly at: number;
  readonly expiresAt: number;
  readonly issuedBy: { readonly userId: string; readonly name: string } | null;
  readonly confirmedBy: string | null;
  /** Further people to notify besides the person; ignored for a designation. */
  readonly tellAlso?: readonly string[];
};

/** Replaces the code of a person. Returns the messages for the seats of those concerned, sent after the log. */
export function replaceCode(tx: Tx, code: NewCode): Promise<Telling[]> {
  const codeId = randomUUID();
  const told = code.way === "designation" ? [] : [...new Set([code.userId, ...(code.tellAlso ?? [])])];
  return asRoom(tx, async () => {
    const tables = codeTables(tx);
    await endCodes(tx, code.userId, code.at);
    await tables
      .insertInto("sign_in_code")
      .values({
        code_id: codeId,
        user_id: code.userId,
        first_hash: code.firstHash,
        second_hash: code.secondHash,
        way: code.way,
        issued_at: new Date(code.at),
        expires_at: new Date(code.expiresAt),
        issued_by: code.issuedBy?.userId ?? null,
        issued_by_name: code.issuedBy?.name ?? null,
        confirmed_by_name: code.confirmedBy,
        wrong: 0,
        used_at: null,
        ended_at: null,
      })
      .execute();
    if (told.length === 0) return [];
    await tables
      .insertInto("sign_in_notice")
      .values(told.map((user_id) => ({ code_id: codeId, user_id, seen_at: null })))
      .execute();
    return [{ happening: { topic: "sign_in_code", codeId }, sectorId: null, userIds: told }];
  });
}

/** Ends the code of a person that is still open. In the room's own scope. */
export async function endCodes(tx: Tx, userId: string, at: number): Promise<void> {
  const open = codeTables(tx)
    .updateTable("sign_in_code")
    .set({ ended_at: new Date(at) });
  await open.where("user_id", "=", userId).where("ended_at", "is", null).execute();
}

/** The open code of a person, taken for a try. In the room's own scope. */
export const lockCode = (tx: Tx, userId: string) =>
  codeTables(tx)
    .selectFrom("sign_in_code")
    .selectAll()
    .where("user_id", "=", userId)
    .where("ended_at", "is", null)
    .forUpdate()
    .executeTakeFirst();

export async function countWrong(tx: Tx, codeId: string): Promise<void> {
  const row = codeTables(tx).updateTable("sign_in_code").where("code_id", "=", codeId);
  await row.set((given) => ({ wrong: given("wrong", "+", 1) })).execute();
}

/** The code is used up. Answers who was told that it was given, and hears now that it was used. */
export async function useUp(tx: Tx, codeId: string, at: number): Promise<Telling[]> {
  const used = { used_at: new Date(at), ended_at: new Date(at) };
  await codeTables(tx).updateTable("sign_in_code").set(used).where("code_id", "=", codeId).execute();
  const told = await codeTables(tx).selectFrom("sign_in_notice").select("user_id").where("code_id", "=", codeId).execute();
  if (told.length === 0) return [];
  return [{ happening: { topic: "sign_in_code", codeId }, sectorId: null, userIds: told.map((row) => row.user_id) }];
}

/** True if the person had not said so before. In the room's own scope. */
export async function markSeen(tx: Tx, codeId: string, userId: string, at: number): Promise<boolean> {
  const row = codeTables(tx)
    .updateTable("sign_in_notice")
    .set({ seen_at: new Date(at) });
  const { numUpdatedRows } = await row
    .where("code_id", "=", codeId)
    .where("user_id", "=", userId)
    .where("seen_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

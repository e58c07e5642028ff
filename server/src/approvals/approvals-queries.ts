import type { Role } from "@amaliyat/domain/identity";
import { sql } from "kysely";
import type { Tx } from "../platform/database/index.ts";
import { approvalTables, type ApprovalRow } from "./approvals-store.ts";

/** Decided requests that the list shows besides those that wait. */
const RECENT = 50;
/** A list that a person can read; what is older waits until some of it is decided. */
const MOST_OPEN = 500;

/**
 * Requests that a person may see, waiting ones first: those the person asked or may decide, and those of others in the asking role. A
 * person who checks sees all of them.
 */
export async function approvalsFor(tx: Tx, who: { readonly userId: string; readonly role: Role }): Promise<ApprovalRow[]> {
  const base = approvalTables(tx)
    .selectFrom("approval")
    .selectAll()
    .where((where) =>
      who.role === "auditor"
        ? where.val(true)
        : where.or([
            where("asked_by", "=", who.userId),
            where("asked_by_role", "=", who.role),
            sql<boolean>`${who.role} = any (approver_roles)`,
          ]),
    )
    .orderBy("asked_at", "desc");
  const open = await base.where("state", "=", "asked").limit(MOST_OPEN).execute();
  return [...open, ...(await base.where("state", "<>", "asked").limit(RECENT).execute())];
}

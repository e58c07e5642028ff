import { asked as askedShape, type Approval, type Asked } from "@amaliyat/contract/approvals";
import type { Approval as Judged, ApprovalState, Party } from "@amaliyat/domain/approvals";
import type { Role } from "@amaliyat/domain/identity";
import type { Tx } from "../platform/database/index.ts";

/** Tables of this feature, as kysely sees them. Objects travel to jsonb columns as text. */
export type ApprovalTables = {
  approval: {
    approval_id: string;
    kind: string;
    subject: string;
    asked: unknown;
    held: unknown;
    asked_by: string;
    asked_by_name: string;
    asked_by_badge: string;
    asked_by_role: Role;
    asked_at: Date;
    expires_at: Date;
    concerns_user: string | null;
    concerns_badge: string | null;
    approver_roles: readonly Role[];
    state: ApprovalState["state"];
    decided_by: string | null;
    decided_by_name: string | null;
    decided_by_role: Role | null;
    decided_at: Date | null;
    reason: string | null;
  };
};
export type ApprovalRow = ApprovalTables["approval"];

export const approvalTables = (tx: Tx) => tx.withTables<ApprovalTables>();

/** Parses the stored request of an approval. A kind that this program does not know throws. */
export const askedOfRow = (row: Pick<ApprovalRow, "asked">): Asked => askedShape.parse(row.asked);

/** A row as people are shown it. */
export const shownApproval = (row: ApprovalRow): Approval => ({
  approvalId: row.approval_id,
  asked: askedOfRow(row),
  state: row.state,
  askedBy: { userId: row.asked_by, name: row.asked_by_name, role: row.asked_by_role },
  askedAt: row.asked_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  approverRoles: [...row.approver_roles],
  concerns: row.concerns_user,
  decidedBy:
    row.decided_by === null || row.decided_by_role === null
      ? null
      : { userId: row.decided_by, name: row.decided_by_name ?? "", role: row.decided_by_role },
  decidedAt: row.decided_at?.toISOString() ?? null,
  reason: row.reason,
});

/** A row as the rule judges it. Of a decided one only that it is decided matters. */
export const judgedApproval = (row: ApprovalRow): Judged => {
  const by: Party = { userId: row.decided_by ?? "", badge: "", role: row.decided_by_role ?? "" };
  const at = row.decided_at?.getTime() ?? 0;
  const states: Readonly<Record<ApprovalState["state"], ApprovalState>> = {
    asked: { state: "asked" },
    approved: { state: "approved", by, at },
    declined: { state: "declined", by, at, reason: row.reason ?? "" },
    withdrawn: { state: "withdrawn", by, at },
    expired: { state: "expired", at },
  };
  return {
    askedBy: { userId: row.asked_by, badge: row.asked_by_badge, role: row.asked_by_role },
    concerns: row.concerns_badge === null ? null : { userId: row.concerns_user, badge: row.concerns_badge },
    approverRoles: row.approver_roles,
    expiresAt: row.expires_at.getTime(),
    now: states[row.state],
  };
};

type NewApproval = Omit<ApprovalRow, "state" | "decided_by" | "decided_by_name" | "decided_by_role" | "decided_at" | "reason" | "asked"> & {
  readonly asked: Asked;
};

/** Inserts a request; null if the same is asked already. */
export async function insertApproval(tx: Tx, row: NewApproval): Promise<ApprovalRow | null> {
  const kept = await approvalTables(tx)
    .insertInto("approval")
    .values({
      ...row,
      asked: JSON.stringify(row.asked),
      held: row.held === null ? null : JSON.stringify(row.held),
      approver_roles: [...row.approver_roles],
      state: "asked",
      decided_by: null,
      decided_by_name: null,
      decided_by_role: null,
      decided_at: null,
      reason: null,
    })
    .onConflict((conflict) => conflict.columns(["kind", "subject"]).where("state", "=", "asked").doNothing())
    .returningAll()
    .executeTakeFirst();
  return kept ?? null;
}

/** Locks a request for a decision: of two at once the second sees what the first decided. */
export const lockApproval = (tx: Tx, approvalId: string): Promise<ApprovalRow | undefined> =>
  approvalTables(tx).selectFrom("approval").selectAll().where("approval_id", "=", approvalId).forUpdate().executeTakeFirst();

/** Locks the requests whose time is over. */
export const lockExpired = (tx: Tx, at: Date): Promise<ApprovalRow[]> =>
  approvalTables(tx)
    .selectFrom("approval")
    .selectAll()
    .where("state", "=", "asked")
    .where("expires_at", "<=", at)
    .orderBy("approval_id")
    .forUpdate()
    .execute();

/** Updates an approval by its decision and deletes its held content. */
export function updateDecision(tx: Tx, approvalId: string, next: ApprovalState, name: string | null): Promise<ApprovalRow> {
  const by = "by" in next ? next.by : null;
  return approvalTables(tx)
    .updateTable("approval")
    .set({
      state: next.state,
      held: null,
      decided_by: by?.userId ?? null,
      decided_by_name: by === null ? null : name,
      decided_by_role: (by?.role ?? null) as Role | null,
      decided_at: "at" in next ? new Date(next.at) : null,
      reason: "reason" in next ? next.reason : null,
    })
    .where("approval_id", "=", approvalId)
    .returningAll()
    .executeTakeFirstOrThrow();
}

import { decideApproval } from "@amaliyat/domain/approvals";
import { settle, subjectById, type Logged } from "../audit/index.ts";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import { judgedApproval, updateDecision, lockExpired, shownApproval, type ApprovalRow } from "./approvals-store.ts";

/** Ends the requests that nobody decided in time, and says so in the log and on the screens. */
export async function expireApprovals(db: Db, at: number): Promise<void> {
  await transaction(db, SYSTEM, async (tx) => {
    const ended: ApprovalRow[] = [];
    for (const row of await lockExpired(tx, new Date(at))) {
      const decided = decideApproval(judgedApproval(row), { act: "expire" }, at);
      if (decided.ok) ended.push(await updateDecision(tx, row.approval_id, decided.value, null));
    }
    if (ended.length === 0) return;
    const logged = ended.map(({ approval_id: id, kind, subject }): Logged => ({
      type: "approval.expired",
      about: subjectById("approval", id),
      detail: { kind, about: subject },
    }));
    const tellings = ended.map((row) => ({ happening: { topic: "approval" as const, row: shownApproval(row) }, sectorId: null }));
    await settle(tx, { who: null, at }, logged, tellings);
  });
}

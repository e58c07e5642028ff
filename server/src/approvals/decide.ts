import type { approvals } from "@amaliyat/contract/approvals";
import type { ErrorCode } from "@amaliyat/contract/errors";
import type { LogType } from "@amaliyat/contract/audit";
import { decideApproval, type ApprovalAct, type Party } from "@amaliyat/domain/approvals";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { settle, subjectById } from "../audit/index.ts";
import { isUniqueViolation, SYSTEM, transaction, type Db, type Tx } from "../platform/database/index.ts";
import type { Call, Caller, Reply } from "../platform/http/index.ts";
import { approvalsFor } from "./approvals-queries.ts";
import { askedOfRow, judgedApproval, updateDecision, lockApproval, shownApproval, type ApprovalRow } from "./approvals-store.ts";
import type { Applied, Approvals } from "./approvals.ts";

export async function listApprovals(db: Db, call: Call<typeof approvals.list>): Promise<Reply<typeof approvals.list>> {
  return ok((await transaction(db, SYSTEM, (tx) => approvalsFor(tx, call.who), { readOnly: true })).map(shownApproval));
}

type Deciding = { readonly who: Caller; readonly at: number; readonly params: { readonly approvalId: string } };
type Decided = { readonly row: ApprovalRow; readonly applied: Applied };
const NOTHING: Applied = { half: null, tellings: [] };

/** The person as designated at this moment: what the session says may be older. */
async function partyOf(tx: Tx, all: Approvals, { who, at }: Deciding): Promise<Party> {
  const person = await all.personOf(tx, who.userId, at);
  if (person === null) throw new Error("a session without a designated person");
  return { userId: who.userId, ...person };
}

/** Judges one act on a request, does what it confirms, keeps, logs and tells it: all in one transaction or nothing. */
async function decide(
  tx: Tx,
  all: Approvals,
  call: Deciding,
  type: LogType,
  actBy: (by: Party) => ApprovalAct,
  apply: (row: ApprovalRow) => Promise<Result<Applied, Refusal<ErrorCode>>> = () => Promise.resolve(ok(NOTHING)),
): Promise<Result<Decided, Refusal<ErrorCode>>> {
  const { who, at, params } = call;
  const locked = await lockApproval(tx, params.approvalId);
  if (locked === undefined) return refuse({ code: "object.not_found" });
  const decided = decideApproval(judgedApproval(locked), actBy(await partyOf(tx, all, call)), at);
  if (!decided.ok) return decided;
  // The asker must still hold the office in which the request was made: a request outlives no designation.
  const asker = type === "approval.approved" ? await all.personOf(tx, locked.asked_by, at) : null;
  if (type === "approval.approved" && asker?.role !== locked.asked_by_role) return refuse({ code: "approval.outdated" });
  const applied = await apply(locked);
  if (!applied.ok) return applied;
  const row = await updateDecision(tx, locked.approval_id, decided.value, who.name);
  await settle(
    tx,
    { who, at },
    {
      type,
      about: subjectById("approval", row.approval_id),
      detail: {
        asked: askedOfRow(row),
        askedBy: { userId: row.asked_by, name: row.asked_by_name },
        ...(row.reason === null ? {} : { reason: row.reason }),
      },
    },
    [{ happening: { topic: "approval", row: shownApproval(row) }, sectorId: null }, ...applied.value.tellings],
  );
  return ok({ row, applied: applied.value });
}

/** Confirms a request: the act itself is judged again on what is true now, and done in the same transaction. */
export async function approve(db: Db, all: Approvals, call: Call<typeof approvals.approve>): Promise<Reply<typeof approvals.approve>> {
  const { who, at, params } = call;
  const seen = await transaction(db, SYSTEM, (tx) => lockApproval(tx, params.approvalId));
  if (seen === undefined) return refuse({ code: "object.not_found" });
  const asked = askedOfRow(seen);
  // Check the permission first, so that a person who may not decide costs the room no work.
  const may = await transaction(db, SYSTEM, async (tx) =>
    decideApproval(judgedApproval(seen), { act: "approve", by: await partyOf(tx, all, call) }, at),
  );
  if (!may.ok) return may;
  const prepared = await all.kindOf(asked.kind).prepare(asked);
  if (!prepared.ok) return prepared;
  const act = (by: Party): ApprovalAct => ({ act: "approve", by });
  try {
    const done = await transaction(db, SYSTEM, (tx) =>
      decide(tx, all, call, "approval.approved", act, (row) =>
        prepared.value(tx, {
          asked,
          held: row.held,
          approvalId: row.approval_id,
          askedBy: { userId: row.asked_by, name: row.asked_by_name },
          by: who,
          at,
        }),
      ),
    );
    return done.ok ? ok({ approval: shownApproval(done.value.row), half: done.value.applied.half }) : done;
  } catch (cause) {
    // Two requests for one name, confirmed at once.
    if (isUniqueViolation(cause)) return refuse({ code: "object.exists", params: { value: seen.subject } });
    throw cause;
  }
}

export async function decline(db: Db, all: Approvals, call: Call<typeof approvals.decline>): Promise<Reply<typeof approvals.decline>> {
  const { reason } = call.body;
  const done = await transaction(db, SYSTEM, (tx) => decide(tx, all, call, "approval.declined", (by) => ({ act: "decline", by, reason })));
  return done.ok ? ok(shownApproval(done.value.row)) : done;
}

export async function withdraw(db: Db, all: Approvals, call: Call<typeof approvals.withdraw>): Promise<Reply<typeof approvals.withdraw>> {
  const done = await transaction(db, SYSTEM, (tx) => decide(tx, all, call, "approval.withdrawn", (by) => ({ act: "withdraw", by })));
  return done.ok ? ok(shownApproval(done.value.row)) : done;
}

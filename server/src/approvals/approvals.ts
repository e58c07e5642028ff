import type { Approval, ApprovalKind, Asked, AskedOf } from "@amaliyat/contract/approvals";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { APPROVAL_OPEN_MS } from "@amaliyat/domain/approvals";
import type { Role } from "@amaliyat/domain/identity";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { settle, subjectById } from "../audit/index.ts";
import { asRoom, type Tx } from "../platform/database/index.ts";
import type { Caller } from "../platform/http/index.ts";
import type { Telling } from "../platform/live/index.ts";
import { insertApproval, shownApproval } from "./approvals-store.ts";

/** The two persons of an act that took two, and the request that joins them. */
export type Confirmed<K extends ApprovalKind> = {
  readonly asked: AskedOf<K>;
  /** Data stored with the request and shown to nobody. */
  readonly held: unknown;
  readonly approvalId: string;
  readonly askedBy: { readonly userId: string; readonly name: string };
  readonly by: Caller;
  readonly at: number;
};

/** Results of an applied act: half a code, shown only to the person who confirmed, and the messages for the screens. */
export type Applied = { readonly half: string | null; readonly tellings: readonly Telling[] };
type Apply<K extends ApprovalKind> = (tx: Tx, confirmed: Confirmed<K>) => Promise<Result<Applied, Refusal<ErrorCode>>>;

/**
 * A kind of act that takes two. The function that `prepare` gives runs inside the transaction that decides. It judges the act anew by the
 * present state, and refuses before it writes anything.
 */
export type Kind<K extends ApprovalKind> = {
  readonly kind: K;
  readonly approverRoles: readonly Role[];
  readonly prepare: (asked: AskedOf<K>) => Promise<Result<Apply<K>, Refusal<ErrorCode>>>;
};

export type AskedFor<K extends ApprovalKind> = {
  readonly kind: K;
  /** Key of the request: only one may be pending for it under this kind. */
  readonly subject: string;
  readonly asked: AskedOf<K>;
  readonly held?: unknown;
  readonly concerns: { readonly userId: string | null; readonly badge: string } | null;
};

/** Badge and role of a person who is designated now; null for anybody else. */
export type PersonOf = (tx: Tx, userId: string, at: number) => Promise<{ readonly badge: string; readonly role: Role } | null>;

/** Acts that one person asks for and another confirms. Features register their kinds; each is applied with its confirmation or not at all. */
export class Approvals {
  readonly personOf: PersonOf;
  readonly #kinds = new Map<ApprovalKind, Kind<ApprovalKind>>();

  constructor(personOf: PersonOf) {
    this.personOf = personOf;
  }

  register<K extends ApprovalKind>(kind: Kind<K>): void {
    if (this.#kinds.has(kind.kind)) throw new Error(`${kind.kind} is registered twice`);
    this.#kinds.set(kind.kind, kind as unknown as Kind<ApprovalKind>);
  }

  kindOf(kind: ApprovalKind): Kind<ApprovalKind> {
    const found = this.#kinds.get(kind);
    if (found === undefined) throw new Error(`no feature registered ${kind}`);
    return found;
  }

  /** Keeps a request in the caller's transaction and tells the screens. The last write of that transaction. */
  async ask<K extends ApprovalKind>(
    tx: Tx,
    { who, at }: { readonly who: Caller; readonly at: number },
    given: AskedFor<K>,
  ): Promise<Result<Approval, Refusal<ErrorCode>>> {
    const asker = await this.personOf(tx, who.userId, at);
    if (asker === null) throw new Error("a session without a designated person");
    const { kind, subject, held = null, concerns } = given;
    const { approverRoles } = this.kindOf(kind);
    const asked = { kind, ...given.asked } as unknown as Asked;
    const row = await asRoom(tx, () =>
      insertApproval(tx, {
        approval_id: randomUUID(),
        kind,
        subject,
        asked,
        held,
        asked_by: who.userId,
        asked_by_name: who.name,
        asked_by_badge: asker.badge,
        asked_by_role: asker.role,
        asked_at: new Date(at),
        expires_at: new Date(at + APPROVAL_OPEN_MS),
        concerns_user: concerns?.userId ?? null,
        concerns_badge: concerns?.badge ?? null,
        approver_roles: approverRoles,
      }),
    );
    if (row === null) return refuse({ code: "approval.already_asked" });
    const approval = shownApproval(row);
    await settle(tx, { who, at }, { type: "approval.asked", about: subjectById("approval", approval.approvalId), detail: { asked } }, [
      { happening: { topic: "approval", row: approval }, sectorId: null },
    ]);
    return ok(approval);
  }
}

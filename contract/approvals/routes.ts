import { z } from "zod";
import type { ErrorCode } from "../errors/index.ts";
import { halfCode } from "../identity/shapes.ts";
import { byUseCase, notLogged, rolesOfRoom } from "../route/access.ts";
import { id, reason } from "../route/fields.ts";
import { route } from "../route/make.ts";
import { approval, retentionRule } from "./shapes.ts";

const params = z.object({ approvalId: id });
/** Refusals of every decision. */
const DECIDING: readonly ErrorCode[] = [
  "object.not_found",
  "approval.decided",
  "approval.expired",
  "approval.own",
  "approval.same_role",
  "approval.not_your_role",
  "approval.concerns_you",
];

export const approvals = {
  list: route({
    name: "approvals.list",
    method: "GET",
    path: "/api/approvals",
    summary: "Requests that wait for a second person, and recent decisions",
    access: rolesOfRoom("administrator", "supervisor", "auditor"),
    log: notLogged("the room's own work list; each step was logged"),
    reply: z.array(approval),
  }),
  approve: route({
    name: "approvals.approve",
    method: "POST",
    path: "/api/approvals/:approvalId/approve",
    summary: "Confirm what another person asked for; it takes effect at once. Half a code is shown once, to the one who confirms",
    access: rolesOfRoom("supervisor", "auditor"),
    log: byUseCase("approval.approved"),
    shownOnce: true,
    params,
    reply: z.object({ approval, half: halfCode.nullable() }),
    errors: [
      ...DECIDING,
      "approval.outdated",
      "object.exists",
      "user.last_of_role",
      "user.badge_shared",
      "user.no_factors",
      "sector.unknown_parent",
      "sector.cycle",
      "request.too_many",
    ],
  }),
  decline: route({
    name: "approvals.decline",
    method: "POST",
    path: "/api/approvals/:approvalId/decline",
    summary: "Decline what another person asked for, with a reason",
    access: rolesOfRoom("supervisor", "auditor"),
    log: byUseCase("approval.declined"),
    params,
    body: z.object({ reason: reason(300) }),
    reply: approval,
    errors: [...DECIDING],
  }),
  retention: route({
    name: "approvals.retention",
    method: "GET",
    path: "/api/log/retention",
    summary: "The rule by which the log forgets persons and details; null while it keeps everything",
    access: rolesOfRoom("administrator", "auditor"),
    log: notLogged("a rule of the room, whose adoption was logged"),
    reply: retentionRule.nullable(),
  }),
  askRetention: route({
    name: "approvals.askRetention",
    method: "POST",
    path: "/api/log/retention",
    summary: "Ask for a rule by which the log forgets persons and details; an auditor confirms it",
    access: rolesOfRoom("administrator"),
    log: byUseCase("approval.asked"),
    body: retentionRule,
    reply: approval,
    errors: ["approval.already_asked"],
  }),
  withdraw: route({
    name: "approvals.withdraw",
    method: "POST",
    path: "/api/approvals/:approvalId/withdraw",
    summary: "Take back what one asked for oneself",
    access: rolesOfRoom("administrator", "supervisor", "auditor"),
    log: byUseCase("approval.withdrawn"),
    params,
    reply: approval,
    errors: ["object.not_found", "approval.decided", "approval.expired", "approval.not_yours"],
  }),
} as const;

import { auditRoutes } from "@amaliyat/contract/audit";
import { identity } from "@amaliyat/contract/identity";
import type { Role } from "@amaliyat/domain/identity";
import { mayCall } from "../../api/index.ts";

/** Screen that shows a role a person of the room: the account, or the entries of the log; null for a role that has neither. */
export function wayToPeople(role: Role): "account" | "log" | null {
  if (!mayCall(identity.users, role)) return null;
  if (mayCall(identity.changeUser, role)) return "account";
  return mayCall(auditRoutes.page, role) ? "log" : null;
}

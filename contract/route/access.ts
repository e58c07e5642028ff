import type { Role } from "@amaliyat/domain/identity";
import type { Access, Logged, Reach } from "./define.ts";
import type { LogType } from "../log/types.ts";

/** Roles, each of which may call; objects of other sectors do not exist for them. */
export const rolesOfSector = (...roles: readonly Role[]): Access => ({ kind: "roles", roles, sectors: "own" });

/**
 * Desks that share the queue of calls or reports. A role that is not of the lines reaches its own sectors alone: no operator reads what
 * waits in the rest of the town.
 */
export const rolesOfQueue = (...roles: readonly Role[]): Access => ({ kind: "roles", roles, sectors: "queue" });

/** Roles that see the whole room. */
export const rolesOfRoom = (...roles: readonly Role[]): Access => ({ kind: "roles", roles, sectors: "all" });

/** A partner body outside, by its token; it reaches its own forwards and nothing else. */
export const byPartner: Access = { kind: "partner", use: "exchange" };

/** A city's system, by its key of Open311; it reaches its own reports. */
export const byPartnerKey: Access = { kind: "partner", use: "open311" };

/** Reach of a role through a route; null: it may not call it, or the route asks for no role. */
export function reachOf(access: Access, role: Role): Reach | null {
  if (access.kind !== "roles" || !access.roles.includes(role)) return null;
  return access.sectors === "queue" && role === "operator" ? "own" : access.sectors;
}

export const signedIn: Access = { kind: "signed_in" };
export const open = (why: string): Access => ({ kind: "public", why });

export const byUseCase = (...types: readonly [LogType, ...LogType[]]): Logged => ({ by: "use_case", types });
export const notLogged = (why: string): Logged => ({ by: "none", why });

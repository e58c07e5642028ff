import type { Route } from "@amaliyat/contract/route";
import type { Role } from "@amaliyat/domain/identity";

/** True if a role may call a route, read from the contract itself. The server decides; this only hides acts that it would refuse. */
export function mayCall(target: Pick<Route, "access">, role: Role): boolean {
  const { access } = target;
  return access.kind !== "roles" || access.roles.includes(role);
}

import { WINDOW_ROLES, type SideRole, type WindowRole } from "@amaliyat/domain/workstations";
import { ADDRESSES } from "./side-roles.ts";

const PREFIX = "amaliyat-";

/** Name under which the browser knows the window of a role; opening it again finds it. */
export const windowName = (role: SideRole): string => `${PREFIX}${role}`;

/** Role of a window by its name; a name that the room did not give is that of the work. */
export const roleOfName = (name: string): WindowRole => WINDOW_ROLES.find((role) => name === `${PREFIX}${role}`) ?? "work";

/** Role of this window. */
export const windowRole = (): WindowRole => roleOfName(window.name);

/**
 * Role whose wall a window keeps at its workstation; null for a tab that was loaded at the address of the wall and not opened by the room.
 * Its role is that of the work, whose wall it would overwrite.
 */
export function arrangementRole(name: string, path: string): WindowRole | null {
  const role = roleOfName(name);
  return role === "work" && path.replace(/\/$/u, "") === ADDRESSES.wall ? null : role;
}

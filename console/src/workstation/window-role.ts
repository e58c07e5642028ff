import { WINDOW_ROLES, type SideRole, type WindowRole } from "@amaliyat/domain/workstations";

const PREFIX = "amaliyat-";

/** Name under which the browser knows the window of a role; opening it again finds it. */
export const windowName = (role: SideRole): string => `${PREFIX}${role}`;

/** Role of a window by its name; a name that the room did not give is that of the work. */
export const roleOfName = (name: string): WindowRole => WINDOW_ROLES.find((role) => name === `${PREFIX}${role}`) ?? "work";

/** Role of this window. */
export const windowRole = (): WindowRole => roleOfName(window.name);

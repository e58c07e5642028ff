import { ADDRESSES } from "./side-roles.ts";
import { useText } from "./text.ts";
import { windowRole } from "./window-role.ts";

/** The screen of this window's role; null for the work, which has all of them. */
export function useOwnScreen(): { readonly address: string; readonly path: string; readonly name: string } | null {
  const text = useText();
  const role = windowRole();
  if (role === "work") return null;
  const address = ADDRESSES[role];
  return { address, path: new URL(address, location.href).pathname, name: text(`role.${role}`) };
}

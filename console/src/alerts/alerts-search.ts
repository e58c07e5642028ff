/** What an address of this screen says: which alert is open, «new» for one that is written. */
export type AlertsSearch = { readonly open?: string };

/** Reads the address; what is not understood is left out. */
export function alertsSearch({ open }: Record<string, unknown>): AlertsSearch {
  return typeof open === "string" && open !== "" ? { open } : {};
}

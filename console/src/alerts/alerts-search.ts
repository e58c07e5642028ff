/** Address parameters of this screen: the open alert, «new» for one being written. */
export type AlertsSearch = { readonly open?: string };

/** Reads the address; unknown parts are left out. */
export function alertsSearch({ open }: Record<string, unknown>): AlertsSearch {
  return typeof open === "string" && open !== "" ? { open } : {};
}

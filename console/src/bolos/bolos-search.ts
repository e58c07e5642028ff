/** Address parameters of this screen: the open BOLO («new» for one being written), and the intervention it comes from. */
export type BolosSearch = { readonly open?: string; readonly from?: string };

/** Reads the address; unknown parts are left out. */
export function bolosSearch(search: Record<string, unknown>): BolosSearch {
  const { open, from } = search;
  const said = (value: unknown): value is string => typeof value === "string" && value !== "";
  return { ...(said(open) ? { open } : {}), ...(said(from) ? { from } : {}) };
}

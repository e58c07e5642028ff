/** What an address of this screen says: which BOLO is open («new» for one that is written), and the intervention that it comes from. */
export type BolosSearch = { readonly open?: string; readonly from?: string };

/** Reads the address; what is not understood is left out. */
export function bolosSearch(search: Record<string, unknown>): BolosSearch {
  const { open, from } = search;
  const said = (value: unknown): value is string => typeof value === "string" && value !== "";
  return { ...(said(open) ? { open } : {}), ...(said(from) ? { from } : {}) };
}

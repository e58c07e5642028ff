export const VIEWS = ["users", "sessions", "sectors"] as const;
export type View = (typeof VIEWS)[number];

/** What an address of this screen says: the part, and which user or sector is open («new» for one that is being made). */
export type AdministrationSearch = { readonly view?: View; readonly open?: string };

/** Reads the address; what is not understood is left out. */
export function administrationSearch(search: Record<string, unknown>): AdministrationSearch {
  const view = VIEWS.find((one) => one === search["view"]);
  const open = typeof search["open"] === "number" ? String(search["open"]) : search["open"];
  return {
    ...(view === undefined || view === "users" ? {} : { view }),
    ...(typeof open === "string" && open !== "" ? { open } : {}),
  };
}

/** Which one is open beside a list, and how to open another. */
export type OpenProps = { readonly open: string | null; readonly onOpen: (open: string | null) => void };

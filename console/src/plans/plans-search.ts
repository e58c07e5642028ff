const PARTS = ["said", "versions"] as const;
/** What is shown of the plan that is open. */
export type PlanPart = (typeof PARTS)[number];

/** What an address of this screen says: which plan is open («new» for one that is being written), and what of it. */
export type PlansSearch = { readonly open?: string; readonly part?: PlanPart };

/** Reads the address; what is not understood is left out. */
export function plansSearch(search: Record<string, unknown>): PlansSearch {
  const open = search["open"];
  const part = PARTS.find((one) => one === search["part"]);
  return { ...(typeof open === "string" && open !== "" ? { open } : {}), ...(part === undefined ? {} : { part }) };
}

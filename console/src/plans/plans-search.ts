const PARTS = ["said", "versions"] as const;
/** Part shown of the open plan. */
export type PlanPart = (typeof PARTS)[number];

/** Address parameters of this screen: the open plan («new» for one being written), and its part. */
export type PlansSearch = { readonly open?: string; readonly part?: PlanPart };

/** Reads the address; unknown parts are left out. */
export function plansSearch(search: Record<string, unknown>): PlansSearch {
  const open = search["open"];
  const part = PARTS.find((one) => one === search["part"]);
  return { ...(typeof open === "string" && open !== "" ? { open } : {}), ...(part === undefined ? {} : { part }) };
}

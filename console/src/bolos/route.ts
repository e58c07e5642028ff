import { lazyRouteComponent } from "@tanstack/react-router";

/** Address parameters of this screen: the open BOLO («new» for one being written), and the intervention it comes from. */
type BolosSearch = { readonly open?: string; readonly from?: string };

/** Reads the address; unknown parts are left out. */
function bolosSearch(search: Record<string, unknown>): BolosSearch {
  const { open, from } = search;
  const said = (value: unknown): value is string => typeof value === "string" && value !== "";
  return { ...(said(open) ? { open } : {}), ...(said(from) ? { from } : {}) };
}

export const bolosRoute = {
  path: "/bolos",
  validateSearch: bolosSearch,
  component: lazyRouteComponent(() => import("./bolos-screen.tsx"), "BolosScreen"),
} as const;

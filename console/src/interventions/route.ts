import { lazyRouteComponent } from "@tanstack/react-router";

/** How a card opens: `classify` with the sub-category picker in front, `assign` with the units. */
export type CardSearch = { readonly begin?: "classify" | "assign" };

export function cardSearch(search: Record<string, unknown>): CardSearch {
  const begin = search["begin"];
  return begin === "classify" || begin === "assign" ? { begin } : {};
}

export const interventionRoute = {
  path: "/interventions/$interventionId",
  validateSearch: cardSearch,
  component: lazyRouteComponent(() => import("./card-screen.tsx"), "CardScreen"),
} as const;

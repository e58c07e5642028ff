import { lazyRouteComponent } from "@tanstack/react-router";

/** Address parameters of this screen: the open camera (or a new one), or the faults, or the sites and phases. */
export type CamerasSearch = { readonly camera?: string; readonly view?: "new" | "health" | "sites" };

/** Reads the address; unknown parts are left out. */
export function camerasSearch(search: Record<string, unknown>): CamerasSearch {
  const { camera, view } = search;
  return {
    ...(typeof camera === "string" && camera !== "" ? { camera } : {}),
    ...(view === "new" || view === "health" || view === "sites" ? { view } : {}),
  };
}

export const camerasRoute = {
  path: "/cameras",
  validateSearch: camerasSearch,
  component: lazyRouteComponent(() => import("./cameras-screen.tsx"), "CamerasScreen"),
} as const;

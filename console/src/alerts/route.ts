import { lazyRouteComponent } from "@tanstack/react-router";

/** Address parameters of this screen: the open alert, «new» for one being written. */
type AlertsSearch = { readonly open?: string };

/** Reads the address; unknown parts are left out. */
function alertsSearch({ open }: Record<string, unknown>): AlertsSearch {
  return typeof open === "string" && open !== "" ? { open } : {};
}

export const alertsRoute = {
  path: "/alerts",
  validateSearch: alertsSearch,
  component: lazyRouteComponent(() => import("./alerts-screen.tsx"), "AlertsScreen"),
} as const;

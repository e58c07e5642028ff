import { lazyRouteComponent } from "@tanstack/react-router";

/** Open request beside the list. */
export type ApprovalsSearch = { readonly open?: string };

export const approvalsRoute = {
  path: "/approvals",
  validateSearch: ({ open }: Record<string, unknown>): ApprovalsSearch => (typeof open === "string" && open !== "" ? { open } : {}),
  component: lazyRouteComponent(() => import("./approvals-screen.tsx"), "ApprovalsScreen"),
} as const;

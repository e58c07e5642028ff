import { lazyRouteComponent } from "@tanstack/react-router";

export const administrationRoute = {
  path: "/administration",
  component: lazyRouteComponent(() => import("./administration-screen.tsx"), "AdministrationScreen"),
} as const;

import { createRootRouteWithContext, createRoute, createRouter, redirect } from "@tanstack/react-router";
import { administrationRoute } from "../administration/route.ts";
import { alertsRoute } from "../alerts/route.ts";
import { approvalsRoute } from "../approvals/route.ts";
import { auditRoute } from "../audit/route.ts";
import { bolosRoute } from "../bolos/route.ts";
import { callRoute } from "../calls/route.ts";
import { camerasRoute } from "../cameras/route.ts";
import { interventionRoute } from "../card/route.ts";
import { linesRoute } from "../lines/route.ts";
import { partnersRoute } from "../partners/route.ts";
import { placesRoute } from "../places/route.ts";
import { plansRoute } from "../plans/route.ts";
import { playbackRoute } from "../playback/route.ts";
import { reportRoute, reportsRoute } from "../reports/route.ts";
import { roomRoute } from "../room/route.ts";
import { shiftsRoute } from "../shifts/route.ts";
import { statisticsRoute } from "../statistics/route.ts";
import { homeOf, type ConsoleRole } from "./navigation.ts";
import { NotFound, ScreenBroken, ScreenWaits, Shell } from "./shell.tsx";

/** Context of every route about its reader. */
export type RouteContext = { readonly role: ConsoleRole };

const root = createRootRouteWithContext<RouteContext>()({ component: Shell, notFoundComponent: NotFound });
const getParentRoute = () => root;

const home = createRoute({
  getParentRoute,
  path: "/",
  beforeLoad: ({ context }) => {
    throw redirect({ to: homeOf(context.role), replace: true });
  },
});

/** Each feature says its own path and loads its screen when it is first needed. */
const tree = root.addChildren([
  home,
  createRoute({ getParentRoute, ...roomRoute }),
  createRoute({ getParentRoute, ...interventionRoute }),
  createRoute({ getParentRoute, ...callRoute }),
  createRoute({ getParentRoute, ...reportsRoute }),
  createRoute({ getParentRoute, ...reportRoute }),
  createRoute({ getParentRoute, ...playbackRoute }),
  createRoute({ getParentRoute, ...bolosRoute }),
  createRoute({ getParentRoute, ...alertsRoute }),
  createRoute({ getParentRoute, ...linesRoute }),
  createRoute({ getParentRoute, ...shiftsRoute }),
  createRoute({ getParentRoute, ...statisticsRoute }),
  createRoute({ getParentRoute, ...auditRoute }),
  createRoute({ getParentRoute, ...camerasRoute }),
  createRoute({ getParentRoute, ...administrationRoute }),
  createRoute({ getParentRoute, ...approvalsRoute }),
  createRoute({ getParentRoute, ...partnersRoute }),
  createRoute({ getParentRoute, ...placesRoute }),
  createRoute({ getParentRoute, ...plansRoute }),
]);

export const createConsoleRouter = (context: RouteContext) =>
  createRouter({
    routeTree: tree,
    context,
    defaultErrorComponent: ScreenBroken,
    defaultPendingComponent: ScreenWaits,
    defaultPreload: "intent",
    scrollRestoration: false,
  });

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}

import { createRootRouteWithContext, createRoute, createRouter, redirect } from "@tanstack/react-router";
import { administrationRoute } from "../administration/index.ts";
import { alertsRoute } from "../alerts/index.ts";
import { approvalsRoute } from "../approvals/index.ts";
import { archiveRoute } from "../archive/index.ts";
import { auditRoute } from "../audit/index.ts";
import { bolosRoute } from "../bolos/index.ts";
import { callRoute } from "../calls/index.ts";
import { camerasRoute } from "../cameras/index.ts";
import { interventionRoute } from "../card/index.ts";
import { firstHourRoute } from "../first-hour/index.ts";
import { linesRoute } from "../lines/index.ts";
import { mapRoute } from "../map/index.ts";
import { partnersRoute } from "../partners/index.ts";
import { placesRoute } from "../places/index.ts";
import { plansRoute } from "../plans/index.ts";
import { playbackRoute } from "../playback/index.ts";
import { reportRoute, reportsRoute } from "../reports/index.ts";
import { roomRoute } from "../room/index.ts";
import { shiftsRoute } from "../shifts/index.ts";
import { statisticsRoute } from "../statistics/index.ts";
import { wallRoute } from "../wall/index.ts";
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
  createRoute({ getParentRoute, ...wallRoute }),
  createRoute({ getParentRoute, ...mapRoute }),
  createRoute({ getParentRoute, ...archiveRoute }),
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
  createRoute({ getParentRoute, ...firstHourRoute }),
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

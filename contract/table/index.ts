import { auditRoutes } from "../audit/routes.ts";
import { cameras } from "../cameras/index.ts";
import { dispatch } from "../dispatch/index.ts";
import { identity } from "../identity/index.ts";
import { interventions } from "../interventions/index.ts";
import { live } from "../live/index.ts";
import { recordings } from "../recordings/index.ts";
import { theRoom } from "../room/index.ts";
import type { Route } from "../route/index.ts";
import { statistics } from "../statistics/index.ts";

/** Every route of the room. The server refuses to start when one of them has no handler, or serves one that is not here. */
export const ROUTES: readonly Route[] = [
  identity,
  cameras,
  recordings,
  interventions,
  dispatch,
  statistics,
  auditRoutes,
  live,
  theRoom,
].flatMap((group): Route[] => Object.values(group));

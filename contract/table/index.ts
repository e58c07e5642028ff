import { alerts } from "../alerts/index.ts";
import { approvals } from "../approvals/index.ts";
import { archive } from "../archive/index.ts";
import { auditRoutes } from "../audit/routes.ts";
import { bolos } from "../bolos/index.ts";
import { callPlaceRoutes, calls } from "../calls/index.ts";
import { cameras } from "../cameras/index.ts";
import { dispatch } from "../dispatch/index.ts";
import { identity } from "../identity/index.ts";
import { interventions, photos } from "../interventions/index.ts";
import { live } from "../live/index.ts";
import { outsideRoutes, partnerRoutes } from "../partners/index.ts";
import { places } from "../places/index.ts";
import { plans } from "../plans/index.ts";
import { recordings } from "../recordings/index.ts";
import { theRoom } from "../room/index.ts";
import { reports } from "../reports/index.ts";
import type { Route } from "../route/index.ts";
import { shifts } from "../shifts/index.ts";
import { statistics } from "../statistics/index.ts";
import { workstations } from "../workstations/index.ts";

/** Every route of the room. The server refuses to start when one of them has no handler, or serves one that is not here. */
export const ROUTES: readonly Route[] = [
  identity,
  approvals,
  cameras,
  recordings,
  interventions,
  dispatch,
  statistics,
  auditRoutes,
  live,
  theRoom,
  partnerRoutes,
  outsideRoutes,
  shifts,
  plans,
  photos,
  bolos,
  places,
  calls,
  callPlaceRoutes,
  reports,
  alerts,
  archive,
  workstations,
].flatMap((group): Route[] => Object.values(group));

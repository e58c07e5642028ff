import { ROOM_DESKS, type Feature, type Topics } from "../platform/feature.ts";
import { lookEvery } from "../platform/look-every.ts";
import type { OpenPort } from "./requests/decide-request.ts";
import type { PartnersDeps } from "./partners-deps.ts";
import { partnersRoutes } from "./partners-routes.ts";
import { subscribeToPartners } from "./wire/subscribe-to-partners.ts";
import { partnersJobs, wakePartners } from "./wire/tell-partner.ts";

/** Interval of the look for waits that a clock put back has made too long. */
const WAKE_EVERY_MS = 10_000;

const TOPICS = {
  forward: { roles: ROOM_DESKS, whileLocked: false },
  partner_request: { roles: ROOM_DESKS, whileLocked: false },
} satisfies Topics;

/** `open` opens an intervention for a request that the room takes. */
export type PartnersFeatureDeps = PartnersDeps & { readonly open: OpenPort };

export const partnersFeature = ({ open, ...deps }: PartnersFeatureDeps): Feature => ({
  name: "partners",
  topics: TOPICS,
  routes: () => partnersRoutes(deps, open),
  jobs: partnersJobs(deps),
  start: {
    worker(stack) {
      stack.use(subscribeToPartners(deps));
      stack.use(lookEvery(WAKE_EVERY_MS, () => wakePartners(deps), deps.log, "partners: waits not looked through, retrying"));
    },
  },
});

export { partnersJobs } from "./tell-partner.ts";
export { reviseForwards } from "./revise-forwards.ts";
export { partnersRoutes } from "./partners-routes.ts";
export type { PartnersDeps } from "./partners-deps.ts";
export { subscribeToPartners } from "./subscribe-to-partners.ts";
export { partnerOf } from "./tokens.ts";

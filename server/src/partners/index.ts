export { partnersFeature } from "./feature.ts";
export { partnersJobs } from "./tell-partner.ts";
export { PARTNER_SEALED } from "./secret.ts";
export { reviseForwards } from "./revise-forwards.ts";
export type { PartnersDeps } from "./partners-deps.ts";
export { partnerOf } from "./tokens.ts";

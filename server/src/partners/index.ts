export { partnersFeature } from "./feature.ts";
export { partnersJobs } from "./wire/tell-partner.ts";
export { PARTNER_SEALED } from "./secret.ts";
export { reviseForwards } from "./forwards/revise-forwards.ts";
export type { PartnersDeps } from "./partners-deps.ts";
export { partnerOf } from "./tokens.ts";

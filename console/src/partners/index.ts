export { partnersLive } from "./live.ts";
export { PartnersPanel } from "./partners-panel.tsx";
export { RequestsPanel } from "./request-said.tsx";
export { partnersRoute } from "./route.ts";
export { usePartnersParts } from "./use-parts.ts";
export type { PartnersView } from "./partners-search.ts";

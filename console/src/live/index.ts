export { backOffMs } from "./back-off.ts";
export { type LinkState } from "./connection.ts";
export { liveFeature, type LiveFeature } from "./live-feature.ts";
export { LiveProvider, useLastHappening, useLink } from "./live-provider.tsx";
export { journal, type LastHappening } from "./room-link.ts";
export { put, putOne } from "./rows.ts";

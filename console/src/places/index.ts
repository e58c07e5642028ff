export { placesLive } from "./live.ts";
export { HazardsBand } from "./hazards-band.tsx";
export { HistoryButton } from "./history-button.tsx";
export { placesRoute } from "./route.ts";
export type { PlacesView } from "./places-search.ts";

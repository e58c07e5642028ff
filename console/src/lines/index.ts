export { linesLive } from "./live.ts";
export { ListeningBanner } from "./supervise/listening-banner.tsx";
export { linesRoute } from "./route.ts";
export { useLinesParts } from "./use-parts.ts";
export type { LinesView } from "./lines-search.ts";

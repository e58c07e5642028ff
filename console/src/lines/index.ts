export { ListeningBanner } from "./supervise/listening-banner.tsx";
export { linesRoute } from "./route.ts";

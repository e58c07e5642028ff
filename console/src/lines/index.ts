export { ListeningBanner } from "./supervise/listening-banner.tsx";

export { RecordingPlayer } from "./recording/recording-player.tsx";
export { ListeningBanner } from "./supervise/listening-banner.tsx";

export { alarmStands } from "./tour-state.ts";
export { TourLine } from "./tour-line.tsx";
export { Tour } from "./tour.tsx";
export { useStartTour } from "./use-start-tour.ts";

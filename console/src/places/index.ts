export { HazardsBand } from "./hazards-band.tsx";
export { HistoryButton } from "./history-button.tsx";
export { pickLandmark } from "./landmark-picker.tsx";
export { PlaceSearch, type PickedPlace } from "./place-search.tsx";
export { PointLine } from "./point-line.tsx";

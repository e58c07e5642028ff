export { gazetteerLive } from "./live.ts";
export { pickLandmark } from "./landmark-picker.tsx";
export { PointWords } from "./point-words.tsx";
export { PointLine } from "./point-line.tsx";
export { PlaceSearch } from "./place-search.tsx";
export { foundKey, useFoundDetail, useFoundPlaces } from "./use-found-places.ts";

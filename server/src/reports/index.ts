export { reportsFeature } from "./feature.ts";
export { firstAnswers } from "./figures-queries.ts";
export { openFiles } from "./files/files.ts";
export { moveFollowedPlaces } from "./here-store.ts";
export { reportHistory } from "./history-store.ts";
export { REPORTS_SEALED } from "./sealed-words.ts";
export { moveOpenWalks, WALKS_SEALED } from "./walks/walks-store.ts";

export { reportsFeature } from "./feature.ts";
export { reportsAsked } from "./rows/reports-queries.ts";
export { firstAnswers } from "./rows/figures-queries.ts";
export { openFiles } from "./files/files.ts";
export { moveFollowedPlaces } from "./rows/here-store.ts";
export { reportHistory } from "./rows/history-store.ts";
export { REPORTS_SEALED } from "./rows/sealed-words.ts";
export { moveOpenWalks, WALKS_SEALED } from "./walks/walks-store.ts";

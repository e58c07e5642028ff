export { reportsFeature } from "./feature.ts";
export { firstAnswers } from "./figures-queries.ts";
export { openFiles } from "./files/files.ts";
export { reportHistory } from "./history-store.ts";
export { moveOpenWalks } from "./walks/walks-store.ts";

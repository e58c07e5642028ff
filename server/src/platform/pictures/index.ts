export { dropPicture, hashOf, keepPicture, readPicture } from "./folder.ts";
export { judgePicture } from "./judge.ts";
export { withoutMetadata } from "./metadata.ts";

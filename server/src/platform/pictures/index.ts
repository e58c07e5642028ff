export { readPicture } from "./folder.ts";
export { withoutMetadata } from "./metadata.ts";
export { dropTwofold, keepTwofold, twofold } from "./twofold.ts";

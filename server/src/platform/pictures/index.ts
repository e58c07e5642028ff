export { PictureFolder } from "./folder.ts";
export { sealOldPictures } from "./seal-old.ts";
export { keepTwofold, twofold } from "./twofold.ts";

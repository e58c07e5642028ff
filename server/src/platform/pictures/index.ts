export { erasePictures } from "./erase.ts";
export { PictureFolder, type HasRoom } from "./folder.ts";
export { sealOldPictures } from "./seal-old.ts";
export { sweepPictures } from "./sweep.ts";
export { writeTwofold, twofold } from "./twofold.ts";

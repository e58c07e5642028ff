export { inMemory, type SealedFile, type Source } from "./sealed-file.ts";
export { SealedFolder, unlessDamaged } from "./sealed-folder.ts";

export { inMemory, type SealedFile } from "./sealed-file.ts";
export { SealedFolder, unlessDamaged } from "./sealed-folder.ts";

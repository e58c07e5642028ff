export { archive } from "./routes.ts";
export { ARCHIVE_SOURCES, itemId, type ArchiveFound, type ArchiveItem, type ArchiveSource, type FoundIn } from "./shapes.ts";

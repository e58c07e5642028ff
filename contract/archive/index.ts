export { archive } from "./routes.ts";
export { ARCHIVE_SOURCES, type ArchiveFound, type ArchiveItem, type ArchiveSource } from "./shapes.ts";

import { archive } from "@amaliyat/contract/archive";
import type { Feature } from "../platform/feature.ts";
import { serve } from "../platform/http/index.ts";
import { searchArchive, type ArchiveDeps } from "./search-archive.ts";

export const archiveFeature = (deps: ArchiveDeps): Feature => ({
  name: "archive",
  routes: () => [serve(archive.search, (call) => searchArchive(deps, call))],
});

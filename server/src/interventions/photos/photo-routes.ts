import { photos } from "@amaliyat/contract/interventions";
import { serve, serveBytes, type Served } from "../../platform/http/index.ts";
import type { InterventionsDeps } from "../ports.ts";
import { attachPhoto, listPhotos } from "./photo-acts.ts";
import type { Photos } from "./photo-files.ts";
import { holdPhoto } from "./photo-retention.ts";
import { readOriginal, viewPhoto } from "./photo-shown.ts";

/** Pictures that crews take, each joined to its use case. */
export const photoRoutes = (kept: Photos & Pick<InterventionsDeps, "units">): Served[] => [
  serve(photos.attach, (call) => attachPhoto(kept, call)),
  serve(photos.list, (call) => listPhotos(kept, call)),
  serveBytes(photos.view, (call) => viewPhoto(kept, call)),
  serveBytes(photos.original, (call) => readOriginal(kept, call)),
  serve(photos.hold, (call) => holdPhoto(kept, call)),
];

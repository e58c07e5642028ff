import { photos } from "@amaliyat/contract/interventions";
import { serve, serveBytes, type Served } from "../platform/http/index.ts";
import { attachPhoto, listPhotos, viewPhoto, type PhotosDeps } from "./photo-acts.ts";

/** Pictures that crews take, each joined to its use case. */
export const photoRoutes = (deps: PhotosDeps): Served[] => [
  serve(photos.attach, (call) => attachPhoto(deps, call)),
  serve(photos.list, (call) => listPhotos(deps, call)),
  serveBytes(photos.view, (call) => viewPhoto(deps, call)),
];

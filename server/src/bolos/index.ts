export { authorisedPicture } from "./authorised-picture.ts";
export { authorisedAlerts, type AuthorisedAlert } from "./authorised-queries.ts";
export { openBolos, type BolosDeps, type OnChildOver, type OnChildSpan } from "./bolos-deps.ts";
export { bolosRoutes } from "./bolos-routes.ts";
export { startExpiryWatch } from "./expiry-watch.ts";
export { sealOldBoloPictures, sweepBoloPictures } from "./picture-files.ts";
export { sealOldThumbnails } from "./thumbnails-store.ts";
export { eraseBoloPictures } from "./picture-retention.ts";

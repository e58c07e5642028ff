export { authorisedPicture } from "./authorised-picture.ts";
export { authorisedAlerts, type AuthorisedAlert } from "./authorised-queries.ts";
export type { BolosDeps } from "./bolos-deps.ts";
export { bolosRoutes } from "./bolos-routes.ts";
export { sealOldBoloPictures } from "./seal-old-pictures.ts";

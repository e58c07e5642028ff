export { bolosFeature } from "./feature.ts";
export { THUMBNAILS_SEALED } from "./rows/thumbnails-store.ts";
export { bolosAsked } from "./rows/bolos-queries.ts";
export { authorisedPicture } from "./pictures/authorised-picture.ts";
export { authorisedAlerts, type AuthorisedAlert } from "./rows/authorised-queries.ts";
export { openBolos, type BolosDeps, type OnChildOver, type OnChildSpan } from "./bolos-deps.ts";

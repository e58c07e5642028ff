export { bolosFeature } from "./feature.ts";
export { THUMBNAILS_SEALED } from "./thumbnails-store.ts";
export { authorisedPicture } from "./authorised-picture.ts";
export { authorisedAlerts, type AuthorisedAlert } from "./authorised-queries.ts";
export { openBolos, type BolosDeps, type OnChildOver, type OnChildSpan } from "./bolos-deps.ts";

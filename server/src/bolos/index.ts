export { authorisedAlerts, type AuthorisedAlert } from "./authorised-queries.ts";
export { bolosRoutes } from "./bolos-routes.ts";

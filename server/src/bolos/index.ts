export { bolosRoutes } from "./bolos-routes.ts";

export {
  type Config,
  ConfigError,
  SERVER_ROLES,
  aboutRoom,
  boloPicturesOf,
  callsOf,
  controllerOf,
  partnersOf,
  photosOf,
  publicAlertsOf,
  pushOf,
  readConfig,
  spaceOf,
} from "./config.ts";
export { tlsOf } from "./serving.ts";

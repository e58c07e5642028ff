export { startExchange, type ExchangeOptions } from "./start-exchange.ts";
export type { StoredCalls } from "./calls/stored-calls.ts";
export { serveStandby } from "./edge/standby.ts";
export { startEdge } from "./edge/start-edge.ts";
export { announcementsFolder, holdMusic, missingPackages, readLines, SETUP_COMMAND, type LinesSettings } from "./settings.ts";
export { consoleEdge, type ConsoleEdge } from "./edge/join-edge.ts";
export {
  ExchangeFault,
  type CallerId,
  type Exchange,
  type ExchangeEvent,
  type ExchangeState,
  type LegFailure,
  type OnExchange,
  type OtherRoom,
  type BesideHeaders,
  type PhoneCredentials,
  type Survivor,
  type Target,
  type TextKind,
  type Vehicle,
} from "./exchange.ts";

import { usersLive } from "../administration/index.ts";
import { alertsLive } from "../alerts/index.ts";
import { approvalsLive } from "../approvals/index.ts";
import { bolosLive } from "../bolos/index.ts";
import { callsLive } from "../calls/index.ts";
import { cardLive } from "../card/index.ts";
import { camerasLive, interventionsLive, sectorsLive, unitsLive } from "../facts/index.ts";
import { gazetteerLive } from "../gazetteer/index.ts";
import { linesLive } from "../lines/index.ts";
import type { LiveFeature } from "../live/index.ts";
import { partnersLive } from "../partners/index.ts";
import { placesLive } from "../places/index.ts";
import { plansLive } from "../plans/index.ts";
import { reportsLive } from "../reports/index.ts";
import { namesLive, sessionLive } from "../session/index.ts";
import { shiftsLive } from "../shifts/index.ts";
import { statisticsLive } from "../statistics/index.ts";

/** Every feature that hears of the live channel, in the order in which they write. */
export const LIVE_FEATURES: readonly LiveFeature[] = [
  interventionsLive,
  unitsLive,
  camerasLive,
  sectorsLive,
  shiftsLive,
  partnersLive,
  placesLive,
  gazetteerLive,
  alertsLive,
  plansLive,
  cardLive,
  bolosLive,
  callsLive,
  linesLive,
  reportsLive,
  approvalsLive,
  usersLive,
  sessionLive,
  namesLive,
  statisticsLive,
];

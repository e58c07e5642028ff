export { alertsFeature } from "./feature.ts";
export { endAlertsOfChildren, tellAlertsOfChildren } from "./command-alert.ts";
export { PUSH_SEALED } from "./push/sealed.ts";
export { openVapidKeys } from "./push/push-settings.ts";

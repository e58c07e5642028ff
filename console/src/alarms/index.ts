export { alarmMoments, claimUntold } from "./told-store.ts";
export { ALARMS_AN_HOUR, COUNTED_MS, alarmsByHour, alarmsIn } from "./telling.ts";

import { phone } from "../phone/index.ts";
import { useStore } from "../store/index.ts";
import { alarmStands } from "./tour-state.ts";

/** True while a call rings here, or an alarm stands that nobody has taken. */
export function useGivesWay(): boolean {
  const rings = useStore(phone).ringing !== null;
  const stands = useStore(alarmStands);
  return rings || stands;
}

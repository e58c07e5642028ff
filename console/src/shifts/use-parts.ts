import { useSession } from "../session/index.ts";
import { viewsOf, type ShiftsView } from "./shifts-search.ts";
import { useText } from "./text.ts";

/** The parts of this screen that the person may open, by name. */
export function useShiftsParts(): readonly { readonly view: ShiftsView; readonly label: string }[] {
  const text = useText();
  const { role } = useSession().user;
  return viewsOf(role).map((view) => ({ view, label: text(`view.${view}`) }));
}

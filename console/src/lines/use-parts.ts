import { useSession } from "../session/index.ts";
import { viewsOf, type LinesView } from "./lines-search.ts";
import { useText } from "./text.ts";

/** The parts of this screen that the person may open, by name. */
export function useLinesParts(): readonly { readonly view: LinesView; readonly label: string }[] {
  const text = useText();
  const { role } = useSession().user;
  return viewsOf(role).map((view) => ({ view, label: text(`view.${view}`) }));
}

import type { Assignment } from "@amaliyat/contract/dispatch";
import { isActive } from "@amaliyat/domain/dispatch";
import { Chip } from "@amaliyat/ui/controls";
import EyeOff from "lucide-react/icons/eye-off";
import type { ReactNode } from "react";
import { Age } from "../age.tsx";
import { useText } from "../text.ts";
import "./danger.css";

type Told = Pick<Assignment, "state" | "unreadSince">;

/** Time since which a bound crew has a danger notice unread, in ms. Null if it read all. */
export const unreadSinceOf = ({ state, unreadSince }: Told): number | null =>
  isActive(state) && unreadSince !== null ? Date.parse(unreadSince) : null;

/** A crew that has not read the danger of which it was told, with the running time; it goes when the crew reads. */
export function UnreadMark({ assignment }: { readonly assignment: Told }): ReactNode {
  const text = useText();
  const since = unreadSinceOf(assignment);
  return (
    since !== null && (
      <Chip tone="act" icon={<EyeOff size={14} aria-hidden="true" />} className="one-event-unread">
        {text("unread.mark")} · <Age since={since} />
      </Chip>
    )
  );
}

/** The same as a shape alone, where there is no room for words; the words are its name. */
export function UnreadGlyph({ assignment }: { readonly assignment: Told }): ReactNode {
  const text = useText();
  return (
    unreadSinceOf(assignment) !== null && (
      <span role="img" aria-label={text("unread.mark")} title={text("unread.mark")} className="one-event-unread-glyph">
        <EyeOff size={14} aria-hidden="true" />
      </span>
    )
  );
}

import type { User } from "@amaliyat/contract/identity";
import { useNow } from "@amaliyat/ui/hooks";
import CalendarClock from "lucide-react/icons/calendar-clock";
import Check from "lucide-react/icons/check";
import CircleSlash from "lucide-react/icons/circle-slash";
import Hourglass from "lucide-react/icons/hourglass";
import type { ReactNode } from "react";
import { useText } from "../text.ts";
import { designationOf, type Designated } from "./user-draft.ts";

const ICONS: Readonly<Record<Designated, typeof Check>> = {
  designated: Check,
  not_begun: CalendarClock,
  expired: Hourglass,
  ended: CircleSlash,
};

/** State of a person's designation now: icon and word. */
export function DesignationLabel({ user }: { readonly user: User }): ReactNode {
  const text = useText();
  const state = designationOf(user, useNow());
  const Icon = ICONS[state];
  return (
    <span className={state === "designated" ? "am-row" : "am-row am-t3"}>
      <Icon size={14} aria-hidden="true" />
      {text(`designation.${state}`)}
    </span>
  );
}

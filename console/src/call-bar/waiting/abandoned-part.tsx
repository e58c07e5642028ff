import { Num, useFormat } from "@amaliyat/ui/i18n";
import { useQuery } from "@tanstack/react-query";
import PhoneMissed from "lucide-react/icons/phone-missed";
import type { ReactNode } from "react";
import { abandonedCalls, askedBack } from "../../calls/index.ts";
import { useText } from "../text.ts";

/** Number of callers to call back, requested or not; pressed, it opens the list. Callers gone within a second stand in the list only. */
export function AbandonedPart({ onOpen }: { readonly onOpen: () => void }): ReactNode {
  const text = useText();
  const format = useFormat();
  const abandoned = useQuery(abandonedCalls).data;
  const asked = useQuery(askedBack).data;
  const count = abandoned && asked && abandoned.filter(({ ending }) => ending !== "zero_second").length + asked.length;
  return (
    <button
      type="button"
      className="calls-abandoned-count"
      title={text("abandoned.title")}
      aria-label={`${text("abandoned.count")} ${format.number(count)}`}
      aria-haspopup="dialog"
      data-waits={(count ?? 0) > 0 || undefined}
      onClick={onOpen}
    >
      <PhoneMissed size={16} aria-hidden="true" />
      <span>{text("abandoned.count")}</span> <Num className="am-strong">{format.number(count)}</Num>
    </button>
  );
}

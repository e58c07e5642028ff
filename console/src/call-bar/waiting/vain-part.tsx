import { Num, useFormat } from "@amaliyat/ui/i18n";
import { useQuery } from "@tanstack/react-query";
import PhoneMissed from "lucide-react/icons/phone-missed";
import type { ReactNode } from "react";
import { abandonedCalls, askedBack } from "../../calls/index.ts";
import { useText } from "../text.ts";

/** Number of callers to call back, requested or not; pressed, it opens the list. Callers gone within a second stand in the list only. */
export function VainPart({ onOpen }: { readonly onOpen: () => void }): ReactNode {
  const text = useText();
  const format = useFormat();
  const vain = useQuery(abandonedCalls).data;
  const asked = useQuery(askedBack).data;
  const count = vain && asked && vain.filter(({ ending }) => ending !== "zero_second").length + asked.length;
  return (
    <button
      type="button"
      className="calls-vain-count"
      title={text("vain.title")}
      aria-label={`${text("vain.count")} ${format.number(count)}`}
      aria-haspopup="dialog"
      data-waits={(count ?? 0) > 0 || undefined}
      onClick={onOpen}
    >
      <PhoneMissed size={16} aria-hidden="true" />
      <span>{text("vain.count")}</span> <Num className="am-strong">{format.number(count)}</Num>
    </button>
  );
}

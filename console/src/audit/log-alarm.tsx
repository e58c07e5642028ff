import { Banner } from "@amaliyat/ui/feedback";
import { Code, Num, useFormat } from "@amaliyat/ui/i18n";
import { useQuery } from "@tanstack/react-query";
import OctagonAlert from "lucide-react/icons/octagon-alert";
import type { ReactNode } from "react";
import { logHead } from "./log-queries.ts";
import { useText } from "./text.ts";

/** The room's own alarm over its log, above everything else of this screen, with the entry and the words of the finding. */
export function LogAlarm(): ReactNode {
  const text = useText();
  const format = useFormat();
  const head = useQuery(logHead).data?.head;
  if (head?.state !== "alarm") return null;
  const { index = null, reason = "" } = head.alarm ?? {};
  return (
    <div role="alert" className="audit-alarm">
      <Banner
        boxed
        tone="act"
        icon={<OctagonAlert size={24} />}
        title={text("alarm.title")}
        detail={
          <>
            <span className="audit-alarm__found">
              {index !== null && (
                <span>
                  {text("alarm.entry")} <Num>{format.number(index)}</Num>
                </span>
              )}
              <Code>{reason}</Code>
            </span>
            {text("alarm.text")}
          </>
        }
      />
    </div>
  );
}

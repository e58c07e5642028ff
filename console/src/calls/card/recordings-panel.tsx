import type { CallCard } from "@amaliyat/contract/calls";
import { Chip } from "@amaliyat/ui/controls";
import { Num, Time, useFormat } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import Disc from "lucide-react/icons/disc-3";
import type { ReactNode } from "react";
import { useText } from "../text.ts";

/** What was recorded of a call: when, how long, until when it is kept. Listening to it asks for a purpose. */
export function RecordingsPanel({ card }: { readonly card: CallCard }): ReactNode {
  const text = useText();
  const format = useFormat();
  return (
    <Panel region title={text("recordings.title")} count={card.recordings.length} className="call-recordings">
      {card.recordings.length === 0 && (
        <p className="call-note am-t2">{text(card.endedAt === null ? "recordings.goes_on" : "recordings.none")}</p>
      )}
      <ul>
        {card.recordings.map((one) => (
          <li key={one.recordingId} className="call-recording" data-recording={one.recordingId}>
            <Disc size={16} aria-hidden="true" />
            <Time at={Date.parse(one.recordedAt)} format="dateTime" />
            <Num className="am-strong">{format.age(one.seconds * 1000)}</Num>
            {one.gone ? (
              <Chip tone="muted">{text("recordings.gone")}</Chip>
            ) : (
              <span className="am-small am-t2">
                {text(one.heldUntil === null ? "recordings.until" : "recordings.held")}{" "}
                <Time at={Date.parse(one.heldUntil ?? one.retentionUntil)} format="numericDay" />
              </span>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

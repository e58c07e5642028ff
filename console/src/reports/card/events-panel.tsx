import type { ReportCard } from "@amaliyat/contract/reports";
import { Time } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import type { ReactNode } from "react";
import { useText } from "../text.ts";
import { EventWords } from "./event-words.tsx";

/** Events of a report, the newest first. */
export function EventsPanel({ card }: { readonly card: ReportCard }): ReactNode {
  const text = useText();
  return (
    <Panel region scrolls title={text("events.title")} className="report-events">
      <ol>
        {card.events
          .map((event, nth) => ({ event, nth }))
          .toReversed()
          .map(({ event, nth }) => (
            <li key={nth} data-event={event.kind}>
              <Time at={Date.parse(event.at)} className="am-t2" />
              <EventWords event={event} />
            </li>
          ))}
      </ol>
    </Panel>
  );
}

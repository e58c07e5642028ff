import type { ReportCard } from "@amaliyat/contract/reports";
import { Time } from "@amaliyat/ui/i18n";
import { useState, type ReactNode } from "react";
import { useText } from "../../text.ts";
import { EventWords } from "../event-words.tsx";

/** Number of events when a form was opened. Later events are shown before the form is sent. */
export function useOpenedAt(card: ReportCard): number {
  const [count] = useState(card.events.length);
  return count;
}

/** Events while a form was open. The typed text stays; sending again confirms that the events were seen. */
export function ChangedMeanwhile({ card, since }: { readonly card: ReportCard; readonly since: number }): ReactNode {
  const text = useText();
  const changes = card.events.slice(since);
  if (changes.length === 0) return null;
  return (
    <section className="report-changed" role="status">
      <h3>{text("changed.title")}</h3>
      <ul>
        {changes.map((event) => (
          <li key={`${event.at} ${event.kind}`}>
            <Time at={Date.parse(event.at)} className="am-t2" /> <EventWords event={event} />
          </li>
        ))}
      </ul>
      <p className="am-t2">{text("changed.text")}</p>
    </section>
  );
}

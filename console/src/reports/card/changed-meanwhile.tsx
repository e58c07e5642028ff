import type { ReportCard } from "@amaliyat/contract/reports";
import { Time } from "@amaliyat/ui/i18n";
import { useState, type ReactNode } from "react";
import { useText } from "../text.ts";
import { EventWords } from "./event-words.tsx";

/** How much had happened when a form was opened: what came after it is shown before the form is sent. */
export function useOpenedAt(card: ReportCard): number {
  const [count] = useState(card.events.length);
  return count;
}

/** What happened while a form was open. What was typed stays; sending again sends it knowing this. */
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

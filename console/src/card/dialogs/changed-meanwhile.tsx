import type { InterventionCard } from "@amaliyat/contract/interventions";
import { Time } from "@amaliyat/ui/i18n";
import { useState, type ReactNode } from "react";
import { EventWords } from "../log/log-entry.tsx";
import { changesSince } from "../log/log-lines.ts";
import { useText } from "../text.ts";

/** The version on which a form was opened. Later changes are shown before the form is sent. */
export function useOpenedVersion(card: InterventionCard): number {
  const [version] = useState(card.version);
  return version;
}

/** Changes by colleagues while a form was open. The typed text stays; sending again confirms that the changes were seen. */
export function ChangedMeanwhile({ card, since }: { readonly card: InterventionCard; readonly since: number }): ReactNode {
  const text = useText();
  const changes = changesSince(card, since);
  if (changes.length === 0) return null;
  return (
    <section className="card-changed" role="status">
      <h3>{text("changed.title")}</h3>
      <ul>
        {changes.map((event) => (
          <li key={event.seq} className="card-line">
            <Time at={Date.parse(event.at)} className="card-line__time" />
            <div className="card-line__text">
              <EventWords event={event} />
            </div>
          </li>
        ))}
      </ul>
      <p className="am-t2">{text("changed.text")}</p>
    </section>
  );
}

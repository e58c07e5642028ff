import { describeLogType, isLogType } from "@amaliyat/contract/audit";
import type { BoloPage } from "@amaliyat/contract/bolos";
import { noticeChannel } from "@amaliyat/domain/bolos";
import type { Language } from "@amaliyat/domain/kernel";
import { isolate, Time, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import type { ReactNode } from "react";
import { PersonName } from "../session/index.ts";
import { useText } from "./text.ts";

type Event = BoloPage["events"][number];

/** A notice is named by its channel, any other act by its type in the log. */
function nameOf({ kind, channel }: Event, language: Language): string {
  if (channel !== null) return noticeChannel(channel).labels[language];
  return isLogType(kind) ? describeLogType(kind).label[language] : kind;
}

/** Acts on it, newest first, with person and time. */
export function EventsPanel({ bolo }: { readonly bolo: BoloPage }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  return (
    <Panel title={text("events")} count={bolo.events.length} region className="bolo-panel">
      <ul className="bolo-list">
        {bolo.events.map((event) => (
          <li key={event.seq} className="bolo-line">
            <span className="am-grow">
              {event.text === null
                ? nameOf(event, language)
                : text("event_of", { event: nameOf(event, language), what: isolate(event.text) })}
            </span>
            <span className="am-small am-t2">
              <PersonName name={event.by} /> · <Time at={Date.parse(event.at)} format="dateTime" />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

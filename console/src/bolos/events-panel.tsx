import { describeLogType, isLogType } from "@amaliyat/contract/audit";
import type { BoloPage } from "@amaliyat/contract/bolos";
import type { Language } from "@amaliyat/domain/kernel";
import { Bdi, isolate, Time, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import type { ReactNode } from "react";
import { useText } from "./text.ts";

const nameOf = (kind: string, language: Language): string => (isLogType(kind) ? describeLogType(kind).label[language] : kind);

/** Acts on it, newest first, with person and time. */
export function EventsPanel({ bolo }: { readonly bolo: BoloPage }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  return (
    <Panel title={text("events")} count={bolo.events.length} region className="bolo-panel">
      <ul className="bolo-list">
        {bolo.events.map(({ seq, at, by, kind, text: said }) => (
          <li key={seq} className="bolo-line">
            <span className="am-grow">
              {said === null ? nameOf(kind, language) : text("event_of", { event: nameOf(kind, language), what: isolate(said) })}
            </span>
            <span className="am-small am-t2">
              <Bdi>{by}</Bdi> · <Time at={Date.parse(at)} format="dateTime" />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

import { describeLogType, isLogType } from "@amaliyat/contract/audit";
import type { BoloPage } from "@amaliyat/contract/bolos";
import { Bdi, Time, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import type { ReactNode } from "react";
import { useText } from "./text.ts";

/** What was done to it, newest first, with who and when. */
export function EventsPanel({ bolo }: { readonly bolo: BoloPage }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  return (
    <Panel title={text("events")} count={bolo.events.length} region className="bolo-panel">
      <ul className="bolo-list">
        {bolo.events.map(({ seq, at, by, kind, text: said }) => (
          <li key={seq} className="bolo-line">
            <span className="am-grow">
              {isLogType(kind) ? describeLogType(kind).label[language] : kind}
              {said !== null && (
                <>
                  {": "}
                  <Bdi>{said}</Bdi>
                </>
              )}
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

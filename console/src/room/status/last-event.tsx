import type { Happening } from "@amaliyat/contract/live";
import { stateLabel } from "@amaliyat/domain/interventions";
import { UNIT_STATUS_LABELS } from "@amaliyat/domain/dispatch";
import { PriorityGlyph, UnitGlyph } from "@amaliyat/ui/glyphs";
import { roomNow } from "@amaliyat/ui/hooks";
import { Num, Time, useLanguage } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { levelOf, shortReference, titleOf } from "../../facts/index.ts";
import { useLastHappening } from "../../live/index.ts";
import { StatusPart } from "./status-part.tsx";
import { useText } from "../text.ts";

/** Last event in the room, in a few words. */
export function LastEvent(): ReactNode {
  const text = useText();
  const last = useLastHappening();
  return (
    <StatusPart word={text("status.last")}>
      {last ? (
        <span className="room-status__count am-clip">
          <Time at={Date.parse(last.at)} className="am-t2" />
          <Happened happening={last.happening} />
        </span>
      ) : (
        <span className="am-t3">{text("status.quiet")}</span>
      )}
    </StatusPart>
  );
}

function Happened({ happening }: { readonly happening: Happening }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  switch (happening.topic) {
    case "intervention": {
      const { row } = happening;
      return (
        <>
          <PriorityGlyph priority={levelOf(row.priority)} size={16} />
          <Num className="am-strong">{shortReference(row.reference, roomNow())}</Num>
          <span className="am-clip">{titleOf(row.subcategory, language)}</span>
          <span className="am-t2">{row.version === 1 ? text("status.opened") : stateLabel(row)[language]}</span>
        </>
      );
    }
    case "unit":
      return (
        <>
          <UnitGlyph state={happening.row.status} size={16} silent />
          <Num className="am-strong">{happening.row.code}</Num>
          <span className="am-t2">{UNIT_STATUS_LABELS[happening.row.status][language]}</span>
        </>
      );
    default:
      return <span className="am-t2">{text(`status.topic.${happening.topic}`)}</span>;
  }
}

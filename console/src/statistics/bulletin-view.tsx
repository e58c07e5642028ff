import type { Period } from "@amaliyat/domain/calendar";
import type { Language } from "@amaliyat/domain/kernel";
import type { Bulletin } from "@amaliyat/contract/statistics";
import { LoadingState } from "@amaliyat/ui/feedback";
import { useNow } from "@amaliyat/ui/hooks";
import { useLanguage } from "@amaliyat/ui/i18n";
import { SCROLLED_BY_KEYS } from "@amaliyat/ui/layout";
import { useState, type ReactNode } from "react";
import { useRoom, useSectors } from "../facts/index.ts";
import { QueryFailed } from "../states/index.ts";
import { BulletinActs } from "./bulletin-acts.tsx";
import { bulletinJson, useBulletin, useDigest } from "./bulletin-query.ts";
import { BulletinPaper } from "./paper/bulletin-paper.tsx";
import type { SectorNames } from "./paper/labels.ts";
import { PeriodPicker } from "./period-picker.tsx";
import { lastHalf, periodOf } from "./period.ts";
import { useText } from "./text.ts";

export type BulletinViewProps = {
  /** The tabs of the screen, at the start of the first row. */
  readonly tabs: ReactNode;
  readonly period: Period | null;
  readonly language: Language | null;
  readonly onChange: (next: { readonly period: Period; readonly language: Language }) => void;
};

/** The bulletin of a period, with what can be done with it above. */
export function BulletinView({ tabs, period, language, onChange }: BulletinViewProps): ReactNode {
  const text = useText();
  const own = useLanguage().language;
  const now = useNow();
  const [first] = useState(() => periodOf(lastHalf(now)));
  const shown = period ?? first;
  const written = language ?? own;
  const query = useBulletin(shown);
  return (
    <div className="statistics-bulletin">
      <div className="statistics-bar am-no-print">
        {tabs}
        <BulletinActs bulletin={query.data ?? null} language={written} onLanguage={(next) => onChange({ period: shown, language: next })} />
      </div>
      <div className="statistics-bar am-no-print">
        <PeriodPicker period={shown} onChange={(next) => onChange({ period: next, language: written })} />
      </div>
      <div className="statistics-desk" data-region="" {...SCROLLED_BY_KEYS} aria-label={text("view.bulletin")}>
        {query.data ? (
          <Paper bulletin={query.data} language={written} />
        ) : query.isError ? (
          <QueryFailed query={query} />
        ) : (
          <LoadingState what={text("view.bulletin")} lines={8} />
        )}
      </div>
    </div>
  );
}

function Paper({ bulletin, language }: { readonly bulletin: Bulletin; readonly language: Language }): ReactNode {
  const text = useText();
  const sectors = useSectors();
  const room = useRoom();
  const digest = useDigest(bulletinJson(bulletin));
  if (sectors.isPending || room.isPending) return <LoadingState what={text("view.bulletin")} lines={8} />;
  const tree = sectors.data ?? [];
  const names: SectorNames = new Map(tree.map((sector) => [sector.sectorId, sector.names]));
  const roots = tree.filter((sector) => sector.parentId === null);
  const root = roots.length === 1 ? roots[0]?.names[language] : undefined;
  const publisher = [root, room.data?.names[language]].filter((part) => part !== undefined).join(" · ");
  return <BulletinPaper bulletin={bulletin} language={language} publisher={publisher} sectors={names} digest={digest} />;
}

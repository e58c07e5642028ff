import type { PublicAlertRow } from "@amaliyat/contract/alerts";
import {
  alertTextIn,
  PUBLIC_ALERT_KIND_LABELS,
  PUBLIC_ALERT_STANDING_LABELS,
  type PublicAlertKind,
  type PublicAlertStanding,
} from "@amaliyat/domain/alerts";
import { Chip, type ChipTone } from "@amaliyat/ui/controls";
import { Bdi, Time, useLanguage } from "@amaliyat/ui/i18n";
import Construction from "lucide-react/icons/construction";
import Megaphone from "lucide-react/icons/megaphone";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import UserSearch from "lucide-react/icons/user-search";
import type { ReactNode } from "react";
import { useText } from "./text.ts";

const ICONS = { missing_child: UserSearch, road_closed: Construction, danger: TriangleAlert, other: Megaphone } as const;

/** The picture of a kind; its name stands beside it. */
export function KindIcon({ kind, size = 20 }: { readonly kind: PublicAlertKind; readonly size?: number }): ReactNode {
  const Icon = ICONS[kind];
  return <Icon size={size} aria-hidden="true" />;
}

export function KindName({ kind }: { readonly kind: PublicAlertKind }): ReactNode {
  return PUBLIC_ALERT_KIND_LABELS[kind][useLanguage().language];
}

const TONES: Readonly<Record<PublicAlertStanding, ChipTone>> = {
  draft: "attention",
  coming: "normal",
  in_force: "engaged",
  expired: "muted",
  ended: "muted",
};

export function StandingChip({ standing }: { readonly standing: PublicAlertStanding }): ReactNode {
  const { language } = useLanguage();
  return <Chip tone={TONES[standing]}>{PUBLIC_ALERT_STANDING_LABELS[standing][language]}</Chip>;
}

/** Title and area of an alert, in the language of the screen. */
export function AlertTitle({ row }: { readonly row: PublicAlertRow }): ReactNode {
  const { title, area } = alertTextIn(row.texts, useLanguage().language);
  return (
    <>
      <div className="am-strong am-clip">
        <Bdi>{title}</Bdi>
      </div>
      <div className="am-t2 am-small am-clip">
        <Bdi>{area}</Bdi>
      </div>
    </>
  );
}

/** Beginning and end. A draft that begins at publication says so. */
export function Span({ row }: { readonly row: PublicAlertRow }): ReactNode {
  const text = useText();
  return (
    <div className="alerts-span am-small">
      <span>{row.from === null ? text("from_publication") : <Time at={Date.parse(row.from)} format="dateTime" />}</span>
      <span>
        {text("until_word")} <Time at={Date.parse(row.until)} format="dateTime" />
      </span>
    </div>
  );
}

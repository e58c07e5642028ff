import type { BoloRow } from "@amaliyat/contract/bolos";
import { BOLO_STANDING_LABELS, type BoloStanding } from "@amaliyat/domain/bolos";
import { Chip, type ChipTone } from "@amaliyat/ui/controls";
import { Bdi, Num, useLanguage } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { useSectors } from "../live/index.ts";
import { useText } from "./text.ts";

const TONES: Readonly<Record<BoloStanding, ChipTone>> = { draft: "muted", in_force: "engaged", expired: "muted", cancelled: "muted" };

export function StandingChip({ standing }: { readonly standing: BoloStanding }): ReactNode {
  const { language } = useLanguage();
  return <Chip tone={TONES[standing]}>{BOLO_STANDING_LABELS[standing][language]}</Chip>;
}

/** What it is known by, in a few words: the plate and the vehicle, or how the person looks. */
export function Known({ bolo }: { readonly bolo: Pick<BoloRow, "facts"> }): ReactNode {
  const text = useText();
  const { plate, make, colour, age, description } = bolo.facts;
  const parts = [make, colour, age === null ? null : text("age_of", { age }), description].filter((one) => one !== null);
  return (
    <>
      {plate !== null && <Num className="am-strong">{plate}</Num>}
      {parts.map((one, index) => (
        <span key={one}>
          {(index > 0 || plate !== null) && " · "}
          <Bdi>{one}</Bdi>
        </span>
      ))}
    </>
  );
}

/** For whom it is. */
export function Reach({ sectors }: { readonly sectors: readonly string[] }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const known = useSectors().data ?? [];
  if (sectors.length === 0) return text("whole_room");
  const names = sectors.map((id) => known.find(({ sectorId }) => sectorId === id)?.names[language] ?? id);
  return <Bdi>{names.join(text("and"))}</Bdi>;
}

import type { BoloRow } from "@amaliyat/contract/bolos";
import { BOLO_STANDING_LABELS, type BoloKind, type BoloStanding } from "@amaliyat/domain/bolos";
import { Chip, type ChipTone } from "@amaliyat/ui/controls";
import { Bdi, Num, useLanguage } from "@amaliyat/ui/i18n";
import Car from "lucide-react/icons/car";
import Package from "lucide-react/icons/package";
import UserRoundSearch from "lucide-react/icons/user-round-search";
import UserRoundX from "lucide-react/icons/user-round-x";
import type { ReactNode } from "react";
import { useSectors } from "../facts/index.ts";
import { useText } from "./text.ts";

const TONES: Readonly<Record<BoloStanding, ChipTone>> = { draft: "muted", in_force: "engaged", expired: "muted", cancelled: "muted" };

export function StandingChip({ standing }: { readonly standing: BoloStanding }): ReactNode {
  const { language } = useLanguage();
  return <Chip tone={TONES[standing]}>{BOLO_STANDING_LABELS[standing][language]}</Chip>;
}

const SHAPES: Readonly<Record<BoloKind, typeof Car>> = {
  vehicle: Car,
  missing_person: UserRoundSearch,
  wanted_person: UserRoundX,
  property: Package,
};

/** Its first picture, small; where it has none, the shape of its kind. */
export function Thumb({ bolo: { thumbnail, kind } }: { readonly bolo: Pick<BoloRow, "thumbnail" | "kind"> }): ReactNode {
  if (thumbnail !== null) return <img className="bolo-thumb" src={thumbnail} alt="" />;
  const Shape = SHAPES[kind];
  return (
    <span className="bolo-thumb">
      <Shape size={24} aria-hidden="true" />
    </span>
  );
}

/** Short description: the plate and the vehicle, or the person's looks. */
export function Known({ bolo }: { readonly bolo: Pick<BoloRow, "facts"> }): ReactNode {
  const text = useText();
  const { plate, make, colour, age, description } = bolo.facts;
  const parts = [make, colour, age === null ? null : text("age_of", { age }), description].filter((one) => one !== null);
  return (
    <span className="bolo-known">
      {plate !== null && <Num className="am-strong">{plate}</Num>}
      {parts.map((one, index) => (
        <span key={one}>
          {(index > 0 || plate !== null) && " · "}
          <Bdi>{one}</Bdi>
        </span>
      ))}
    </span>
  );
}

/** Sectors that it addresses. */
export function Reach({ sectors }: { readonly sectors: readonly string[] }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const known = useSectors().data ?? [];
  if (sectors.length === 0) return text("whole_room");
  const names = sectors.map((id) => known.find(({ sectorId }) => sectorId === id)?.names[language] ?? id);
  return <Bdi>{names.join(text("and"))}</Bdi>;
}

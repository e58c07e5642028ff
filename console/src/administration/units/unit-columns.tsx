import type { Unit } from "@amaliyat/contract/dispatch";
import { UNIT_KIND_LABELS } from "@amaliyat/domain/dispatch";
import { UnitLabel } from "@amaliyat/ui/glyphs";
import { useNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, useFormat, useLanguage, type Language } from "@amaliyat/ui/i18n";
import type { Column } from "@amaliyat/ui/layout";
import type { ReactNode } from "react";
import { outWords, unitGlyphState, useSectors } from "../../facts/index.ts";
import { usePersonNames } from "../../session/index.ts";
import { useText } from "../text.ts";

/** Words for a unit's codes. */
export type UnitWords = {
  readonly kind: (unit: Unit) => string;
  readonly sector: (unit: Unit) => string;
  /** The sector that has it for a time; empty while it is at home. */
  readonly lent: (unit: Unit) => string;
  /** Names of the people who speak for it now; empty if nobody does. */
  readonly patrol: (unit: Unit) => string;
};

export function useUnitWords(language: Language): UnitWords {
  const sectors = useSectors().data;
  const names = usePersonNames();
  const nameOf = (id: string): string => sectors?.find(({ sectorId }) => sectorId === id)?.names[language] ?? id;
  return {
    kind: (unit) => UNIT_KIND_LABELS[unit.kind][language],
    sector: (unit) => nameOf(unit.sectorId),
    lent: (unit) => (unit.lent === null ? "" : nameOf(unit.lent.sectorId)),
    patrol: (unit) => unit.speakers.map(({ name }) => names.shown(name)).join(language === "ar" ? "، " : ", "),
  };
}

/** State of a unit now; if it is out of service, the reason. */
export function UnitNow({ unit }: { readonly unit: Unit }): ReactNode {
  const format = useFormat();
  const { language } = useLanguage();
  const now = useNow();
  const why = unit.status === "unavailable" ? outWords(unit, language) : null;
  const positionAt = unit.position === null ? null : Date.parse(unit.position.at);
  return (
    <>
      <UnitLabel state={unitGlyphState(unit, positionAt, now)} />
      <div className="am-t3 am-small am-clip">
        {format.relative(now - Date.parse(unit.statusSince))}
        {why !== null && (
          <>
            {" · "}
            <Bdi>{why}</Bdi>
          </>
        )}
      </div>
    </>
  );
}

export function useUnitColumns(words: UnitWords): readonly Column<Unit>[] {
  const text = useText();
  return [
    {
      id: "code",
      header: text("units.column.unit"),
      width: "22%",
      renderCell: (unit) => (
        <>
          <Num className="am-strong">{unit.code}</Num>
          <div className="am-t3 am-small">{words.kind(unit)}</div>
        </>
      ),
      sortValue: (unit) => unit.code.padStart(8, "0"),
    },
    {
      id: "state",
      header: text("units.column.state"),
      width: "30%",
      renderCell: (unit) => <UnitNow unit={unit} />,
      sortValue: (unit) => unit.status,
    },
    {
      id: "sector",
      header: text("field.sector"),
      renderCell: (unit) => (
        <>
          <Bdi>{words.sector(unit)}</Bdi>
          {unit.lent !== null && (
            <div className="am-t3 am-small">
              {text("units.lent_to")} <Bdi>{words.lent(unit)}</Bdi>
            </div>
          )}
        </>
      ),
      sortValue: words.sector,
    },
    {
      id: "patrol",
      header: text("units.column.patrol"),
      renderCell: (unit) =>
        unit.speakers.length === 0 ? <span className="am-t3">{text("units.nobody")}</span> : <Bdi>{words.patrol(unit)}</Bdi>,
      sortValue: words.patrol,
    },
  ];
}

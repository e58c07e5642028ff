import type { Unit } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import { UNIT_KIND_LABELS } from "@amaliyat/domain/dispatch";
import { UnitLabel } from "@amaliyat/ui/glyphs";
import { useNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, useFormat, useLanguage, type Language } from "@amaliyat/ui/i18n";
import type { Column } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useSectors } from "../../live/index.ts";
import { outWords, unitGlyphState } from "../../room/unit-state.ts";
import { useMay } from "../../session/index.ts";
import { useText } from "../text.ts";
import { userList } from "../users/users-query.ts";

/** What a unit's codes mean, in words. */
export type UnitWords = {
  readonly kind: (unit: Unit) => string;
  readonly sector: (unit: Unit) => string;
  /** Who speaks for it; empty if nobody does or one may not read the users. */
  readonly patrol: (unit: Unit) => string;
};

export function useUnitWords(language: Language): UnitWords {
  const sectors = useSectors().data;
  const users = useQuery({ ...userList, enabled: useMay(identity.users) }).data;
  return {
    kind: (unit) => UNIT_KIND_LABELS[unit.kind][language],
    sector: (unit) => sectors?.find(({ sectorId }) => sectorId === unit.sectorId)?.names[language] ?? unit.sectorId,
    patrol: (unit) => users?.find(({ userId }) => userId === unit.userId)?.name ?? "",
  };
}

/** What a unit does now; of one that is out of service, why. */
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
      renderCell: (unit) => <Bdi>{words.sector(unit)}</Bdi>,
      sortValue: words.sector,
    },
    {
      id: "patrol",
      header: text("units.column.patrol"),
      renderCell: (unit) =>
        unit.userId === null ? <span className="am-t3">{text("units.nobody")}</span> : <Bdi>{words.patrol(unit) || "–"}</Bdi>,
      sortValue: words.patrol,
    },
  ];
}

import { expandCompetence } from "@amaliyat/domain/identity";
import { Checkbox } from "@amaliyat/ui/controls";
import { Bdi, Code, useLanguage } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { useSectors } from "../../facts/index.ts";
import { useText } from "../text.ts";
import { treeOf } from "./sector-tree.ts";

/** The tree with a box for each sector. A sector under a chosen one is covered by it, and marked so. */
export function SectorChecks(props: {
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}): ReactNode {
  const { chosen, onChange } = props;
  const text = useText();
  const { language } = useLanguage();
  const sectors = useSectors().data ?? [];
  const covered = new Set(expandCompetence(sectors, chosen));
  if (sectors.length === 0) return <span className="am-t3 am-small">{text("sectors.empty")}</span>;
  return (
    <div className="administration-checks">
      {treeOf(sectors).map(({ sector, depth }) => {
        const own = chosen.includes(sector.sectorId);
        const below = !own && covered.has(sector.sectorId);
        const label = (
          <>
            <Bdi>{sector.names[language]}</Bdi> <Code className="am-t3">{sector.sectorId}</Code>
            {below && <span className="am-t3 am-small"> {text("sectors.covered")}</span>}
          </>
        );
        return (
          <div key={sector.sectorId} style={{ paddingInlineStart: depth * 20 }}>
            <Checkbox
              label={label}
              checked={own}
              mixed={below}
              onChange={(on) => onChange(on ? [...chosen, sector.sectorId] : chosen.filter((one) => one !== sector.sectorId))}
            />
          </div>
        );
      })}
    </div>
  );
}

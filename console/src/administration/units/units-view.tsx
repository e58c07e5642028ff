import { dispatch } from "@amaliyat/contract/dispatch";
import { EmptyState } from "@amaliyat/ui/feedback";
import Car from "lucide-react/icons/car";
import type { ReactNode } from "react";
import { useUnits } from "../../facts/index.ts";
import { useMay } from "../../session/index.ts";
import type { OpenProps } from "../administration-search.ts";
import { useText } from "../text.ts";
import { NewUnit } from "./new-unit.tsx";
import { UnitDetails } from "./unit-details.tsx";
import { UnitList } from "./unit-list.tsx";

/** The units of one's sectors, beside the one that is open. */
export function UnitsView({ open, onOpen }: OpenProps): ReactNode {
  const text = useText();
  const units = useUnits();
  const mayMake = useMay(dispatch.createUnit);
  const chosen = units.data?.find((unit) => unit.unitId === open);
  return (
    <div className="list-columns">
      <UnitList units={units} selected={open} onSelect={onOpen} onNew={mayMake ? () => onOpen("new") : null} />
      {open === "new" && mayMake ? (
        <NewUnit onMade={onOpen} />
      ) : chosen ? (
        <UnitDetails key={chosen.unitId} unit={chosen} />
      ) : (
        <section className="am-panel list-side">
          <EmptyState icon={<Car size={24} />} title={text("units.none_chosen")} text={text("units.none_chosen_text")} />
        </section>
      )}
    </div>
  );
}

import type { InterventionRow } from "@amaliyat/contract/interventions";
import { PRIORITIES, PRIORITY_LABELS } from "@amaliyat/domain/interventions";
import { PriorityGlyph } from "@amaliyat/ui/glyphs";
import { directionOf, Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { useEffect, useState, type ReactNode } from "react";
import { levelOf } from "../../facts/index.ts";
import { select } from "../../selection/index.ts";
import type { MapView } from "../drawing/map-view.ts";
import { useText } from "../text.ts";
import { edgeMarks, type EdgeMark } from "./edge.ts";

/** Room for the search and the chosen thing above, for the legend below, for the buttons at the end, px. */
const [TOP, BOTTOM, BUTTONS, FREE] = [68, 64, 68, 26];

type Props = { readonly view: MapView; readonly rows: readonly InterventionRow[] };

/** Points at interventions that lie outside the view; a press brings the gravest of them into sight. */
export function EdgeMarks({ view, rows }: Props): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const marks = useMarks(view, rows, directionOf(language) === "rtl");
  if (marks.length === 0) return null;
  return (
    // Counts from the left, as the canvas does.
    <div className="map-edges" dir="ltr">
      {marks.map(({ x, y, angleDeg, level, ids: [first = "", ...others] }) => {
        const priority = PRIORITIES[level - 1] ?? "P4";
        const count = format.number(others.length + 1);
        const label = text("edge", { count, priority: PRIORITY_LABELS[priority][language] });
        return (
          <button
            key={first}
            type="button"
            className="map-edge"
            style={{ insetInlineStart: x, insetBlockStart: y }}
            aria-label={label}
            title={label}
            onClick={() => select({ kind: "intervention", id: first }, "list")}
          >
            <span className="map-edge__arrow" style={{ rotate: `${angleDeg}deg` }} aria-hidden="true" />
            <PriorityGlyph priority={level} size={20} silent />
            {others.length > 0 && <Num className="map-edge__count">{count}</Num>}
          </button>
        );
      })}
    </div>
  );
}

function useMarks(view: MapView, rows: readonly InterventionRow[], isRtl: boolean): readonly EdgeMark[] {
  const [marks, setMarks] = useState<readonly EdgeMark[]>([]);
  useEffect(() => {
    const insets = { top: TOP, bottom: BOTTOM, left: isRtl ? BUTTONS : FREE, right: isRtl ? FREE : BUTTONS };
    return view.onMove((project, size) => {
      const placed = rows.flatMap(({ interventionId: id, priority, place }) =>
        place === null ? [] : [{ id, level: levelOf(priority), ...project(place) }],
      );
      setMarks(edgeMarks(placed, size, insets));
    });
  }, [view, rows, isRtl]);
  return marks;
}

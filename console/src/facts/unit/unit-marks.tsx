import type { Assignment } from "@amaliyat/contract/dispatch";
import type { AssignmentKind } from "@amaliyat/domain/dispatch";
import { UnitGlyph, type UnitState } from "@amaliyat/ui/glyphs";
import { Num } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { UnreadGlyph } from "../danger/unread-mark.tsx";
import "../marks.css";

const STATES: Readonly<Record<AssignmentKind, UnitState>> = {
  assigned: "assigned",
  accepted: "assigned",
  en_route: "en_route",
  on_scene: "on_scene",
  cleared: "available",
  refused: "unavailable",
  withdrawn: "available",
};

/** The glyph of a unit that is bound by an assignment. */
export const unitStateOf = (kind: AssignmentKind): UnitState => STATES[kind];

/** A unit sent to an intervention: glyph and number, and a mark while it has not read a danger. */
export function UnitMark({ assignment }: { readonly assignment: Assignment }): ReactNode {
  return (
    <span className="interventions-unit">
      <UnitGlyph state={unitStateOf(assignment.state)} size={14} />
      <Num className="am-strong">{assignment.unitCode}</Num>
      <UnreadGlyph assignment={assignment} />
    </span>
  );
}

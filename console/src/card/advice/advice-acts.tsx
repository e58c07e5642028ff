import type { Advised, Assignment } from "@amaliyat/contract/dispatch";
import { ASSIGNMENT_KIND_LABELS } from "@amaliyat/domain/dispatch";
import { Button } from "@amaliyat/ui/controls";
import { UnitGlyph } from "@amaliyat/ui/glyphs";
import { useLanguage } from "@amaliyat/ui/i18n";
import { Menu } from "@amaliyat/ui/layout";
import type { ReactNode } from "react";
import { sendable } from "./may-send.ts";
import { reportsFrom, type Report } from "./reports.ts";
import { useText } from "../text.ts";
import { unitStateOf } from "../../facts/index.ts";

export type SentProps = {
  readonly assignment: Assignment;
  readonly onWithdraw: (assignment: Assignment) => void;
  /** The next step of a unit, on its word by radio. */
  readonly onReport: (assignment: Assignment, status: Report) => void;
};

/** Acts on a unit sent here: record its radio report, or withdraw it. */
export function SentAct({ assignment, onWithdraw, onReport }: SentProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const reports = reportsFrom(assignment.state).map((status) => ({
    id: status,
    label: ASSIGNMENT_KIND_LABELS[status][language],
    icon: <UnitGlyph state={unitStateOf(status)} size={16} silent />,
    act: () => onReport(assignment, status),
  }));
  return (
    <>
      <Menu
        label={text("advice.report")}
        items={reports}
        align="end"
        renderButton={(attributes) => (
          <Button size="s" {...attributes}>
            {text("advice.report")}
          </Button>
        )}
      />
      <Button size="s" onClick={() => onWithdraw(assignment)}>
        {text("act.withdraw")}
      </Button>
    </>
  );
}

export type SendProps = {
  readonly one: Advised;
  readonly digit: number | undefined;
  readonly armed: boolean;
  readonly busy: boolean;
  readonly onAssign: (unitId: string) => void;
  /** Asks before a unit is sent that is bound elsewhere or kept free. */
  readonly onAnyway: (unitId: string) => void;
};

/** Sends a unit, or says why it cannot go. */
export function SendAct({ one, digit, armed, busy, onAssign, onAnyway }: SendProps): ReactNode {
  const text = useText();
  const { unitId } = one.unit;
  switch (sendable(one)) {
    case "never":
      return <span className="am-small am-t3">{text("advice.never")}</span>;
    case "anyway":
      return (
        <Button size="s" variant="quiet" disabled={busy} onClick={() => onAnyway(unitId)}>
          {text("advice.anyway")}
        </Button>
      );
    case "free":
      return (
        <Button
          size="s"
          variant={armed && digit !== undefined ? "primary" : "normal"}
          shortcut={digit === undefined ? undefined : `Digit${digit}`}
          disabled={busy}
          onClick={() => onAssign(unitId)}
        >
          {text("advice.assign")}
        </Button>
      );
  }
}

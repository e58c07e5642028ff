import { CAMERA_FAULT_LABELS } from "@amaliyat/domain/cameras";
import { reportKind } from "@amaliyat/domain/reports";
import { roomNow } from "@amaliyat/ui/hooks";
import { isolate, useLanguage } from "@amaliyat/ui/i18n";
import { shortReference, titleOf, useSectors } from "../../facts/index.ts";
import { useText } from "../text.ts";
import { isLateReport, type Alarm } from "./alarms.ts";
import type { Distress } from "./distress-state.ts";

function distressTitle({ isPerson, isAgain, isLate }: Distress) {
  if (isPerson) return isAgain ? "distress.person_again_title" : "distress.person_title";
  return isAgain ? "distress.again_title" : isLate ? "distress.late_title" : "distress.title";
}

/** Names an alarm and its sector. Neither says a person's name or number. */
export function useAlarmWords() {
  const text = useText();
  const { language } = useLanguage();
  const sectors = useSectors().data;
  const title = ({ kind, row }: Alarm): string => {
    switch (kind) {
      case "distress":
        return text(distressTitle(row), { code: isolate(row.code) });
      case "call":
        return text("alarm.call", { line: isolate(row.line) });
      case "intervention":
        return text("alarm.intervention", {
          title: titleOf(row.subcategory, language),
          reference: isolate(shortReference(row.reference, roomNow())),
        });
      case "camera":
        return text("alarm.camera", {
          name: isolate(row.camera.names[language]),
          reference: isolate(shortReference(row.intervention.reference, roomNow())),
        });
      case "fault": {
        const { fault, rows } = row;
        return text("alarm.fault", { fault: CAMERA_FAULT_LABELS[fault][language], count: rows.length });
      }
      case "shift":
        return text("alarm.shift", { name: isolate(row.name) });
      case "report":
        return text(isLateReport(row) ? "alarm.late_report" : "alarm.report", { kind: reportKind(row.kind).labels[language] });
    }
  };
  const sector = ({ sectorId }: Alarm): string | undefined => sectors?.find((one) => one.sectorId === sectorId)?.names[language];
  return { title, sector };
}

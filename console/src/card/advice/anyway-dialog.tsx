import type { Unit } from "@amaliyat/contract/dispatch";
import type { Problem } from "@amaliyat/contract/route";
import { useNow } from "@amaliyat/ui/hooks";
import { Bdi, isolate, Num, Time, useLanguage } from "@amaliyat/ui/i18n";
import { ConfirmDialog } from "@amaliyat/ui/layout";
import type { ReactNode } from "react";
import { shortReference, titleOf, useInterventions, worksOf } from "../../facts/index.ts";
import { Refusal } from "../../session/index.ts";
import { useText } from "../text.ts";

export type AnywayDialogProps = {
  readonly unit: Unit;
  readonly busy: boolean;
  /** Reason of the room's earlier refusal, if it was tried. */
  readonly refused: Problem | null;
  readonly onSend: () => void;
  readonly onClose: () => void;
};

/** Confirms sending a unit that calls for help, works elsewhere or is reserved. It shows the commitments, and that they remain. */
export function AnywayDialog({ unit, busy, refused, onSend, onClose }: AnywayDialogProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const now = useNow();
  const rows = useInterventions().data;
  const works = worksOf(unit);
  return (
    <ConfirmDialog
      open
      title={text("advice.anyway_title", { unit: isolate(unit.code) })}
      verb={text("advice.anyway")}
      busy={busy}
      onConfirm={onSend}
      onCancel={onClose}
    >
      <Refusal problem={refused} />
      {unit.distress !== null && <p className="am-strong">{text("advice.anyway_distress")}</p>}
      {works.length > 0 && (
        <>
          <p>{text("advice.anyway_bound")}</p>
          <ul className="card-advice__works">
            {works.map((id) => {
              const row = rows?.find((one) => one.interventionId === id);
              if (!row) return <li key={id}>{text("advice.anyway_elsewhere")}</li>;
              return (
                <li key={id}>
                  <Num className="am-strong">{shortReference(row.reference, now)}</Num> {titleOf(row.subcategory, language)}
                  {row.placeText !== null && (
                    <>
                      {" · "}
                      <Bdi>{row.placeText}</Bdi>
                    </>
                  )}
                </li>
              );
            })}
          </ul>
          <p>{text("advice.anyway_stays")}</p>
        </>
      )}
      {unit.reservedUntil !== null && (
        <p>
          {text("advice.anyway_kept")} <Time at={Date.parse(unit.reservedUntil)} format="shortTime" className="am-strong" />
          {unit.reservedFor !== null && (
            <>
              {" · "}
              <Bdi>{unit.reservedFor}</Bdi>
            </>
          )}
        </p>
      )}
    </ConfirmDialog>
  );
}

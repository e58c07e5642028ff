import { alerts, type PublicAlertRow } from "@amaliyat/contract/alerts";
import { Button } from "@amaliyat/ui/controls";
import { Time } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { ask } from "../api/index.ts";
import { ReadChanges, useReadWords, useUnread } from "../lists/index.ts";
import { PersonName, Refusal, useMay, useSession } from "../session/index.ts";
import { draftOfAlert } from "./alert-draft.ts";
import { AnsweredWords } from "./answered-words.tsx";
import { CorrectionChanges } from "./correction-changes.tsx";
import { useAlertWords } from "./form/use-alert-words.tsx";
import { PhonePreview } from "./phone-preview.tsx";
import { useText } from "./text.ts";
import { useAct } from "./use-act.ts";

/** Shows what a proposed correction changes, and how phones would show it. Names its author, and hints at who may publish it. */
export function CorrectionPart({ row }: { readonly row: PublicAlertRow }): ReactNode {
  const { correction } = row;
  if (correction === null || row.standing === "ended" || row.standing === "expired") return null;
  return <Proposed row={row} correction={correction} />;
}

type ProposedProps = { readonly row: PublicAlertRow; readonly correction: NonNullable<PublicAlertRow["correction"]> };

function Proposed({ row, correction }: ProposedProps): ReactNode {
  const text = useText();
  const act = useAct();
  const { userId } = useSession().user;
  const [mayPublish, mayDrop] = [useMay(alerts.publishCorrection), useMay(alerts.dropCorrection)];
  const read = useReadWords(draftOfAlert(row, 0));
  const unread = useUnread(read);
  const words = useAlertWords();
  const { alertId, version } = row;
  const asked = { params: { publicAlertId: alertId }, body: { version } };
  const hindrance = correction.writers.includes(userId) ? text("four_eyes") : row.authorised ? undefined : text("unauthorised.title");
  return (
    <section className="alerts-correction" aria-label={text("correction.title")}>
      <p className="am-strong">{text("correction.title")}</p>
      <p className="am-small am-t2">
        <PersonName name={correction.proposed.by} /> · <Time at={Date.parse(correction.proposed.at)} format="dateTime" />
      </p>
      <CorrectionChanges row={row} correction={correction} />
      <PhonePreview kind={row.kind} texts={correction.texts} reach={correction.reach} until={Date.parse(correction.until)} />
      <AnsweredWords noChild={correction.noChild} />
      {mayPublish && hindrance === undefined && <ReadChanges read={read} words={words} />}
      <div className="alerts-acts">
        {mayPublish && (
          <Button
            variant="primary"
            loading={act.busy}
            disabledReason={hindrance ?? unread}
            onClick={() => void act.run(() => ask(alerts.publishCorrection, asked))}
          >
            {text("correction.publish")}
          </Button>
        )}
        {mayDrop && (
          <Button variant="quiet" onClick={() => void act.run(() => ask(alerts.dropCorrection, asked))}>
            {text("correction.drop")}
          </Button>
        )}
        <span className="am-small am-t2">{mayPublish ? hindrance : text("publish_by")}</span>
        <Refusal problem={act.refused} />
      </div>
    </section>
  );
}

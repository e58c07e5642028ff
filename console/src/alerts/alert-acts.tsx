import { alerts, type PublicAlertRow } from "@amaliyat/contract/alerts";
import { alertTextIn, publicAlertAfter } from "@amaliyat/domain/alerts";
import { Button } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { Bdi, useLanguage } from "@amaliyat/ui/i18n";
import { ConfirmDialog } from "@amaliyat/ui/layout";
import { useState, type ReactNode } from "react";
import { ask } from "../api/index.ts";
import { ReadChanges, ReasonDialog, useReadWords, useUnread, type ReadWords } from "../lists/index.ts";
import { Refusal, useMay, useSession } from "../session/index.ts";
import { draftOfAlert, type AlertDraft } from "./alert-draft.ts";
import { AnsweredWords } from "./answered-words.tsx";
import { useAlertWords } from "./form/use-alert-words.tsx";
import { RenewDialog } from "./renew-dialog.tsx";
import { useText } from "./text.ts";
import { useAct } from "./use-act.ts";

export type AlertActsProps = { readonly row: PublicAlertRow; readonly onChange: () => void };

/** Acts allowed on an alert in its state. Its author reads that another person publishes it. */
export function AlertActs({ row, onChange }: AlertActsProps): ReactNode {
  const text = useText();
  const { userId } = useSession().user;
  const [asking, setAsking] = useState<"publish" | "renew" | "end" | null>(null);
  const act = useAct();
  const read = useReadWords(draftOfAlert(row, 0));
  const may = {
    publish: useMay(alerts.publish),
    change: useMay(alerts.change),
    correct: useMay(alerts.correct),
    renew: useMay(alerts.renew),
    end: useMay(alerts.end),
  };
  const can = (command: keyof typeof may): boolean => may[command] && publicAlertAfter(row.standing, command) !== null;
  const isDraft = row.standing === "draft";
  const { alertId, version } = row;
  const close = (): void => setAsking(null);
  const hindrance = row.writers.includes(userId) ? text("four_eyes") : row.authorised ? undefined : text("unauthorised.title");
  if (!isDraft && !can("correct") && !can("renew") && !can("end")) return null;
  return (
    <div className="alerts-acts">
      {can("publish") && (
        <Button variant="primary" disabledReason={hindrance} onClick={() => setAsking("publish")}>
          {text("act.publish")}
        </Button>
      )}
      {can("change") && <Button onClick={onChange}>{text("act.change")}</Button>}
      {can("correct") && <Button onClick={onChange}>{text("act.correct")}</Button>}
      {can("renew") && (
        <Button disabledReason={row.authorised ? undefined : text("unauthorised.title")} onClick={() => setAsking("renew")}>
          {text("act.renew")}
        </Button>
      )}
      {can("end") && (
        <Button variant="quiet" onClick={() => setAsking("end")}>
          {text(isDraft ? "act.drop" : "act.end")}
        </Button>
      )}
      {isDraft && <span className="am-small am-t2">{may.publish ? hindrance : text("publish_by")}</span>}
      <Refusal problem={act.refused} />
      {asking === "publish" && <PublishDialog row={row} read={read} act={act} onClose={close} />}
      {asking === "renew" && <RenewDialog row={row} onClose={close} />}
      {asking === "end" && (
        <ReasonDialog
          draft={`alert.${alertId}.end`}
          title={text(isDraft ? "drop_title" : "end_title")}
          verb={text(isDraft ? "act.drop" : "act.end")}
          onClose={close}
          send={(reason) => act.run(() => ask(alerts.end, { params: { publicAlertId: alertId }, body: { version, reason } }))}
        />
      )}
    </div>
  );
}

type PublishProps = {
  readonly row: PublicAlertRow;
  readonly read: ReadWords<AlertDraft>;
  readonly act: ReturnType<typeof useAct>;
  readonly onClose: () => void;
};

/** Confirms publication: a published alert cannot be recalled from its readers. */
function PublishDialog({ row, read, act, onClose }: PublishProps): ReactNode {
  const text = useText();
  const unread = useUnread(read);
  const words = useAlertWords();
  const { title } = alertTextIn(row.texts, useLanguage().language);
  const publish = async (): Promise<void> => {
    const { alertId, version } = row;
    const answer = await act.run(() => ask(alerts.publish, { params: { publicAlertId: alertId }, body: { version } }));
    onClose();
    if (answer.ok) showToast({ text: text("published") });
  };
  return (
    <ConfirmDialog
      open
      title={text("publish_title")}
      verb={text("act.publish")}
      busy={act.busy}
      disabledReason={unread}
      onConfirm={() => void publish()}
      onCancel={onClose}
    >
      <p className="am-strong">
        <Bdi>{title}</Bdi>
      </p>
      <p>{text("publish_text")}</p>
      <ReadChanges read={read} words={words} />
      <AnsweredWords noChild={row.noChild} />
    </ConfirmDialog>
  );
}

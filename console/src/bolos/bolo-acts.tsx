import { bolos, type BoloPage } from "@amaliyat/contract/bolos";
import { boloAfter, BOLO_END_LABELS, BOLO_ENDS, DEFAULT_HOURS, type BoloEnd } from "@amaliyat/domain/bolos";
import { Button, Field, Segmented, TextInput } from "@amaliyat/ui/controls";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useState, type ReactNode } from "react";
import { ask } from "../api/index.ts";
import { ReadChanges, useReadWords, useUnread, type ReadWords } from "../lists/index.ts";
import { Refusal, useMay } from "../session/index.ts";
import { ActDialog } from "./act-dialog.tsx";
import { checkDraft, draftOf, namingOf, type BoloDraft } from "./bolo-draft.ts";
import { NamingQuestion } from "./bolo-form.tsx";
import { useText } from "./text.ts";
import { useAct } from "./use-act.ts";
import { useBoloWords } from "./use-bolo-words.ts";

export type BoloActsProps = { readonly bolo: BoloPage; readonly onChange: () => void };

/** Acts allowed on it in its state. */
export function BoloActs({ bolo, onChange }: BoloActsProps): ReactNode {
  const text = useText();
  const act = useAct();
  const [asking, setAsking] = useState<"renew" | "cancel" | null>(null);
  const [mayPublish, mayChange] = [useMay(bolos.publish), useMay(bolos.change)];
  const { boloId, version, standing } = bolo;
  const read = useReadWords(draftOf(bolo, null));
  const unread = useUnread(read);
  const words = useBoloWords();
  const close = (): void => setAsking(null);
  const mayRenew = mayPublish && boloAfter(standing, "renew") !== null;
  if (standing === "cancelled" || (standing === "expired" && !mayRenew)) return null;
  return (
    <div className="bolo-acts bolo-acts--foot">
      {standing === "draft" && mayPublish && <ReadChanges read={read} words={words} />}
      {standing === "draft" && mayPublish && (
        <Button
          variant="primary"
          loading={act.busy}
          disabledReason={bolo.needsPapers && bolo.isOwnText ? text("publish_another") : unread}
          onClick={() => void act.run(() => ask(bolos.publish, { params: { boloId }, body: { version } }))}
        >
          {text("act.publish")}
        </Button>
      )}
      {standing === "draft" && !mayPublish && <span className="am-small am-t2">{text("publish_by")}</span>}
      {standing === "draft" && mayChange && <Button onClick={onChange}>{text("act.change")}</Button>}
      {mayRenew && <Button onClick={() => setAsking("renew")}>{text("act.renew")}</Button>}
      {mayPublish && boloAfter(standing, "cancel") !== null && (
        <Button variant="quiet" onClick={() => setAsking("cancel")}>
          {text("act.cancel")}
        </Button>
      )}
      {bolo.needsPapers && <span className="am-small am-t2">{text(standing === "draft" ? "papers.publish" : "papers.renew")}</span>}
      <Refusal problem={act.refused} />
      {standing === "draft" && mayChange && bolo.needsPapers && <Naming bolo={bolo} act={act} read={read} />}
      {asking === "renew" && <RenewDialog bolo={bolo} onClose={close} />}
      {asking === "cancel" && <CancelDialog bolo={bolo} onClose={close} />}
    </div>
  );
}

type NamingProps = { readonly bolo: BoloPage; readonly act: ReturnType<typeof useAct>; readonly read: ReadWords<BoloDraft> };

/** Asks of a draft whether the words that hold it back name somebody; the answer is stored with the same text. */
function Naming({ bolo, act, read }: NamingProps): ReactNode {
  const draft = draftOf(bolo, null);
  const naming = namingOf(draft);
  const answer = async (): Promise<void> => {
    const checked = checkDraft(draft, naming.words);
    if (!checked.ok) return;
    const body = { ...checked.body, version: bolo.version };
    const done = await act.run(() => ask(bolos.change, { params: { boloId: bolo.boloId }, body }));
    if (done?.ok) read.accept({ ...read.seen, namesNobody: naming.words });
  };
  return <NamingQuestion kind={bolo.kind} naming={naming} given={{ answer: null, give: () => void answer() }} />;
}

type DialogProps = { readonly bolo: BoloPage; readonly onClose: () => void };

function RenewDialog({ bolo: { boloId, version }, onClose }: DialogProps): ReactNode {
  const text = useText();
  const [hours, setHours] = useState(String(DEFAULT_HOURS));
  const [reason, setReason] = useState("");
  return (
    <ActDialog
      title={text("renew_title")}
      verb={text("act.renew")}
      ready={reason.trim() !== "" && /^\d{1,3}$/u.test(hours)}
      onClose={onClose}
      send={() => ask(bolos.renew, { params: { boloId }, body: { version, hours: Number(hours), reason } })}
    >
      <Field label={text("field.hours_from_now")} required>
        <TextInput ltr value={hours} onChange={setHours} />
      </Field>
      <Field label={text("reason")} required>
        <TextInput value={reason} maxLength={200} onChange={setReason} />
      </Field>
    </ActDialog>
  );
}

function CancelDialog({ bolo: { boloId, version }, onClose }: DialogProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const [end, setEnd] = useState<BoloEnd>("found");
  const [words, setWords] = useState("");
  return (
    <ActDialog
      title={text("cancel_title")}
      verb={text("act.cancel")}
      danger
      ready={words.trim() !== ""}
      onClose={onClose}
      send={() => ask(bolos.cancel, { params: { boloId }, body: { version, end, words } })}
    >
      <Segmented
        label={text("reason")}
        options={BOLO_ENDS.map((value) => ({ value, label: BOLO_END_LABELS[value][language] }))}
        value={end}
        onChange={setEnd}
      />
      <Field label={text("in_words")} required>
        <TextInput value={words} maxLength={400} onChange={setWords} />
      </Field>
    </ActDialog>
  );
}

import { bolos, type BoloPage, type PrintableAlert } from "@amaliyat/contract/bolos";
import { Button } from "@amaliyat/ui/controls";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ask, read } from "../../api/index.ts";
import { Refusal, useMay } from "../../session/index.ts";
import { QueryFailed } from "../../states/index.ts";
import { AlertPaper } from "./alert-paper.tsx";
import { BOLOS } from "../live.ts";
import { useText } from "../text.ts";
import { useAct } from "../use-act.ts";

/** The proposed texts, for the person who checks them: they are not printed. */
export function AlertDraft({ boloId, alertId }: { readonly boloId: string; readonly alertId: string }): ReactNode {
  const text = useText();
  const draft = useQuery({
    queryKey: [...BOLOS, "alert", alertId],
    queryFn: ({ signal }) => read(bolos.alertDraft, { params: { boloId, alertId }, signal }),
  });
  if (draft.data === undefined) return draft.isError ? <QueryFailed query={draft} /> : null;
  return (
    <div className="bolo-draft am-no-print">
      <p className="am-small am-t2">{text("alert.draft")}</p>
      <p className="bolo-text" lang="ar" dir="rtl">
        {draft.data.ar}
      </p>
      <p className="bolo-text" lang="fr" dir="ltr">
        {draft.data.fr}
      </p>
    </div>
  );
}

type TextProps = { readonly bolo: BoloPage; readonly alertId: string };

/** The authorised text; each time that it is taken stands in the log, so it is asked for by a press. */
export function PrintableText({ bolo, alertId }: TextProps): ReactNode {
  const text = useText();
  const act = useAct();
  const mayTake = useMay(bolos.alertText);
  const [taken, setTaken] = useState<PrintableAlert | null>(null);
  const readText = async (): Promise<void> => {
    const answer = await act.run(() => ask(bolos.alertText, { params: { boloId: bolo.boloId, alertId } }));
    if (answer?.ok) setTaken(answer.value);
  };
  if (!mayTake || bolo.standing !== "in_force") return null;
  if (taken === null)
    return (
      <div className="bolo-acts">
        <Button variant="primary" size="s" loading={act.busy} onClick={() => void readText()}>
          {text("alert.take_text")}
        </Button>
        <Refusal problem={act.refused} />
      </div>
    );
  return (
    <div className="bolo-printable">
      <AlertPaper alert={taken} />
      <div className="bolo-acts am-no-print">
        <Button size="s" onClick={() => void navigator.clipboard.writeText(`${taken.ar}\n\n${taken.fr}`)}>
          {text("alert.copy")}
        </Button>
        <Button size="s" onClick={() => globalThis.print()}>
          {text("alert.print")}
        </Button>
      </div>
    </div>
  );
}

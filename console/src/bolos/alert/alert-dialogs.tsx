import { bolos, type BoloPage } from "@amaliyat/contract/bolos";
import { DECISION_WAY_LABELS, DECISION_WAYS, type DecisionWay } from "@amaliyat/domain/bolos";
import { DateTimeInput, Field, Segmented, Select, TextArea, TextInput } from "@amaliyat/ui/controls";
import { roomNow } from "@amaliyat/ui/hooks";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { ActDialog } from "../act-dialog.tsx";
import { useText } from "../text.ts";

const said = (...values: readonly string[]): boolean => values.every((value) => value.trim() !== "");
const isoOf = (at: number | null): string => new Date(at ?? 0).toISOString();

/** Texts in both languages, the picture and the area; nothing leaves the room by it. */
export function ProposeDialog({ bolo, onClose }: { readonly bolo: BoloPage; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const [ar, setAr] = useState("");
  const [fr, setFr] = useState("");
  const [area, setArea] = useState(bolo.facts.seenPlace ?? "");
  const pictures = bolo.pictures
    .map(({ pictureId: value, erasedAt }, index) => ({ value, erasedAt, label: text("alert.picture_nth", { nth: index + 1 }) }))
    .filter(({ erasedAt }) => erasedAt === null);
  const [pictureId, setPictureId] = useState(pictures[0]?.value ?? "");
  const body = { ar, fr, area, pictureId: pictureId === "" ? null : pictureId };
  return (
    <ActDialog
      title={text("alert.propose")}
      verb={text("alert.propose")}
      ready={said(ar, fr, area)}
      onClose={onClose}
      send={() => ask(bolos.proposeAlert, { params: { boloId: bolo.boloId }, body })}
    >
      <Field label={text("alert.ar")} required>
        <TextArea rows={4} lang="ar" dir="rtl" maxLength={1500} value={ar} onChange={setAr} />
      </Field>
      <Field label={text("alert.fr")} required>
        <TextArea rows={4} lang="fr" dir="ltr" maxLength={1500} value={fr} onChange={setFr} />
      </Field>
      <Field label={text("alert.area")} required>
        <TextInput value={area} maxLength={200} onChange={setArea} />
      </Field>
      <Field label={text("alert.picture")}>
        <Select options={[...pictures, { value: "", label: text("alert.no_picture") }]} value={pictureId} onChange={setPictureId} />
      </Field>
    </ActDialog>
  );
}

type StepProps = { readonly params: { readonly boloId: string; readonly alertId: string }; readonly onClose: () => void };

/** The prosecutor's decision as it was received. */
export function DecisionDialog({ params, onClose }: StepProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const [answer, setAnswer] = useState<"authorised" | "refused">("authorised");
  const [prosecutor, setProsecutor] = useState("");
  const [reference, setReference] = useState("");
  const [at, setAt] = useState<number | null>(roomNow);
  const [way, setWay] = useState<DecisionWay>("paper");
  const body = { authorised: answer === "authorised", prosecutor, reference, decidedAt: isoOf(at), way };
  return (
    <ActDialog
      title={text("alert.decide")}
      verb={text("act.record")}
      ready={said(prosecutor, reference) && at !== null}
      onClose={onClose}
      send={() => ask(bolos.decideAlert, { params, body })}
    >
      <Segmented
        label={text("alert.decide")}
        options={(["authorised", "refused"] as const).map((value) => ({ value, label: text(`alert.answer_${value}`) }))}
        value={answer}
        onChange={setAnswer}
      />
      <Field label={text("alert.prosecutor")} required>
        <TextInput value={prosecutor} maxLength={120} onChange={setProsecutor} />
      </Field>
      <Field label={text("alert.reference")} required>
        <TextInput value={reference} maxLength={120} onChange={setReference} />
      </Field>
      <Field label={text("alert.decided_at")} group required>
        <DateTimeInput value={at} onChange={setAt} />
      </Field>
      <Field label={text("alert.way")}>
        <Select
          options={DECISION_WAYS.map((value) => ({ value, label: DECISION_WAY_LABELS[value][language] }))}
          value={way}
          onChange={(next: DecisionWay) => setWay(next)}
        />
      </Field>
    </ActDialog>
  );
}

export function WithdrawDialog({ params, onClose }: StepProps): ReactNode {
  const text = useText();
  const [reason, setReason] = useState("");
  return (
    <ActDialog
      title={text("alert.withdraw")}
      verb={text("alert.withdraw")}
      danger
      ready={said(reason)}
      onClose={onClose}
      send={() => ask(bolos.withdrawAlert, { params, body: { reason } })}
    >
      <Field label={text("reason")} required>
        <TextInput value={reason} maxLength={200} onChange={setReason} />
      </Field>
    </ActDialog>
  );
}

import type { AuthorisedChild, PublicAlertRow } from "@amaliyat/contract/alerts";
import { PUBLIC_ALERT_KIND_LABELS, PUBLIC_ALERT_KINDS } from "@amaliyat/domain/alerts";
import { DateTimeInput, Field, Segmented, Select, TextInput } from "@amaliyat/ui/controls";
import { roomNow } from "@amaliyat/ui/hooks";
import { useLanguage } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { PointField } from "../../map/index.ts";
import type { AlertDraft, ReachDraft } from "../alert-draft.ts";
import { TextFields } from "./text-fields.tsx";
import { useText } from "../text.ts";

export type AlertFieldsProps = {
  readonly draft: AlertDraft;
  readonly set: (change: Partial<AlertDraft>) => void;
  readonly wrong: ReadonlySet<string>;
  readonly missing: readonly AuthorisedChild[];
  /** The draft being changed, whose own child alert is already announced. */
  readonly own: PublicAlertRow | null;
};

/** Fields for the text, the area and the duration. */
export function AlertFields({ draft, set, wrong, missing, own }: AlertFieldsProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  // A published alert keeps its kind: another event is another alert.
  const fixed = own !== null && own.standing !== "draft" ? own.kind : null;
  return (
    <div className="alerts-fields">
      <Field label={text("field.kind")}>
        <Select
          options={PUBLIC_ALERT_KINDS.filter((value) => fixed === null || value === fixed).map((value) => ({
            value,
            label: PUBLIC_ALERT_KIND_LABELS[value][language],
          }))}
          value={draft.kind}
          onChange={(kind: AlertDraft["kind"]) => set({ kind })}
        />
      </Field>
      {draft.kind === "missing_child" ? (
        <ChildField draft={draft} set={set} wrong={wrong} missing={missing} own={own} />
      ) : (
        <TextFields draft={draft} set={set} wrong={wrong} />
      )}
      <Where draft={draft} set={set} wrong={wrong} />
      <When draft={draft} set={set} wrong={wrong} />
    </div>
  );
}

/** The authorised text of the alert: nobody types one. */
function ChildField({ draft, set, wrong, missing, own }: AlertFieldsProps): ReactNode {
  const text = useText();
  const child = own?.child ?? null;
  const offered = [
    ...(child === null || missing.some(({ childAlertId }) => childAlertId === child.childAlertId) ? [] : [child]),
    ...missing,
  ];
  const options = offered.map(({ childAlertId, boloReference }) => ({ value: childAlertId, label: boloReference }));
  return (
    <Field
      label={text("field.child")}
      hint={text(options.length === 0 ? "child.none" : "child.hint")}
      error={wrong.has("childAlertId") ? text("wrong.child") : undefined}
      className="alerts-fields__whole"
      required
    >
      <Select
        options={[{ value: "", label: text("child.choose") }, ...options]}
        value={draft.childAlertId ?? ""}
        onChange={(value) => set({ childAlertId: value === "" ? null : value })}
      />
    </Field>
  );
}

type PartProps = Pick<AlertFieldsProps, "draft" | "set" | "wrong">;

function Where({ draft, set, wrong }: PartProps): ReactNode {
  const text = useText();
  const { reach } = draft;
  const put = (change: Partial<ReachDraft>): void => set({ reach: { ...reach, ...change } });
  return (
    <>
      <Field label={text("field.reach")} group className="alerts-fields__whole">
        <div className="alerts-when">
          <Segmented
            size="s"
            label={text("field.reach")}
            options={(["point", "town"] as const).map((value) => ({ value, label: text(`reach.${value}`) }))}
            value={reach.wholeTown ? "town" : "point"}
            onChange={(value) => put({ wholeTown: value === "town" })}
          />
        </div>
      </Field>
      {!reach.wholeTown && (
        <>
          <PointField
            point={reach.point}
            error={wrong.has("point") ? text("wrong.point") : undefined}
            onChange={(point) => put({ point })}
          />
          <Field label={text("field.radius")} error={wrong.has("radius") ? text("wrong.radius") : undefined} required>
            <TextInput ltr inputMode="numeric" value={reach.radius} onChange={(radius) => put({ radius })} />
          </Field>
        </>
      )}
    </>
  );
}

function When({ draft, set, wrong }: PartProps): ReactNode {
  const text = useText();
  const isLater = draft.from !== null;
  return (
    <>
      <Field label={text("field.from")} group className="alerts-fields__whole">
        <div className="alerts-when">
          <Segmented
            size="s"
            label={text("field.from")}
            options={(["publication", "later"] as const).map((value) => ({ value, label: text(`from.${value}`) }))}
            value={isLater ? "later" : "publication"}
            onChange={(value) => set({ from: value === "later" ? roomNow() : null })}
          />
          {isLater && <DateTimeInput value={draft.from} onChange={(from) => set({ from: from ?? draft.from })} />}
        </div>
      </Field>
      <Field
        label={text("field.until")}
        hint={text("until_hint")}
        group
        error={wrong.has("until") ? text("wrong.until") : undefined}
        className="alerts-fields__whole"
        required
      >
        <DateTimeInput value={draft.until} onChange={(until) => set({ until })} />
      </Field>
    </>
  );
}

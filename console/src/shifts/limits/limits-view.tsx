import type { Problem } from "@amaliyat/contract/route";
import { shifts, type LimitSet } from "@amaliyat/contract/shifts";
import { PRIORITIES } from "@amaliyat/domain/interventions";
import {
  isLimitCode,
  LIMIT_CODES,
  LIMIT_LABELS,
  LONGEST_LIMIT_S,
  PLAN_LIMITS,
  WATCHED,
  type LimitCode,
  type Limits,
} from "@amaliyat/domain/shifts";
import { TextInput } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { PriorityLabel } from "@amaliyat/ui/glyphs";
import { useDraft } from "@amaliyat/ui/hooks";
import { isolate, Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { levelOf, limitsInForce } from "../../facts/index.ts";
import { DraftForm, ListBody } from "../../lists/index.ts";
import { useDraftName, usePersonNames } from "../../session/index.ts";
import { useText } from "../text.ts";

/** Limits from which a wait is late, and targets of the intervals. */
export function LimitsView(): ReactNode {
  const text = useText();
  const limits = useQuery(limitsInForce);
  return (
    <div className="list-columns">
      <Panel title={text("view.limits")} region className="list-main">
        <ListBody query={limits} what={text("view.limits")}>
          {(held) => <LimitsForm key={held.version} held={held} />}
        </ListBody>
      </Panel>
    </div>
  );
}

/** Typed values over the limits in force. A limit without a typed value stays as it is. */
type LimitDraft = Readonly<Partial<Record<LimitCode, string>>>;

function secondsOf(typed: string): number | null {
  const value = /^\d{1,6}$/.test(typed.trim()) ? Number(typed) : 0;
  return value >= 1 && value <= LONGEST_LIMIT_S ? value : null;
}

/** The limits with the typed values; null if a field is no whole number of seconds from one to a week. */
export function limitsOf(held: Limits, draft: LimitDraft): Record<LimitCode, number> | null {
  const next: Record<LimitCode, number> = { ...held };
  for (const code of LIMIT_CODES) {
    const typed = draft[code];
    const value = typed === undefined ? held[code] : secondsOf(typed);
    if (value === null) return null;
    next[code] = value;
  }
  return next;
}

const isDraft = (value: unknown): value is LimitDraft =>
  typeof value === "object" && value !== null && Object.keys(value).every(isLimitCode);

function LimitsForm({ held }: { readonly held: LimitSet }): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const draft = useDraft(useDraftName(`limits.${held.version}`), {}, isDraft);
  const [refused, setRefused] = useState<Problem | null>(null);
  const limits = limitsOf(held.values, draft.value);
  const changed = Object.values(draft.value).length > 0;
  const send = async (): Promise<void> => {
    if (limits === null) return;
    const answer = await ask(shifts.setLimits, { body: { version: held.version, values: limits } });
    setRefused(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    draft.clear();
    showToast({ text: text("limits.saved") });
    client.setQueryData(limitsInForce.queryKey, answer.value);
  };
  const field = (code: LimitCode, label: string): ReactNode => (
    <LimitField
      key={code}
      label={label}
      value={draft.value[code] ?? String(held.values[code])}
      wrong={limitsOf(held.values, { [code]: draft.value[code] ?? String(held.values[code]) }) === null}
      onChange={(value) => draft.update((before) => without(before, code, value, held.values))}
    />
  );
  return (
    <DraftForm
      verb={text("limits.save")}
      changed={changed}
      onDiscard={draft.clear}
      restoredAt={draft.restoredAt}
      refused={refused}
      onSend={send}
      note={limits === null ? text("limits.wrong") : undefined}
    >
      <Changed held={held} />
      <WaitsTable field={field} />
      <Singles title={text("limits.targets")} codes={TARGETS} field={field} />
      <Singles title={text("limits.others")} codes={OTHERS} field={field} />
      <Singles title={text("limits.plan")} codes={PLAN_LIMITS} field={field} />
    </DraftForm>
  );
}

/** The draft with one field changed; a value equal to the room's is no draft. */
function without(before: LimitDraft, code: LimitCode, value: string, held: Limits): LimitDraft {
  const { [code]: _was, ...rest } = before;
  return value === String(held[code]) ? rest : { ...rest, [code]: value };
}

const isSingle = (code: LimitCode): code is Extract<LimitCode, keyof typeof LIMIT_LABELS> => !code.includes(".");
const OTHERS = ["unit_silent", "camera_lost"] as const;
const BESIDE: ReadonlySet<LimitCode> = new Set([...OTHERS, ...PLAN_LIMITS]);
const TARGETS = LIMIT_CODES.filter(isSingle).filter((code) => !BESIDE.has(code));

type FieldOf = (code: LimitCode, label: string) => ReactNode;

function WaitsTable({ field }: { readonly field: FieldOf }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  return (
    <table className="shifts-limits" aria-label={text("limits.waits")}>
      <caption className="am-strong">{text("limits.waits")}</caption>
      <thead>
        <tr>
          <th scope="col">{text("limits.wait")}</th>
          {PRIORITIES.map((priority) => (
            <th key={priority} scope="col">
              <PriorityLabel priority={levelOf(priority)} size={20} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {WATCHED.map((watched) => (
          <tr key={watched}>
            <th scope="row">{LIMIT_LABELS[watched][language]}</th>
            {PRIORITIES.map((priority) => (
              <td key={priority}>{field(`${watched}.${priority}`, `${LIMIT_LABELS[watched][language]}, ${priority}`)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type SinglesProps = { readonly title: string; readonly codes: readonly (LimitCode & keyof typeof LIMIT_LABELS)[]; readonly field: FieldOf };

function Singles({ title, codes, field }: SinglesProps): ReactNode {
  const { language } = useLanguage();
  return (
    <table className="shifts-limits" aria-label={title}>
      <caption className="am-strong">{title}</caption>
      <tbody>
        {codes.map((code) => (
          <tr key={code}>
            <th scope="row">{LIMIT_LABELS[code][language]}</th>
            <td>{field(code, LIMIT_LABELS[code][language])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type LimitFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly wrong: boolean;
  readonly onChange: (value: string) => void;
};

/** Seconds, and the same as a length beside them. */
function LimitField({ label, value, wrong, onChange }: LimitFieldProps): ReactNode {
  const format = useFormat();
  const words = wrong ? "–" : format.duration(Number(value) * 1000);
  return (
    <span className="shifts-limit">
      <TextInput
        ltr
        size="s"
        inputMode="numeric"
        maxLength={String(LONGEST_LIMIT_S).length}
        aria-label={label}
        aria-invalid={wrong ? true : undefined}
        value={value}
        onChange={onChange}
      />
      <Num className="am-t3 am-small">{words}</Num>
    </span>
  );
}

function Changed({ held }: { readonly held: LimitSet }): ReactNode {
  const text = useText();
  const names = usePersonNames();
  const format = useFormat();
  if (held.changedAt === null) return <p className="am-t2 am-small">{text("limits.proposed")}</p>;
  const at = format.dateTime(Date.parse(held.changedAt));
  return <p className="am-t2 am-small">{text("limits.changed", { name: isolate(names.shown(held.changedBy ?? "")), at: isolate(at) })}</p>;
}

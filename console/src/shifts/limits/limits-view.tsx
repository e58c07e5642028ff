import type { Problem } from "@amaliyat/contract/route";
import { shifts, type LimitSet } from "@amaliyat/contract/shifts";
import { PRIORITIES } from "@amaliyat/domain/interventions";
import { LIMIT_CODES, LIMIT_LABELS, LONGEST_LIMIT_S, PLAN_LIMITS, WATCHED, type LimitCode, type Limits } from "@amaliyat/domain/shifts";
import { TextInput } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { PriorityLabel } from "@amaliyat/ui/glyphs";
import { isolate, Num, useFormat, useLanguage, type Language } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { levelOf, limitsInForce } from "../../facts/index.ts";
import { DraftForm, ListBody, typed, useSharedDraft, type FieldWords } from "../../lists/index.ts";
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
          {(held) => <LimitsForm held={held} />}
        </ListBody>
      </Panel>
    </div>
  );
}

/** Every limit as it is typed, in seconds. */
type LimitDraft = Readonly<Record<LimitCode, string>>;

/** One value for each limit. */
const everyLimit = <V,>(valueOf: (code: LimitCode) => V): Record<LimitCode, V> =>
  Object.fromEntries(LIMIT_CODES.map((code) => [code, valueOf(code)])) as Record<LimitCode, V>;

/** The form of the limits in force. */
export const draftOf = (limits: Limits): LimitDraft => everyLimit((code) => String(limits[code]));

function secondsOf(text: string): number | null {
  const value = /^\d{1,6}$/.test(text.trim()) ? Number(text) : 0;
  return value >= 1 && value <= LONGEST_LIMIT_S ? value : null;
}

/** The limits as typed; null if a field is no whole number of seconds from one to a week. */
export function limitsOf(draft: LimitDraft): Record<LimitCode, number> | null {
  const seconds = everyLimit((code) => secondsOf(draft[code]) ?? 0);
  return Object.values(seconds).includes(0) ? null : seconds;
}

function isDraft(value: unknown): value is LimitDraft {
  if (typeof value !== "object" || value === null) return false;
  const kept = new Map<string, unknown>(Object.entries(value));
  return LIMIT_CODES.every((code) => typeof kept.get(code) === "string");
}

function LimitsForm({ held }: { readonly held: LimitSet }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const client = useQueryClient();
  const { draft, set, disputes, changed, clear, sent, restoredAt } = useSharedDraft(useDraftName("limits"), draftOf(held.values), isDraft);
  const [refused, setRefused] = useState<Problem | null>(null);
  const limits = limitsOf(draft);
  const words: FieldWords<LimitDraft> = everyLimit((code) => typed(limitName(code, language)));
  const send = async (): Promise<void> => {
    if (limits === null) return;
    const answer = await ask(shifts.setLimits, { body: { version: held.version, values: limits } });
    setRefused(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    sent(draft);
    showToast({ text: text("limits.saved") });
    client.setQueryData(limitsInForce.queryKey, answer.value);
  };
  const field = (code: LimitCode): ReactNode => (
    <LimitField
      key={code}
      label={limitName(code, language)}
      value={draft[code]}
      wrong={secondsOf(draft[code]) === null}
      onChange={(value) => set({ [code]: value })}
    />
  );
  return (
    <DraftForm
      verb={text("limits.save")}
      changed={changed}
      disputes={disputes(words)}
      onDiscard={clear}
      restoredAt={restoredAt}
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

const isSingle = (code: LimitCode): code is Extract<LimitCode, keyof typeof LIMIT_LABELS> => !code.includes(".");
const OTHERS = ["unit_silent", "camera_lost"] as const;
const BESIDE: ReadonlySet<LimitCode> = new Set([...OTHERS, ...PLAN_LIMITS]);
const TARGETS = LIMIT_CODES.filter(isSingle).filter((code) => !BESIDE.has(code));

/** Name of a limit, with the priority of a wait. */
function limitName(code: LimitCode, language: Language): string {
  if (isSingle(code)) return LIMIT_LABELS[code][language];
  const watched = WATCHED.filter((one) => code.startsWith(`${one}.`)).map((one) => LIMIT_LABELS[one][language]);
  return [...watched, code.slice(-2)].join(", ");
}

type FieldOf = (code: LimitCode) => ReactNode;

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
              <td key={priority}>{field(`${watched}.${priority}`)}</td>
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
            <td>{field(code)}</td>
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

import { approvals, retentionRule } from "@amaliyat/contract/approvals";
import { Field, TextInput } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { useDraft } from "@amaliyat/ui/hooks";
import { Bdi, useFormat } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import type { Problem } from "@amaliyat/contract/route";
import { ask, read } from "../api/index.ts";
import { DraftForm } from "../lists/index.ts";
import { useDraftName, useSession } from "../session/index.ts";
import { LOG_RETENTION } from "./approvals-query.ts";
import { APPROVALS } from "./live.ts";
import { useText } from "./text.ts";

type Draft = { readonly rule: string; readonly days: string };
const EMPTY: Draft = { rule: "", days: "" };
const isDraft = (value: unknown): value is Draft =>
  typeof value === "object" && value !== null && "rule" in value && "days" in value && typeof value.rule === "string";

/** Time that the log keeps persons and details, and an administrator's form to request another rule. */
export function RetentionPanel({ onAsked }: { readonly onAsked: (approvalId: string) => void }): ReactNode {
  const text = useText();
  const { user } = useSession();
  const inForce = useInForce();
  if (user.role !== "administrator" && user.role !== "auditor") return null;
  return (
    <Panel title={text("retention.title")} region>
      <div className="approvals-part">
        <p className="am-strong">{inForce}</p>
        <p className="am-t2">{text("retention.about")}</p>
      </div>
      {user.role === "administrator" && <RetentionForm onAsked={onAsked} />}
    </Panel>
  );
}

function useInForce(): ReactNode {
  const text = useText();
  const format = useFormat();
  const { data } = useQuery({
    queryKey: LOG_RETENTION,
    queryFn: ({ signal }) => read(approvals.retention, { signal }),
  });
  if (data === undefined) return null;
  if (data === null) return text("retention.all");
  return (
    <>
      {text("retention.days", { days: format.number(data.retentionDays) })} · <Bdi>{data.rule}</Bdi>
    </>
  );
}

function RetentionForm({ onAsked }: { readonly onAsked: (approvalId: string) => void }): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const { value: draft, update, clear, restoredAt } = useDraft(useDraftName("log.retention"), EMPTY, isDraft);
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<Problem | null>(null);
  const wrongOf = (field: "rule" | "retentionDays"): string | undefined =>
    wrong.has(field) ? text(`retention.wrong.${field}`) : undefined;
  const save = async (): Promise<void> => {
    const read = retentionRule.safeParse({ rule: draft.rule, retentionDays: Number(draft.days) });
    setWrong(new Set(read.error?.issues.map(({ path }) => String(path[0]))));
    setRefused(null);
    if (!read.success) return;
    const answer = await ask(approvals.askRetention, { body: read.data });
    if (!answer.ok) return setRefused(answer.error);
    clear();
    showToast({ text: text("retention.asked") });
    await client.invalidateQueries({ queryKey: APPROVALS });
    onAsked(answer.value.approvalId);
  };
  return (
    <DraftForm
      verb={text("retention.ask")}
      changed={draft.rule !== "" || draft.days !== ""}
      onDiscard={clear}
      restoredAt={restoredAt}
      refused={refused}
      onSend={save}
    >
      <div className="approvals-fields">
        <Field label={text("retention.rule")} hint={text("retention.rule_hint")} error={wrongOf("rule")} required>
          <TextInput value={draft.rule} onChange={(rule) => update((before) => ({ ...before, rule }))} />
        </Field>
        <Field label={text("retention.length")} hint={text("retention.length_hint")} error={wrongOf("retentionDays")} required>
          <TextInput ltr inputMode="numeric" value={draft.days} onChange={(days) => update((before) => ({ ...before, days }))} />
        </Field>
      </div>
    </DraftForm>
  );
}

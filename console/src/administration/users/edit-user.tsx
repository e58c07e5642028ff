import { identity, type User } from "@amaliyat/contract/identity";
import { nameIn } from "@amaliyat/domain/identity";
import type { Problem } from "@amaliyat/contract/route";
import { Button, Chip } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { isolate, Num, useLanguage } from "@amaliyat/ui/i18n";
import { ConfirmDialog, Panel } from "@amaliyat/ui/layout";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ask, useSending } from "../../api/index.ts";
import { approvalList } from "../../approvals/index.ts";
import { PersonName, Refusal, useDraftName, usePersonNames, useSession } from "../../session/index.ts";
import { useText } from "../text.ts";
import { DesignationLabel } from "./designation-label.tsx";
import { GivenCodeSlip, type GivenCode } from "./given-code.tsx";
import { checkChange, draftOf, type UserDraft, type UserField } from "./user-draft.ts";
import { UserForm } from "./user-form.tsx";
import { writeChange } from "./users-query.ts";

/** Changes a person's role, sectors or dates, or gives a new one-time code. Any change ends that person's open sessions: rights are read at sign-in. */
export function EditUser({ user }: { readonly user: User }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const client = useQueryClient();
  const draftName = useDraftName(`user.${user.userId}`);
  const [wrong, setWrong] = useState<ReadonlySet<UserField>>(new Set());
  const [refused, setRefused] = useState<Problem | null>(null);
  const [given, setGiven] = useState<GivenCode | null>(null);
  const send = async (draft: UserDraft, clear: () => void): Promise<void> => {
    const checked = checkChange(user, draft);
    setWrong(checked.ok ? new Set() : checked.wrong);
    setRefused(null);
    if (!checked.ok) return;
    const answer = await ask(identity.changeUser, { params: { userId: user.userId }, body: checked.body });
    if (!answer.ok) return setRefused(answer.error);
    clear();
    const { value } = answer;
    showToast({ text: value.kind === "made" ? text("users.saved", { name: isolate(nameIn(value.user, language)) }) : text("two.waits") });
    if (value.kind === "waits" && value.half !== null) setGiven({ half: value.half });
    await writeChange(client, value);
  };
  return (
    <Panel title={<PersonName name={user.name} />} aside={<Num>{user.username}</Num>} region className="list-side">
      {given && <GivenCodeSlip given={given} name={user.name} username={user.username} onHide={() => setGiven(null)} />}
      <Designation user={user} onCode={setGiven} />
      <UserForm
        key={user.userId}
        draftName={draftName}
        now={draftOf(user)}
        isNew={false}
        wrong={wrong}
        refused={refused}
        verb={text("form.save")}
        onSend={send}
      />
    </Panel>
  );
}

type DesignationProps = { readonly user: User; readonly onCode: (given: GivenCode) => void };

/** Ending a designation takes effect at once; it can be given again. */
function Designation({ user, onCode }: DesignationProps): ReactNode {
  const text = useText();
  const names = usePersonNames();
  const client = useQueryClient();
  const own = useSession().user.userId === user.userId;
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const end = async (ended: boolean): Promise<void> => {
    setBusy(true);
    const answer = await ask(identity.changeUser, { params: { userId: user.userId }, body: { ended } });
    setBusy(false);
    setAsked(false);
    setRefused(answer.ok ? null : answer.error);
    const done = text(ended ? "users.ended" : "users.restored", { name: isolate(names.shown(user.name)) });
    if (answer.ok) showToast({ text: answer.value.kind === "made" ? done : text("two.waits") });
    await writeChange(client, answer.ok ? answer.value : null);
  };
  return (
    <div className="administration-designation">
      <span className="am-grow">
        <DesignationLabel user={user} />
        <WaitsChip userId={user.userId} />
      </span>
      <GiveCode user={user} onCode={onCode} />
      <RemoveFactors user={user} onCode={onCode} />
      {user.ended ? (
        <Button size="s" loading={busy} onClick={() => void end(false)}>
          {text("users.restore")}
        </Button>
      ) : (
        <Button size="s" disabledReason={own ? text("users.not_yourself") : undefined} onClick={() => setAsked(true)}>
          {text("users.end")}
        </Button>
      )}
      <Refusal problem={refused} />
      <ConfirmDialog
        open={asked}
        title={text("users.end_title", { name: isolate(names.shown(user.name)) })}
        verb={text("users.end")}
        tone="danger"
        busy={busy}
        onCancel={() => setAsked(false)}
        onConfirm={() => void end(true)}
      >
        {text("users.end_text")}
      </ConfirmDialog>
    </div>
  );
}

/** That something about this person waits for a second one. */
function WaitsChip({ userId }: { readonly userId: string }): ReactNode {
  const text = useText();
  const { data } = useQuery(approvalList);
  if (data?.some(({ state, concerns }) => state === "asked" && concerns === userId) !== true) return null;
  return <Chip tone="attention">{text("two.waiting")}</Chip>;
}

/** Gives a new one-time code; the person is notified at every seat. */
function GiveCode({ user, onCode }: DesignationProps): ReactNode {
  const text = useText();
  const names = usePersonNames();
  const own = useSession().user.userId === user.userId;
  const [asked, setAsked] = useState(false);
  const { busy, refused, send } = useSending();
  const give = async (): Promise<void> => {
    const answer = await send(() => ask(identity.issueCode, { params: { userId: user.userId } }));
    setAsked(false);
    if (!answer?.ok) return;
    onCode(answer.value.kind === "made" ? { whole: answer.value.code } : { half: answer.value.half ?? "" });
    if (answer.value.kind === "waits") showToast({ text: text("two.waits") });
  };
  return (
    <>
      <Button size="s" disabledReason={own ? text("two.not_own") : undefined} onClick={() => setAsked(true)}>
        {text("two.code")}
      </Button>
      <Refusal problem={refused} />
      <ConfirmDialog
        open={asked}
        title={text("two.code_ask_title", { name: isolate(names.shown(user.name)) })}
        verb={text("two.code")}
        busy={busy}
        onCancel={() => setAsked(false)}
        onConfirm={() => void give()}
      >
        {text("two.code_ask_text")}
      </ConfirmDialog>
    </>
  );
}

/** Asks that the second factors of a person who lost them are removed; half of the code that follows is shown. */
function RemoveFactors({ user, onCode }: DesignationProps): ReactNode {
  const text = useText();
  const names = usePersonNames();
  const own = useSession().user.userId === user.userId;
  const [asked, setAsked] = useState(false);
  const { busy, refused, send } = useSending();
  const remove = async (): Promise<void> => {
    const answer = await send(() => ask(identity.clearFactors, { params: { userId: user.userId } }));
    setAsked(false);
    if (!answer?.ok) return;
    onCode({ half: answer.value.half });
    showToast({ text: text("two.waits") });
  };
  return (
    <>
      <Button size="s" disabledReason={own ? text("two.not_own_factors") : undefined} onClick={() => setAsked(true)}>
        {text("two.factors")}
      </Button>
      <Refusal problem={refused} />
      <ConfirmDialog
        open={asked}
        title={text("two.factors_ask_title", { name: isolate(names.shown(user.name)) })}
        verb={text("two.factors_ask")}
        busy={busy}
        onCancel={() => setAsked(false)}
        onConfirm={() => void remove()}
      >
        {text("two.factors_ask_text")}
      </ConfirmDialog>
    </>
  );
}

import { identity, type User } from "@amaliyat/contract/identity";
import type { Problem } from "@amaliyat/contract/route";
import { Button } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { removeDraft } from "@amaliyat/ui/hooks";
import { Bdi, isolate, Num } from "@amaliyat/ui/i18n";
import { ConfirmDialog, Panel } from "@amaliyat/ui/layout";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { Refusal, useDraftName, useSession } from "../../session/index.ts";
import { useText } from "../text.ts";
import { DesignationLabel } from "./designation-label.tsx";
import { checkChange, draftOf, type UserDraft, type UserField } from "./user-draft.ts";
import { UserForm } from "./user-form.tsx";

/** Changes a person's role, sectors, dates or password. Any change ends that person's open sessions: rights are read at sign-in. */
export function EditUser({ user }: { readonly user: User }): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const draftName = useDraftName(`user.${user.userId}`);
  const [wrong, setWrong] = useState<ReadonlySet<UserField>>(new Set());
  const [refused, setRefused] = useState<Problem | null>(null);
  const send = async (draft: UserDraft, password: string): Promise<void> => {
    const checked = checkChange(user, draft, password);
    setWrong(checked.ok ? new Set() : checked.wrong);
    setRefused(null);
    if (!checked.ok) return;
    const answer = await ask(identity.changeUser, { params: { userId: user.userId }, body: checked.body });
    if (!answer.ok) return setRefused(answer.error);
    removeDraft(draftName);
    showToast({ text: text("users.saved", { name: isolate(answer.value.name) }) });
    await client.invalidateQueries({ queryKey: ["users"] });
  };
  return (
    <Panel title={<Bdi>{user.name}</Bdi>} aside={<Num>{user.username}</Num>} region className="list-side">
      <Designation user={user} />
      <UserForm
        key={JSON.stringify(draftOf(user))}
        draftName={draftName}
        initial={draftOf(user)}
        isNew={false}
        wrong={wrong}
        refused={refused}
        verb={text("form.save")}
        onSend={send}
      />
    </Panel>
  );
}

/** Ending a designation takes effect at once; it can be given again. */
function Designation({ user }: { readonly user: User }): ReactNode {
  const text = useText();
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
    if (answer.ok) showToast({ text: text(ended ? "users.ended" : "users.restored", { name: isolate(user.name) }) });
    await client.invalidateQueries({ queryKey: ["users"] });
  };
  return (
    <div className="administration-designation">
      <span className="am-grow">
        <DesignationLabel user={user} />
      </span>
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
        title={text("users.end_title", { name: isolate(user.name) })}
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

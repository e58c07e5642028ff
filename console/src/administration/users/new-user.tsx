import { identity } from "@amaliyat/contract/identity";
import type { Problem } from "@amaliyat/contract/route";
import { showToast } from "@amaliyat/ui/feedback";
import { isolate } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { removeDraft } from "@amaliyat/ui/hooks";
import { ask } from "../../api/index.ts";
import { useDraftName } from "../../session/index.ts";
import { useText } from "../text.ts";
import { checkNew, EMPTY_USER, type UserDraft, type UserField } from "./user-draft.ts";
import { UserForm } from "./user-form.tsx";

/** Designates a person, individually, for one role. */
export function NewUser({ onMade }: { readonly onMade: (userId: string) => void }): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const draftName = useDraftName("user.new");
  const [wrong, setWrong] = useState<ReadonlySet<UserField>>(new Set());
  const [refused, setRefused] = useState<Problem | null>(null);
  const send = async (draft: UserDraft, password: string): Promise<void> => {
    const checked = checkNew(draft, password);
    setWrong(checked.ok ? new Set() : checked.wrong);
    setRefused(null);
    if (!checked.ok) return;
    const answer = await ask(identity.createUser, { body: checked.body });
    if (!answer.ok) return setRefused(answer.error);
    removeDraft(draftName);
    showToast({ text: text("users.made", { name: isolate(answer.value.name) }) });
    await client.invalidateQueries({ queryKey: ["users"] });
    onMade(answer.value.userId);
  };
  return (
    <Panel title={text("users.new_title")} region className="list-side">
      <UserForm
        draftName={draftName}
        initial={EMPTY_USER}
        isNew
        wrong={wrong}
        refused={refused}
        verb={text("users.create")}
        onSend={send}
      />
    </Panel>
  );
}

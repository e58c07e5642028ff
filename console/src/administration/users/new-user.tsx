import { identity } from "@amaliyat/contract/identity";
import { nameIn } from "@amaliyat/domain/identity";
import type { Problem } from "@amaliyat/contract/route";
import { showToast } from "@amaliyat/ui/feedback";
import { isolate, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { USERS } from "../../facts/index.ts";
import { useDraftName } from "../../session/index.ts";
import { useText } from "../text.ts";
import { checkNew, EMPTY_USER, type UserDraft, type UserField } from "./user-draft.ts";
import { GivenCodeSlip, type GivenCode } from "./given-code.tsx";
import { UserForm } from "./user-form.tsx";

type Given = { readonly name: string; readonly username: string; readonly userId: string | null; readonly code: GivenCode };

/** Designates a person, individually, for one role. The one-time code that the room gives is shown until it is hidden. */
export function NewUser({ onMade }: { readonly onMade: (userId: string) => void }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const client = useQueryClient();
  const draftName = useDraftName("user.new");
  const [wrong, setWrong] = useState<ReadonlySet<UserField>>(new Set());
  const [refused, setRefused] = useState<Problem | null>(null);
  const [given, setGiven] = useState<Given | null>(null);
  const send = async (draft: UserDraft, clear: () => void): Promise<void> => {
    const checked = checkNew(draft);
    setWrong(checked.ok ? new Set() : checked.wrong);
    setRefused(null);
    if (!checked.ok) return;
    const answer = await ask(identity.createUser, { body: checked.body });
    if (!answer.ok) return setRefused(answer.error);
    clear();
    const { value } = answer;
    const { name, username } = checked.body;
    showToast({ text: value.kind === "made" ? text("users.made", { name: isolate(nameIn(checked.body, language)) }) : text("two.waits") });
    const code = value.kind === "made" ? { whole: value.code } : { half: value.half ?? "" };
    setGiven({ name, username, userId: value.kind === "made" ? value.user.userId : null, code });
    await client.invalidateQueries({ queryKey: USERS });
  };
  return (
    <Panel title={text("users.new_title")} region className="list-side">
      {given && (
        <GivenCodeSlip
          given={given.code}
          name={given.name}
          username={given.username}
          onHide={() => {
            setGiven(null);
            if (given.userId !== null) onMade(given.userId);
          }}
        />
      )}
      <UserForm
        key={given?.username}
        draftName={draftName}
        now={EMPTY_USER}
        isNew
        wrong={wrong}
        refused={refused}
        verb={text("users.create")}
        onSend={send}
      />
    </Panel>
  );
}

import { identity, type Session, type SignInNotice } from "@amaliyat/contract/identity";
import { ROLE_LABELS } from "@amaliyat/domain/identity";
import { Button } from "@amaliyat/ui/controls";
import { Banner } from "@amaliyat/ui/feedback";
import { isolate, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ask, SESSION_KEYS, useSending } from "../../api/index.ts";
import { Refusal } from "../refusal.tsx";
import { useSession } from "../session-context.ts";
import { useText } from "../text.ts";
import { usePersonNames } from "../names/use-person-names.ts";

/** Notices of a code given to one's own account, or given by the machine, for those who designate. They stay until read. */
export function SignInNotices(): ReactNode {
  const { notices } = useSession();
  return notices.map((notice) => <Notice key={notice.codeId} notice={notice} />);
}

function Notice({ notice }: { readonly notice: SignInNotice }): ReactNode {
  const text = useText();
  const names = usePersonNames();
  const format = useFormat();
  const { language } = useLanguage();
  const client = useQueryClient();
  const { busy, refused, send } = useSending();
  const seen = async (): Promise<void> => {
    const answer = await send(() => ask(identity.seenNotice, { params: { codeId: notice.codeId } }));
    if (answer?.ok) client.setQueryData<Session | null>(SESSION_KEYS.session, answer.value);
  };
  const { name, username, role } = notice.person;
  const values = {
    at: format.dateTime(Date.parse(notice.at)),
    name: isolate(names.shown(name)),
    username: isolate(username),
    role: ROLE_LABELS[role][language],
    by: isolate(names.shown(notice.by ?? "")),
    confirmed: isolate(names.shown(notice.confirmedBy ?? "")),
  };
  const title =
    notice.way === "recovery"
      ? text("notice.recovery", values)
      : text(notice.confirmedBy === null ? "notice.reset" : "notice.reset_confirmed", values);
  const used = notice.usedAt === null ? text("notice.unused") : text("notice.used", { at: format.dateTime(Date.parse(notice.usedAt)) });
  return (
    <Banner
      tone={notice.usedAt === null ? "attention" : "act"}
      title={title}
      detail={
        <>
          {used} {notice.own && text("notice.not_you")}
          <Refusal problem={refused} />
        </>
      }
      actions={
        <Button size="s" loading={busy} onClick={() => void seen()}>
          {text("notice.seen")}
        </Button>
      }
    />
  );
}

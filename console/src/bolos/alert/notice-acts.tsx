import { bolos } from "@amaliyat/contract/bolos";
import { mayNoteNotice, noticeChannel, type AlertChannel, type BodyChannel } from "@amaliyat/domain/bolos";
import { Button, DateTimeInput, Field, TextInput } from "@amaliyat/ui/controls";
import { roomNow } from "@amaliyat/ui/hooks";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { useSession } from "../../session/index.ts";
import { ActDialog } from "../act-dialog.tsx";
import { useText } from "../text.ts";

/** Channel to somebody outside, with the child alert whose text it hands over. */
type Outside = { readonly channel: BodyChannel } | { readonly channel: AlertChannel; readonly alertId: string };

type ActsProps = { readonly boloId: string; readonly to: readonly Outside[]; readonly variant?: "normal" | "quiet" };

/** A button for each channel that the signed-in person may note, and its dialog. */
export function NoticeActs({ boloId, to, variant = "normal" }: ActsProps): ReactNode {
  const { language } = useLanguage();
  const { role } = useSession().user;
  const [asking, setAsking] = useState<Outside | null>(null);
  return (
    <>
      {to
        .filter(({ channel }) => mayNoteNotice(channel, role))
        .map((one) => (
          <Button key={one.channel} size="s" variant={variant} onClick={() => setAsking(one)}>
            {noticeChannel(one.channel).noting?.act[language]}
          </Button>
        ))}
      {asking !== null && <NoticeDialog boloId={boloId} to={asking} onClose={() => setAsking(null)} />}
    </>
  );
}

type DialogProps = { readonly boloId: string; readonly to: Outside; readonly onClose: () => void };

function NoticeDialog({ boloId, to, onClose }: DialogProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const [name, setName] = useState("");
  const [at, setAt] = useState<number | null>(roomNow);
  const { noting } = noticeChannel(to.channel);
  return (
    <ActDialog
      title={noting?.act[language] ?? ""}
      verb={text("act.record")}
      ready={name.trim() !== "" && at !== null}
      onClose={onClose}
      send={() => ask(bolos.noteNotice, { params: { boloId }, body: { ...to, name, at: new Date(at ?? 0).toISOString() } })}
    >
      {!("alertId" in to) && <p className="am-small am-t2">{text("told.body_text")}</p>}
      <Field label={noting?.name?.[language] ?? ""} required>
        <TextInput value={name} maxLength={160} onChange={setName} />
      </Field>
      <Field label={text("told.when")} group required>
        <DateTimeInput value={at} onChange={setAt} />
      </Field>
    </ActDialog>
  );
}

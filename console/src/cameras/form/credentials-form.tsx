import { cameras, type CameraSettings } from "@amaliyat/contract/cameras";
import type { Problem } from "@amaliyat/contract/route";
import { Button, Chip, Field, TextInput } from "@amaliyat/ui/controls";
import { Banner, showToast } from "@amaliyat/ui/feedback";
import { useQueryClient } from "@tanstack/react-query";
import KeyRound from "lucide-react/icons/key-round";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { cameraList } from "../../facts/index.ts";
import { Refusal } from "../../session/index.ts";
import type { Pasted } from "../stream-url.ts";
import { useText } from "../text.ts";

export type CredentialsFormProps = { readonly settings: CameraSettings; readonly pasted: Pasted; readonly onSent: () => void };

/** User name and password of a camera: written only. They go into the room's vault, and neither comes back nor is kept here. */
export function CredentialsForm({ settings, pasted, onSent }: CredentialsFormProps): ReactNode {
  const text = useText();
  const [open, setOpen] = useState(false);
  return (
    <section className="cameras-section" aria-label={text("credentials.title")}>
      <div className="am-row">
        <KeyRound size={16} aria-hidden="true" />
        <span className="am-grow">
          {text("credentials.title")}{" "}
          <Chip tone={settings.hasCredentials ? "normal" : "muted"}>
            {text(settings.hasCredentials ? "credentials.set" : "credentials.not_set")}
          </Chip>
        </span>
        {!open && pasted === null && (
          <Button size="s" onClick={() => setOpen(true)}>
            {text(settings.hasCredentials ? "credentials.change" : "credentials.write")}
          </Button>
        )}
      </div>
      {(open || pasted !== null) && (
        <OpenForm
          key={`${pasted?.username}/${pasted?.password}`}
          cameraId={settings.cameraId}
          pasted={pasted}
          onDone={() => {
            setOpen(false);
            onSent();
          }}
        />
      )}
    </section>
  );
}

function OpenForm(props: { readonly cameraId: string; readonly pasted: Pasted; readonly onDone: () => void }): ReactNode {
  const { cameraId, pasted, onDone } = props;
  const text = useText();
  const client = useQueryClient();
  const [username, setUsername] = useState(pasted?.username ?? "");
  const [password, setPassword] = useState(pasted?.password ?? "");
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const send = async (): Promise<void> => {
    setBusy(true);
    const answer = await ask(cameras.setCredentials, { params: { cameraId }, body: { username, password } });
    setBusy(false);
    if (!answer.ok) return setRefused(answer.error);
    showToast({ text: text("credentials.saved") });
    onDone();
    await client.invalidateQueries({ queryKey: cameraList.queryKey });
  };
  return (
    <form
      className="cameras-credentials"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {pasted && <Banner boxed tone="attention" title={text("credentials.pasted")} detail={text("credentials.pasted_text")} />}
      <Field label={text("credentials.username")}>
        <TextInput ltr autoComplete="off" spellCheck={false} value={username} onChange={setUsername} />
      </Field>
      <Field label={text("credentials.password")}>
        <TextInput ltr type="password" autoComplete="new-password" value={password} onChange={setPassword} />
      </Field>
      <Refusal problem={refused} />
      <div className="am-row">
        <Button type="submit" size="s" variant="primary" loading={busy} disabled={username === "" || password === ""}>
          {text("credentials.save")}
        </Button>
        <Button size="s" variant="quiet" onClick={onDone}>
          {text("credentials.leave")}
        </Button>
        <span className="am-t3 am-small">{text("credentials.text")}</span>
      </div>
    </form>
  );
}

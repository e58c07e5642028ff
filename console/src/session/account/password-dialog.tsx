import { identity } from "@amaliyat/contract/identity";
import type { Problem } from "@amaliyat/contract/route";
import { Button, Field } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { useLanguage, useUiText } from "@amaliyat/ui/i18n";
import { Dialog } from "@amaliyat/ui/layout";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState, type FormEvent, type ReactNode } from "react";
import { explain } from "@amaliyat/contract/errors";
import { checkPassword } from "@amaliyat/domain/identity";
import type { Text3 } from "@amaliyat/domain/kernel";
import { ask, SESSION_KEYS } from "../../api/index.ts";
import { PasswordRules } from "./password-rules.tsx";
import { Refusal } from "../refusal.tsx";
import { useSession } from "../session-context.ts";
import { PasswordInput } from "./password-input.tsx";
import { useText } from "../text.ts";

type PasswordDialogProps = { readonly open: boolean; readonly onClose: () => void };

/** Changes one's own password: the old one is asked, and one's other sessions end. */
export function PasswordDialog({ open, onClose }: PasswordDialogProps): ReactNode {
  const text = useText();
  return (
    <Dialog open={open} onClose={onClose} title={text("own_password.title")}>
      <p className="am-t2">{text("own_password.text")}</p>
      <PasswordForm onClose={onClose} />
    </Dialog>
  );
}

type OwnPassword = { readonly current: string; readonly next: string };

/** A sentence, and the field that it speaks of; null for the act as a whole. */
type Told = { readonly field: keyof OwnPassword | null; readonly text: Text3 };

/** Predicts the room's refusal of a new password before it is sent; null if none. */
export function foresee({ current, next }: OwnPassword, username: string): Told | null {
  const [broken] = checkPassword(next, username);
  if (broken) return { field: "next", text: explain(broken.code, broken.params ?? {}) };
  return next === current ? { field: "next", text: explain("password.unchanged", {}) } : null;
}

/** The room's refusal beside the field that it speaks of. */
export function toldBy({ code, text }: Problem): Told {
  if (code === "password.wrong_current") return { field: "current", text };
  return { field: code.startsWith("password.") ? "next" : null, text };
}

function PasswordForm({ onClose }: Pick<PasswordDialogProps, "onClose">): ReactNode {
  const text = useText();
  const ui = useUiText();
  const { language } = useLanguage();
  const { username } = useSession().user;
  const client = useQueryClient();
  const [typed, setTyped] = useState<OwnPassword>({ current: "", next: "" });
  const [told, setTold] = useState<Told | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const current = useRef<HTMLInputElement>(null);
  const next = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const show = (what: Told | null): void => {
    setTold(what);
    if (what?.field === "current") current.current?.focus();
    if (what?.field === "next") next.current?.focus();
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setRefused(null);
    const foreseen = foresee(typed, username);
    show(foreseen);
    if (foreseen || busy) return;
    setBusy(true);
    const answer = await ask(identity.changePassword, { body: typed });
    setBusy(false);
    if (!answer.ok) {
      setRefused(answer.error);
      return show(toldBy(answer.error));
    }
    showToast({ text: text("own_password.done") });
    onClose();
    await client.invalidateQueries({ queryKey: SESSION_KEYS.sessions });
  };
  const wrong = (field: keyof OwnPassword): string | undefined => (told?.field === field ? told.text[language] : undefined);
  const set = (field: keyof OwnPassword) => (value: string) => {
    setTyped((before) => ({ ...before, [field]: value }));
    if (told?.field === field) setTold(null);
  };
  return (
    <form className="session-form" onSubmit={(event) => void submit(event)}>
      <Field label={text("own_password.current")} error={wrong("current")} required>
        <PasswordInput ref={current} autoComplete="current-password" value={typed.current} onChange={set("current")} />
      </Field>
      <Field label={text("own_password.next")} error={wrong("next")} required>
        <PasswordInput ref={next} autoComplete="new-password" value={typed.next} onChange={set("next")} />
      </Field>
      <PasswordRules value={typed.next} username={username} />
      <Refusal problem={told?.field === null ? refused : null} />
      <div className="am-row">
        <Button type="submit" variant="primary" loading={busy} disabled={typed.current === "" || typed.next === ""}>
          {text("own_password.act")}
        </Button>
        <Button variant="quiet" shortcut="Escape" onClick={onClose}>
          {ui("back")}
        </Button>
      </div>
    </form>
  );
}

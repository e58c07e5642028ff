import { Button, Field } from "@amaliyat/ui/controls";
import { useState, type ReactNode } from "react";
import { PasswordRules } from "../../session/index.ts";
import { PasswordInput } from "../../session/password-input.tsx";
import { useText } from "../text.ts";

export type PasswordFieldProps = {
  readonly isNew: boolean;
  readonly username: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
};

/** A password given by hand, each rule ticked off while it is typed: the same rules that the room applies. */
export function PasswordField({ isNew, username, value, error, onChange }: PasswordFieldProps): ReactNode {
  const text = useText();
  const [open, setOpen] = useState(isNew);
  if (!open) {
    return (
      <div>
        <Button size="s" onClick={() => setOpen(true)}>
          {text("password.change")}
        </Button>
      </div>
    );
  }
  return (
    <div className="administration-password">
      <Field label={text(isNew ? "password.first" : "password.new")} hint={text("password.hint")} error={error} required={isNew}>
        <PasswordInput autoComplete="new-password" value={value} onChange={onChange} />
      </Field>
      <PasswordRules value={value} username={username} />
    </div>
  );
}

import { checkPassword, PASSWORD_MIN_LENGTH } from "@amaliyat/domain/identity";
import { Button, Field } from "@amaliyat/ui/controls";
import Check from "lucide-react/icons/check";
import Circle from "lucide-react/icons/circle";
import { useState, type ReactNode } from "react";
import { PasswordInput } from "../../session/sign-in-screen.tsx";
import { useText } from "../text.ts";

export type PasswordFieldProps = {
  readonly isNew: boolean;
  readonly username: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
};

const RULES = ["password.too_short", "password.too_obvious", "password.contains_username"] as const;
const WORDS = {
  "password.too_short": "password.long",
  "password.too_obvious": "password.own",
  "password.contains_username": "password.no_name",
} as const;

/** A password given by hand, each rule ticked off while it is typed: the same rules that the room applies. */
export function PasswordField({ isNew, username, value, error, onChange }: PasswordFieldProps): ReactNode {
  const text = useText();
  const [open, setOpen] = useState(isNew);
  const broken = new Set<string>(checkPassword(value, username).map((refusal) => refusal.code));
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
      <ul aria-live="polite">
        {RULES.map((rule) => {
          const kept = value !== "" && !broken.has(rule);
          const Icon = kept ? Check : Circle;
          return (
            <li key={rule} className={kept ? "am-affirm" : value === "" ? "am-t3" : "am-attention"}>
              <Icon size={14} aria-hidden="true" />
              {text(WORDS[rule], { min: PASSWORD_MIN_LENGTH, count: Array.from(value).length })}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

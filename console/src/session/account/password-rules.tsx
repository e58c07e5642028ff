import { checkPassword, PASSWORD_MIN_LENGTH } from "@amaliyat/domain/identity";
import Check from "lucide-react/icons/check";
import Circle from "lucide-react/icons/circle";
import type { ReactNode } from "react";
import { useText } from "../text.ts";

const RULES = ["password.too_short", "password.too_obvious", "password.contains_username"] as const;
const WORDS = {
  "password.too_short": "password_rules.long",
  "password.too_obvious": "password_rules.own",
  "password.contains_username": "password_rules.no_name",
} as const;

/** The rules that the room applies to a new password, each ticked off while it is typed. */
export function PasswordRules({ value, username }: { readonly value: string; readonly username: string }): ReactNode {
  const text = useText();
  const broken = new Set<string>(checkPassword(value, username).map((refusal) => refusal.code));
  return (
    <ul className="session-rules" aria-label={text("password_rules.title")} aria-live="polite">
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
  );
}

import { IconButton, TextInput } from "@amaliyat/ui/controls";
import Eye from "lucide-react/icons/eye";
import EyeOff from "lucide-react/icons/eye-off";
import { useState, type ReactNode } from "react";
import { useText } from "../text.ts";

type PasswordInputProps = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly autoComplete: "current-password" | "new-password";
  readonly ref?: React.Ref<HTMLInputElement>;
};

/** A password that can be read while it is typed: a shared seat's keyboard may be in another language. */
export function PasswordInput(props: PasswordInputProps): ReactNode {
  const text = useText();
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  const toggle = (
    <IconButton
      size="s"
      label={text(shown ? "hide_password" : "show_password")}
      icon={<Icon size={16} aria-hidden="true" />}
      onClick={() => setShown(!shown)}
    />
  );
  return <TextInput ltr type={shown ? "text" : "password"} end={toggle} {...props} />;
}

import type { VNode } from "preact";
import { Icon } from "../icons/icon.tsx";
import type { IconName } from "../icons/icon-shapes.ts";

type PickProps = { readonly icon: IconName; readonly words: string; readonly onPick: (files: readonly File[]) => void } & {
  readonly accept: string;
  readonly capture?: "environment" | "user";
  readonly multiple?: boolean;
};

/** Button that opens the camera or the phone's files. */
export function Pick({ icon, words, onPick, accept, capture, multiple = false }: PickProps): VNode {
  function picked(input: HTMLInputElement): void {
    const files = [...(input.files ?? [])];
    input.value = "";
    onPick(files);
  }
  return (
    <label className="press pick">
      <Icon name={icon} />
      <span>{words}</span>
      <input
        className="hidden"
        type="file"
        accept={accept}
        multiple={multiple}
        {...(capture === undefined ? {} : { capture })}
        onChange={({ currentTarget }) => picked(currentTarget)}
      />
    </label>
  );
}

import { classNames } from "@amaliyat/ui/controls";
import { Bdi, Num, useFormat } from "@amaliyat/ui/i18n";
import FileUp from "lucide-react/icons/file-up";
import { useRef, useState, type DragEvent, type ReactNode } from "react";
import { useText } from "../text.ts";

export type FileDropProps = { readonly file: File | null; readonly invalid: boolean; readonly onFile: (file: File) => void };

/** Choose a file or drop it here. */
export function FileDrop({ file, invalid, onFile }: FileDropProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const choose = (files: FileList | null): void => {
    const [first] = files ?? [];
    if (first) onFile(first);
    if (input.current) input.current.value = "";
  };
  const drag = (event: DragEvent, on: boolean): void => {
    event.preventDefault();
    setOver(on);
  };
  return (
    <>
      <button
        type="button"
        className={classNames("statistics-drop", over && "statistics-drop--over", invalid && "statistics-drop--invalid")}
        onClick={() => input.current?.click()}
        onDragOver={(event) => drag(event, true)}
        onDragLeave={(event) => drag(event, false)}
        onDrop={(event) => {
          drag(event, false);
          choose(event.dataTransfer.files);
        }}
      >
        <FileUp size={24} aria-hidden="true" />
        {file ? (
          <span>
            <Bdi className="am-strong">{file.name}</Bdi> <Num className="am-t2">{format.bytes(file.size)}</Num>
          </span>
        ) : (
          <span className="am-t2">{text("imports.drop")}</span>
        )}
        <span className="statistics-drop__act">{text(file ? "imports.other_file" : "imports.choose")}</span>
      </button>
      <input
        ref={input}
        type="file"
        accept=".csv,text/csv"
        className="am-hidden-visually"
        tabIndex={-1}
        aria-label={text("imports.choose")}
        onChange={(event) => choose(event.target.files)}
      />
    </>
  );
}

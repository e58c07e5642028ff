import { ARCHIVE_SOURCES, type ArchiveFound } from "@amaliyat/contract/archive";
import { readsNothing } from "@amaliyat/domain/archive";
import { localDay, startOfDay } from "@amaliyat/domain/calendar";
import { category, isCategory, isSubcategory, subcategory } from "@amaliyat/domain/interventions";
import type { Text3 } from "@amaliyat/domain/kernel";
import { placeName } from "@amaliyat/domain/places";
import { Chip, Segmented, TextInput } from "@amaliyat/ui/controls";
import { useShortcut } from "@amaliyat/ui/hooks";
import { Bdi, Time, useLanguage, useUiText } from "@amaliyat/ui/i18n";
import CalendarDays from "lucide-react/icons/calendar-days";
import Film from "lucide-react/icons/film";
import MapPin from "lucide-react/icons/map-pin";
import Search from "lucide-react/icons/search";
import Tag from "lucide-react/icons/tag";
import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from "react";
import type { ArchiveSearch } from "./archive-search.ts";
import { useText } from "./text.ts";

/** Each question is in the log: the room is asked once the hand rests for so long (ms), or at Enter. */
const REST_MS = 800;

export type AskArchiveProps = {
  readonly search: ArchiveSearch;
  readonly found: ArchiveFound | null;
  readonly onAsk: (search: ArchiveSearch) => void;
  /** Enter where the words have been asked already. */
  readonly onEnter: () => void;
};

/** The words of a search, and how the room read them: every part that it took for more than a word is shown. */
export function AskArchive({ search, found, onAsk, onEnter }: AskArchiveProps): ReactNode {
  const text = useText();
  const ui = useUiText();
  const input = useRef<HTMLInputElement>(null);
  const q = search.q ?? "";
  const [typed, setTyped] = useState(q);
  const said = typed.trim();
  const isAsked = said === q;
  /** The words of the address as this field has seen them, and the words that it asked for itself. */
  const [known, setKnown] = useState({ q, own: q });
  if (known.q !== q) {
    setKnown({ ...known, q });
    // Asked from elsewhere, as by the palette or by a step back. What is typed on while its own question is under way stays.
    if (q !== known.own) setTyped(q);
  }
  const ask = (): void => {
    setKnown({ ...known, own: said });
    const { place: _place, q: _q, ...rest } = search;
    onAsk(said === "" ? rest : { ...rest, q: said });
  };
  const askRested = useEffectEvent(() => {
    if (!isAsked) ask();
  });
  useEffect(() => {
    const timer = setTimeout(() => askRested(), REST_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => input.current?.focus(), []);
  useShortcut("Slash", () => input.current?.focus());
  return (
    <div role="search" className="archive-ask">
      <TextInput
        ref={input}
        type="search"
        icon={<Search size={16} aria-hidden="true" />}
        shortcut="Slash"
        aria-label={ui("search")}
        placeholder={text("example")}
        maxLength={200}
        value={typed}
        onChange={setTyped}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey) return;
          event.preventDefault();
          if (isAsked) onEnter();
          else ask();
        }}
      />
      <div className="archive-read">
        {found !== null && <Read found={found} search={search} onAsk={onAsk} />}
        <WithClip search={search} onAsk={onAsk} />
        <Sources search={search} found={found} onAsk={onAsk} />
      </div>
    </div>
  );
}

type ReadProps = { readonly found: ArchiveFound; readonly search: ArchiveSearch; readonly onAsk: (search: ArchiveSearch) => void };

function Read({ found, search, onAsk }: ReadProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const { span, kinds, rest, place } = found.read;
  const { place: asWords, ...asPlace } = search;
  return (
    <>
      {span !== null && (
        <Chip icon={<CalendarDays size={14} aria-hidden="true" />}>
          <Span from={Date.parse(span.from)} to={Date.parse(span.to)} />
        </Chip>
      )}
      {kinds.map((code) => (
        <Chip key={code} icon={<Tag size={14} aria-hidden="true" />}>
          {kindLabel(code)[language]}
        </Chip>
      ))}
      {place !== null && (
        <Chip icon={<MapPin size={14} aria-hidden="true" />} pressed onClick={() => onAsk({ ...search, place: false })}>
          <Bdi>{text("near", { place: placeName(place.names, language), metres: place.radiusM })}</Bdi>
        </Chip>
      )}
      {asWords === false && (
        <Chip icon={<MapPin size={14} aria-hidden="true" />} pressed={false} onClick={() => onAsk(asPlace)}>
          {text("as_place")}
        </Chip>
      )}
      {readsNothing(found.read) && <span className="am-t3 am-small">{text("nothing_read")}</span>}
      {rest !== "" && (
        <span className="am-t3 am-small">
          {text("words")} <Bdi>{rest}</Bdi>
        </span>
      )}
    </>
  );
}

/** A time as people say it: a day, some days, or hours. */
function Span({ from, to }: { readonly from: number; readonly to: number }): ReactNode {
  const isWhole = startOfDay(localDay(from)) === from && startOfDay(localDay(to)) === to;
  const [format, last] = isWhole ? (["day", to - 1] as const) : (["dateTime", to] as const);
  return (
    <>
      <Time at={from} format={format} />
      {(!isWhole || localDay(from) !== localDay(last)) && (
        <>
          {" – "}
          <Time at={last} format={format} />
        </>
      )}
    </>
  );
}

function kindLabel(code: string): Text3 {
  if (isCategory(code)) return category(code).labels;
  return isSubcategory(code) ? subcategory(code).labels : { ar: code, fr: code, en: code };
}

/** Narrows to interventions with a kept clip. */
function WithClip({ search, onAsk }: Omit<ReadProps, "found">): ReactNode {
  const text = useText();
  const { clip, ...rest } = search;
  return (
    <Chip
      className="archive-clip"
      icon={<Film size={14} aria-hidden="true" />}
      pressed={clip === true}
      onClick={() => onAsk(clip === true ? rest : { ...rest, clip: true })}
    >
      {text("with_clip")}
    </Chip>
  );
}

function Sources({ search, found, onAsk }: Omit<ReadProps, "found"> & { readonly found: ArchiveFound | null }): ReactNode {
  const text = useText();
  const sources = found?.sources ?? ARCHIVE_SOURCES;
  const all = "all" as const;
  return (
    <Segmented
      size="s"
      label={text("source.label")}
      options={[{ value: all, label: text("source.all") }, ...sources.map((value) => ({ value, label: text(`source.${value}`) }))]}
      value={search.source ?? all}
      onChange={(value) => {
        const { source: _source, ...rest } = search;
        onAsk(value === all ? rest : { ...rest, source: value });
      }}
    />
  );
}

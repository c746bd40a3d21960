import { useEffect, useState, type ReactElement } from "react";
import { Button as AriaButton, ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from "react-aria-components";
import type { AreaNames } from "../palette.contract.ts";
import type { SuggestResponse } from "../../search/search.contract.ts";
import { api } from "./api.ts";
import { Icon } from "./icon.tsx";
import { useLang, useMessages } from "./lang.tsx";
import { uiMessages } from "./ui.messages.ts";
import { useApi } from "./use-api.ts";

type Suggestion = SuggestResponse["suggestions"][number];

/** After a key, before asking (ms). */
const ASK_AFTER = 120;
const SHORTEST = 2;
const NOTHING: Suggestion[] = [];

/** Names of areas by `kind:code`, in the reader's language; the code until they are known. */
export function useAreaNames(codes: readonly string[]): (code: string) => string {
  const lang = useLang();
  const wanted = [...new Set(codes)].sort().join(",");
  const { data } = useApi<AreaNames>(wanted === "" ? null : `/api/console/areas?lang=${lang}&codes=${encodeURIComponent(wanted)}`);
  const names = new Map(data?.areas.map(({ code, name, context }) => [code, context ? `${name} (${context})` : name]));
  return (code) => names.get(code) ?? code;
}

/** Places that what is typed may become; areas that hold others only. */
function useSuggestedAreas(typed: string): { found: Suggestion[]; answered: boolean } {
  const lang = useLang();
  const [answer, setAnswer] = useState<{ typed: string; found: Suggestion[] }>({ typed: "", found: NOTHING });
  useEffect(() => {
    if (typed.trim().length < SHORTEST) return;
    const leaving = new AbortController();
    const timer = setTimeout(() => {
      api<SuggestResponse>("GET", `/api/suggest?kind=place&lang=${lang}&q=${encodeURIComponent(typed)}`, undefined, leaving.signal).then(
        ({ suggestions }) => setAnswer({ typed, found: suggestions.filter(({ id }) => /^(region|mrc|municipality|borough):/.test(id)) }),
        () => undefined,
      );
    }, ASK_AFTER);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [typed, lang]);
  return { found: typed.trim().length < SHORTEST ? NOTHING : answer.found, answered: answer.typed === typed };
}

/** Territories, chosen by their names one after the other. */
export function AreaPicker({ label, areas, onChange }: { label: string; areas: readonly string[]; onChange: (areas: string[]) => void }): ReactElement {
  const t = useMessages(uiMessages);
  const [typed, setTyped] = useState("");
  const { found, answered } = useSuggestedAreas(typed);
  const nameOf = useAreaNames(areas);
  const add = (code: string | number | null) => {
    if (code === null) return;
    if (!areas.includes(String(code))) onChange([...areas, String(code)]);
    setTyped("");
  };
  return (
    <div className="areas">
      <ComboBox className="field" items={found} inputValue={typed} onInputChange={setTyped} selectedKey={null} onSelectionChange={add} allowsEmptyCollection={typed.trim().length >= SHORTEST} menuTrigger="input">
        <Label>{label}</Label>
        <Text slot="description" className="hint">
          {t.areaHint}
        </Text>
        <Input />
        <Popover className="popover">
          <section aria-label={label}>
            <ListBox<Suggestion> className="menu" renderEmptyState={() => <p className="none">{answered ? t.noPlace : t.loading}</p>}>
              {({ id, text, detail }) => (
                <ListBoxItem id={id} textValue={text} className="item">
                  <span>
                    {text}
                    {detail && <small>{detail}</small>}
                  </span>
                </ListBoxItem>
              )}
            </ListBox>
          </section>
        </Popover>
      </ComboBox>
      {areas.length > 0 && (
        <ul className="chips">
          {areas.map((code) => (
            <li key={code} className="chip">
              {nameOf(code)}
              <AriaButton className="btn bare sign" aria-label={t.removeArea(nameOf(code))} onPress={() => onChange(areas.filter((one) => one !== code))}>
                <Icon name="x" size={18} />
              </AriaButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

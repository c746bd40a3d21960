import { useState, type ReactElement } from "react";
import { AreaPicker, Check, SelectField, useApi, useMessages } from "../../console/ui/index.ts";
import type { ServiceRecord } from "../directory.contract.ts";
import type { AreaMap } from "../editing/editing.contract.ts";
import type { EditorPart } from "./editor-part.ts";
import { editorMessages } from "./editor.messages.ts";

const PROVINCE = "province:24";

type ServedArea = ServiceRecord["areas"][number];

function areaOf(code: string): ServedArea {
  const at = code.indexOf(":");
  return { kind: code.slice(0, at) as ServedArea["kind"], code: code.slice(at + 1), assumed: false };
}

interface MapProps {
  map: AreaMap;
  label: string;
  chosen: readonly string[];
  onToggle: (code: string) => void;
}

/** Areas to press on; every one is also a button for the keyboard and for who hears the page. */
function PickMap({ map, label, chosen, onToggle }: MapProps): ReactElement {
  return (
    <svg className="pick-map" viewBox={`0 0 ${map.width} ${map.height}`} role="group" aria-label={label}>
      {map.areas.map(({ code, name, d }) => (
        <path
          key={code}
          d={d}
          role="checkbox"
          tabIndex={0}
          aria-checked={chosen.includes(code)}
          aria-label={name}
          onClick={() => onToggle(code)}
          onKeyDown={(event) => {
            if (event.key !== " " && event.key !== "Enter") return;
            event.preventDefault();
            onToggle(code);
          }}
        >
          <title>{name}</title>
        </path>
      ))}
    </svg>
  );
}

/** Whom the service accepts, by home: by name, or on a map. */
export function EditorAreas({ record, change }: EditorPart): ReactElement {
  const t = useMessages(editorMessages);
  const [region, setRegion] = useState("");
  const { data: regions } = useApi<AreaMap>("/api/console/area-map");
  const { data: map } = useApi<AreaMap>(`/api/console/area-map${region ? `?region=${region}` : ""}`);
  const chosen = record.areas.map(({ kind, code }) => `${kind}:${code}`);
  const set = (codes: string[]) => change((body) => ({ ...body, areas: codes.map((code) => body.areas.find((area) => `${area.kind}:${area.code}` === code && !area.assumed) ?? areaOf(code)) }));
  const toggle = (code: string) => set(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code]);
  const regionChoices = (regions?.areas ?? []).map(({ code, name }) => ({ value: code.slice(code.indexOf(":") + 1), label: name }));
  return (
    <>
      <p>{t.areasLead}</p>
      <Check checked={chosen.includes(PROVINCE)} onChange={() => toggle(PROVINCE)}>
        {t.province}
      </Check>
      <AreaPicker label={t.areaPick} areas={chosen.filter((code) => code !== PROVINCE)} onChange={(codes) => set([...chosen.filter((code) => code === PROVINCE), ...codes])} />
      <details>
        <summary>{t.areaMap}</summary>
        <SelectField label={t.mapOf} value={region} onChange={setRegion} options={[{ value: "", label: t.allRegions }, ...regionChoices]} />
        {map && <PickMap map={map} label={t.areaMap} chosen={chosen} onToggle={toggle} />}
      </details>
    </>
  );
}

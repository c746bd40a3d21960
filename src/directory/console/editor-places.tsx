import type { ReactElement } from "react";
import { AreaPicker, Button, Check, Field, useMessages } from "../../console/ui/index.ts";
import { LANGS } from "../../platform/i18n/lang.ts";
import type { ServiceAtLocation } from "../directory.contract.ts";
import { newPlace, orNull, postalCode, withLocation, withLocationText, withPlace } from "./draft-body.ts";
import { EditorHours } from "./editor-hours.tsx";
import type { EditorPart } from "./editor-part.ts";
import { EditorPhones } from "./editor-phones.tsx";
import { editorMessages } from "./editor.messages.ts";
import { recordMessages } from "./record.messages.ts";

const MUNICIPALITY = "municipality:";

function Where({ place, change }: { place: ServiceAtLocation; change: EditorPart["change"] }): ReactElement {
  const t = useMessages(editorMessages);
  const words = useMessages(recordMessages);
  const { location } = place;
  const set = (fields: Parameters<typeof withLocation>[2]) => change((body) => withLocation(body, location.id, fields));
  // A point told the old address: it is looked for anew when the record is published.
  const moved = { lat: null, lon: null, pointSource: "none" } as const;
  const setTown = (codes: string[]) => set({ municipalityCode: codes.findLast((code) => code.startsWith(MUNICIPALITY))?.slice(MUNICIPALITY.length) ?? null, ...moved });
  return (
    <>
      <Check checked={location.kind === "virtual"} onChange={(isVirtual) => set({ kind: isVirtual ? "virtual" : "physical" })}>
        {t.virtual}
      </Check>
      {location.kind === "physical" && (
        <>
          <Check checked={location.confidential} onChange={(confidential) => set({ confidential })}>
            {t.confidential}
          </Check>
          <Field label={t.address} value={location.address ?? ""} onChange={(address) => set({ address: orNull(address), ...moved })} />
          <div className="row">
            <Field label={t.city} value={location.city ?? ""} onChange={(city) => set({ city: orNull(city) })} />
            <Field label={t.postalCode} value={location.postalCode ?? ""} onChange={(code) => set({ postalCode: postalCode(code), ...moved })} narrow />
          </div>
          <AreaPicker label={words.changedFields.municipalityCode} areas={location.municipalityCode ? [MUNICIPALITY + location.municipalityCode] : []} onChange={setTown} />
          {(["name", "directions", "accessibility"] as const).map((field) => (
            <div className="pair" key={field}>
              {LANGS.map((lang) => (
                <Field key={lang} label={{ name: t.placeName, directions: t.directions, accessibility: t.accessibility }[field](t.langs[lang])} value={location.texts[lang]?.[field] ?? ""} onChange={(said) => change((body) => withLocationText(body, location, lang, field, said))} />
              ))}
            </div>
          ))}
        </>
      )}
    </>
  );
}

/** Where the service is offered: each place with its numbers and its hours. */
export function EditorPlaces({ record, change, advice }: EditorPart): ReactElement {
  const t = useMessages(editorMessages);
  return (
    <>
      {record.at.map((place, index) => (
        <fieldset key={place.id} className="card place">
          <legend>{t.place(index + 1)}</legend>
          <Where place={place} change={change} />
          <EditorPhones phones={place.phones} onChange={(phones) => change((body) => withPlace(body, place.id, { phones }))} />
          <h3>{t.hours}</h3>
          <EditorHours place={place} onChange={(fields) => change((body) => withPlace(body, place.id, fields))} said={advice?.hours.find(({ at }) => at === place.id)} />
          {record.at.length > 1 && (
            <Button icon="trash-2" onPress={() => change((body) => ({ ...body, at: body.at.filter(({ id }) => id !== place.id) }))}>
              {t.removePlace}
            </Button>
          )}
        </fieldset>
      ))}
      <Button icon="plus" onPress={() => change((body) => ({ ...body, at: [...body.at, newPlace()] }))}>
        {t.addPlace}
      </Button>
    </>
  );
}

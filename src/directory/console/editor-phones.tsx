import type { ReactElement } from "react";
import { Button, Field, SelectField, useMessages } from "../../console/ui/index.ts";
import type { Phone } from "../directory.contract.ts";
import { dialled, newPhone, orNull, shownNumber } from "./draft-body.ts";
import { editorMessages } from "./editor.messages.ts";

/** Telephone numbers, in the order shown. */
export function EditorPhones({ phones, onChange }: { phones: readonly Phone[]; onChange: (phones: Phone[]) => void }): ReactElement {
  const t = useMessages(editorMessages);
  const set = (at: number, fields: Partial<Phone>) => onChange(phones.map((phone, index) => (index === at ? { ...phone, ...fields } : phone)));
  return (
    <fieldset className="phones">
      <legend>{t.phones}</legend>
      {phones.map((phone, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a number that is being typed has nothing else to be told apart by
        <div key={at} className="row">
          <SelectField label={t.phoneKind} value={phone.kind} onChange={(kind) => set(at, { kind })} options={(Object.entries(t.phoneKinds) as [Phone["kind"], string][]).map(([value, label]) => ({ value, label }))} />
          <Field label={t.number} hint={t.numberHint} type="tel" value={shownNumber(phone.number)} onChange={(typed) => set(at, { number: dialled(typed) })} narrow />
          <Field label={t.extension} value={phone.extension ?? ""} onChange={(extension) => set(at, { extension: orNull(extension) })} narrow />
          <Button kind="bare" icon="x" onPress={() => onChange(phones.filter((_, index) => index !== at))}>
            <span className="vh">{t.removePhone}</span>
          </Button>
        </div>
      ))}
      <Button kind="bare" icon="plus" onPress={() => onChange([...phones, newPhone()])}>
        {t.addPhone}
      </Button>
    </fieldset>
  );
}

import type { ReactElement } from "react";
import { Button, NeedSelect, useMessages, useNeedName, useNeeds } from "../../console/ui/index.ts";
import type { EditorPart } from "./editor-part.ts";
import { editorMessages } from "./editor.messages.ts";

/** Needs in order, the main one first; suggestions from the record's own words. */
export function EditorNeeds({ record, change, advice }: EditorPart): ReactElement {
  const t = useMessages(editorMessages);
  const nameOf = useNeedName();
  const needs = useNeeds();
  const set = (needs: string[]) => change((body) => ({ ...body, needs }));
  const add = (code: string) => code !== "" && !record.needs.includes(code) && set([...record.needs, code]);
  return (
    <>
      <p>{t.needsLead}</p>
      <ol className="chips">
        {record.needs.map((code, index) => (
          <li key={code} className="chip">
            {nameOf(code)} {index === 0 && <span className="badge">{t.main}</span>}
            {index > 0 && (
              <Button kind="bare" icon="arrow-left" onPress={() => set([code, ...record.needs.filter((one) => one !== code)])}>
                <span className="vh">{t.makeFirst(nameOf(code))}</span>
              </Button>
            )}
            <Button kind="bare" icon="x" onPress={() => set(record.needs.filter((one) => one !== code))}>
              <span className="vh">{t.removeNeed(nameOf(code))}</span>
            </Button>
          </li>
        ))}
      </ol>
      {advice && advice.needs.length > 0 && (
        <div className="row">
          <span>{t.suggested}</span>
          {advice.needs.map((code) => (
            <Button key={code} icon="plus" onPress={() => add(code)}>
              {nameOf(code)}
            </Button>
          ))}
        </div>
      )}
      <NeedSelect label={t.addNeed} terms={needs} none="–" value="" onChange={add} level="needs" />
    </>
  );
}

import type { ReactElement } from "react";
import { api, Button, type Column, DataTable, Dialog, Fault, Loading, needName, Notice, useAction, useFormat, useLang, useMessages, useToast } from "../../console/ui/index.ts";
import type { Need } from "../../directory/directory.contract.ts";
import type { NeedChange } from "../../directory/taxonomy/taxonomy.contract.ts";
import type { TaxonomyEffect } from "../search.contract.ts";
import { taxonomyScreenMessages } from "./taxonomy-screen.messages.ts";
import { useEffectOf } from "./use-effect-of.ts";

type Changed = TaxonomyEffect["changed"][number];

function Questions({ effect, terms }: { effect: TaxonomyEffect; terms: readonly Need[] }): ReactElement {
  const t = useMessages(taxonomyScreenMessages);
  const lang = useLang();
  const format = useFormat();
  const named = (codes: readonly string[]) => codes.slice(0, 2).map((code) => needName(terms, code, lang)).join(", ") || t.nothing;
  const columns: Column<Changed>[] = [
    { key: "question", label: t.question, isHeading: true, render: ({ text, lang: said }) => <span lang={said}>{text}</span> },
    { key: "asked", label: t.asked, render: ({ asked }) => format.count(asked) },
    { key: "before", label: t.before, render: ({ before }) => named(before) },
    { key: "after", label: t.after, render: ({ after }) => named(after) },
  ];
  if (effect.looked === 0) return <Notice>{t.noQuestions}</Notice>;
  return (
    <>
      <p>{t.looked(format.count(effect.looked))}</p>
      <p>
        <strong>{effect.changedCount === 0 ? t.changesNone : t.changes(format.count(effect.changedCount))}</strong>
      </p>
      <DataTable caption={t.effect} columns={columns} rows={effect.changed} rowKey={({ text, lang: said }) => `${said} ${text}`} empty={null} />
    </>
  );
}

interface EffectDialogProps {
  change: NeedChange;
  terms: readonly Need[];
  onClose: () => void;
  onSaved: () => void;
}

/** What a change would do, before it is made. */
export function EffectDialog({ change, terms, onClose, onSaved }: EffectDialogProps): ReactElement {
  const t = useMessages(taxonomyScreenMessages);
  const lang = useLang();
  const format = useFormat();
  const toast = useToast();
  const { effect, error } = useEffectOf(change);
  const save = useAction(async () => {
    await api("POST", "/api/console/taxonomy", { change });
    toast(t.saved);
    onSaved();
  });
  return (
    <Dialog title={t.effect} isOpen onClose={onClose} wide>
      <Fault error={error ?? save.error} />
      {!effect && !error && <Loading />}
      {effect && (
        <>
          {effect.records > 0 && <Notice kind="warning">{t.records(format.count(effect.records))}</Notice>}
          <Questions effect={effect} terms={terms} />
          {effect.shared.length > 0 && (
            <Notice kind="warning" title={t.shared}>
              <ul>
                {effect.shared.map(({ word, need }) => (
                  <li key={`${word} ${need}`}>
                    {word} – {needName(terms, need, lang)}
                  </li>
                ))}
              </ul>
            </Notice>
          )}
        </>
      )}
      <div className="row">
        <Button kind="main" busy={save.busy} isDisabled={!effect} onPress={() => void save.run()}>
          {t.save}
        </Button>
        <Button onPress={onClose}>{t.back}</Button>
      </div>
    </Dialog>
  );
}

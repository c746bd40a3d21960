import type { ReactElement } from "react";
import { api, Button, type Column, DataTable, EmptyState, Fault, needName, useAction, useFormat, useLang, useMessages, useToast } from "../../console/ui/index.ts";
import type { Need } from "../../directory/directory.contract.ts";
import type { NeedChange, NeedEdit } from "../../directory/taxonomy/taxonomy.contract.ts";
import { taxonomyScreenMessages } from "./taxonomy-screen.messages.ts";

/** What a change says, in a line. */
function told(change: NeedChange, name: (code: string) => string): string {
  if (change.kind === "mergeTerms") return `${change.code} → ${name(change.into)}`;
  if (change.kind !== "editWords") return name(change.code);
  return [name(change.code), ...change.add.map((word) => `+ ${word}`), ...change.remove.map((word) => `− ${word}`)].join(", ");
}

/** What this installation changed; anything but a merge can be taken back. */
export function LocalChanges({ edits, terms, onTakenBack }: { edits: readonly NeedEdit[]; terms: readonly Need[]; onTakenBack: () => void }): ReactElement {
  const t = useMessages(taxonomyScreenMessages);
  const lang = useLang();
  const format = useFormat();
  const toast = useToast();
  const takeBack = useAction(async (number: number) => {
    await api("DELETE", `/api/console/taxonomy/${number}`);
    toast(t.takenBack);
    onTakenBack();
  });
  const columns: Column<NeedEdit>[] = [
    { key: "what", label: t.what, isHeading: true, render: ({ change }) => `${t.kinds[change.kind]} – ${told(change, (code) => needName(terms, code, lang))}` },
    { key: "when", label: t.when, render: ({ at }) => format.moment(at) },
    {
      key: "undo",
      label: t.takeBack,
      render: ({ number, change }) =>
        change.kind === "mergeTerms" ? "–" : (
          <Button kind="bare" icon="undo-2" busy={takeBack.busy} onPress={() => void takeBack.run(number)}>
            {t.takeBack}
          </Button>
        ),
    },
  ];
  return (
    <>
      <Fault error={takeBack.error} />
      <DataTable caption={t.local} columns={columns} rows={edits.toReversed()} rowKey={({ number }) => String(number)} empty={<EmptyState title={t.noEdits}>{t.noEditsLead}</EmptyState>} />
    </>
  );
}

import { useEffect, useState, type ReactElement, type ReactNode } from "react";
import { api, Fault, Loading, PageTitle, useApi, useLang, useMessages, useParams } from "../../console/ui/index.ts";
import type { ServiceRecord } from "../directory.contract.ts";
import type { Advice, RecordView } from "../editing/editing.contract.ts";
import { inclusionMessages } from "../editing/inclusion.messages.ts";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { EditorActions, type Moved } from "./editor-actions.tsx";
import { EditorAdvice } from "./editor-advice.tsx";
import { EditorAreas } from "./editor-areas.tsx";
import { EditorContact, EditorOrganization, EditorPublication } from "./editor-contact.tsx";
import { EditorInclusion } from "./editor-inclusion.tsx";
import { EditorNeeds } from "./editor-needs.tsx";
import type { EditorPart } from "./editor-part.ts";
import { EditorPlaces } from "./editor-places.tsx";
import { EditorTexts } from "./editor-texts.tsx";
import { editorMessages } from "./editor.messages.ts";
import { recordName } from "./record-name.ts";
import { recordMessages } from "./record.messages.ts";
import { recordsMessages } from "./records.messages.ts";
import { useDraft } from "./use-draft.ts";

/** Quiet time after a key before advice is asked for (ms). */
const ADVISE_AFTER = 500;

/** Advice on what is written, as of the last quiet moment. */
function useAdvice(record: ServiceRecord): Advice | null {
  const [advice, setAdvice] = useState<Advice | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    const timer = setTimeout(() => {
      // Advice that does not come is not missed: the draft is kept all the same.
      api<Advice>("POST", "/api/console/records/check", { body: record }, leaving.signal).then(setAdvice, () => undefined);
    }, ADVISE_AFTER);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [record]);
  return advice;
}

function Section({ id, title, children }: { id: string; title: string; children: ReactNode }): ReactElement {
  return (
    <section className="card" aria-labelledby={`section-${id}`}>
      <h2 id={`section-${id}`} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </section>
  );
}

function Editor({ id, view }: { id: string; view: RecordView | null }): ReactElement {
  const t = useMessages(editorMessages);
  const words = useMessages(recordMessages);
  const lists = useMessages(recordsMessages);
  const inclusion = useMessages(inclusionMessages);
  const lang = useLang();
  const work = useDraft(id, view);
  const advice = useAdvice(work.body);
  const [moved, setMoved] = useState<Moved | null>(null);
  const part: EditorPart = { record: work.body, change: work.change, advice };
  const sections: { id: string; title: string; content: ReactNode }[] = [
    ...(work.isNew ? [{ id: "inclusion", title: inclusion.title, content: <EditorInclusion answers={work.written.inclusion} onAnswer={(criterion, answer) => work.keeper.write({ inclusion: { ...work.written.inclusion, [criterion]: answer } })} /> }] : []),
    { id: "texts", title: t.texts, content: <EditorTexts {...part} /> },
    { id: "needs", title: t.needs, content: <EditorNeeds {...part} /> },
    { id: "areas", title: t.areas, content: <EditorAreas {...part} /> },
    { id: "contact", title: t.contact, content: <EditorContact {...part} /> },
    { id: "places", title: t.places, content: <EditorPlaces {...part} /> },
    { id: "organization", title: t.organization, content: <EditorOrganization {...part} /> },
    { id: "publication", title: t.publication, content: <EditorPublication {...part} note={work.written.note} onNote={(note) => work.keeper.write({ note })} /> },
  ];
  const crumbs = [{ label: lists.title, href: "/console/records" }, ...(work.isNew ? [] : [{ label: recordName(work.body, lang, words.unnamed), href: `/console/records/${id}` }])];
  return (
    <>
      <PageTitle title={work.isNew ? t.titleNew : t.title} crumbs={crumbs} lead={recordName(work.body, lang, words.unnamed)} />
      <nav aria-label={t.sections} className="section-nav">
        <ul className="row">
          {sections.map(({ id: section, title }) => (
            <li key={section}>
              <a href={`#section-${section}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="with-side">
        <div className="editor">
          {sections.map(({ id: section, title, content }) => (
            <Section key={section} id={section} title={title}>
              {content}
            </Section>
          ))}
        </div>
        <aside className="editor-side">
          <EditorActions id={id} work={work} onMoved={setMoved} />
          <EditorAdvice advice={advice} />
        </aside>
      </div>
      {work.meeting && <ConflictDialog title={t.conflictTitle} lead={t.conflictLead} body={work.meeting.body} conflicts={work.meeting.conflicts} onSettled={(body) => work.keeper.settle(body)} />}
      {moved && (
        <ConflictDialog
          title={t.movedTitle}
          lead={t.movedLead}
          body={moved.body}
          conflicts={moved.conflicts}
          onSettled={(body) => {
            work.keeper.write({ body, rebase: true });
            setMoved(null);
          }}
        />
      )}
    </>
  );
}

/** Writes a record: everything on one page, kept by itself, advised while it is written. */
export default function RecordEditor(): ReactElement {
  const { id } = useParams() as { id: string };
  const { data, error, loading, reload } = useApi<RecordView>(`/api/console/records/${id}`);
  // A new record is not known to the server before its first words are kept.
  if (error?.status === 404 && !data) return <Editor id={id} view={null} />;
  if (error && !data) return <Fault error={error} retry={reload} />;
  return loading && !data ? <Loading /> : <Editor id={id} view={data} />;
}
